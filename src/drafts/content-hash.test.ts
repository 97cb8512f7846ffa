import { describe, expect, it } from 'vitest';
import vectors from './content-hash.vectors.json' with { type: 'json' };
import { canonicalContent, contentHash } from './content-hash.ts';
import type { ListingFields } from './draft.ts';

type Content = Parameters<typeof canonicalContent>[0];
const draftOf = (index: number) =>
  structuredClone(vectors[index]!.draft) as Content & { listing: ListingFields };

describe('the canonical form', () => {
  // The vectors were written by another implementation (Python's json, unicodedata and hashlib).
  it.each(vectors)('$name', ({ draft, canonical, sha256 }) => {
    expect(canonicalContent(draft as Content)).toBe(canonical);
    expect(contentHash(draft as Content)).toBe(sha256);
  });

  it('does not depend on the order of keys or of attributes', () => {
    const draft = draftOf(4);
    const turned = {
      photos: draft.photos,
      listing: { ...Object.fromEntries(Object.entries(draft.listing).reverse()) } as unknown as ListingFields,
      currency: draft.currency,
      priceCents: draft.priceCents,
      description: draft.description,
      title: draft.title,
    };
    turned.listing.attributes = [...draft.listing.attributes].reverse();
    expect(canonicalContent(turned)).toBe(canonicalContent(draft));
  });

  it('changes with every field that would be sent', () => {
    const base = canonicalContent(draftOf(1));
    const edits: ((draft: ReturnType<typeof draftOf>) => void)[] = [
      (draft) => (draft.title += ' '),
      (draft) => (draft.description += '.'),
      (draft) => (draft.priceCents += 1),
      (draft) => (draft.currency = 'GBP'),
      (draft) => (draft.listing.catalogId = 222),
      (draft) => (draft.listing.brandId = 15),
      (draft) => (draft.listing.brandLabel = 'Autre'),
      (draft) => (draft.listing.sizeId = 5),
      (draft) => (draft.listing.conditionId = 3),
      (draft) => draft.listing.colorIds.reverse(),
      (draft) => (draft.listing.packageSizeId = 2),
      (draft) => (draft.listing.materialIds = []),
      (draft) => (draft.listing.isbn = '9782070360024'),
      (draft) => (draft.listing.isUnisex = true),
      (draft) => (draft.listing.attributes = [{ code: 'sim_lock', ids: [1] }]),
      (draft) => (draft.photos = [...draft.photos].reverse()),
    ];
    const forms = edits.map((edit) => {
      const draft = draftOf(1);
      edit(draft);
      return canonicalContent(draft);
    });
    expect(new Set([base, ...forms]).size).toBe(edits.length + 1);
  });
});
