import { contentHash } from '../drafts/content-hash.ts';
import type { Draft } from '../drafts/draft.ts';
import { readDrafts } from '../drafts/read-draft.ts';
import { priceOf } from '../shared/money.ts';
import type { Reader } from '../store/store.ts';
import type { ExportedDraft } from './export-format.ts';
import { transferRepository } from './transfer-repository.ts';

/**
 * The rows of an export, oldest first, and the photos that belong beside them. Drafts in the bin stay out.
 * @param ids only these, as far as they have the status; null: all of them
 */
export function exportDrafts(
  reader: Reader,
  accountId: string,
  { status, ids }: { status: 'ready' | 'all'; ids: readonly string[] | null },
): { drafts: ExportedDraft[]; photos: { sha256: string; name: string }[] } {
  const wanted = ids && new Set(ids);
  const chosen = transferRepository(accountId)
    .draftIds(reader, status)
    .filter((id) => !wanted || wanted.has(id));
  const photos: { sha256: string; name: string }[] = [];
  const stems = new Set<string>();
  const drafts = readDrafts(reader, accountId, chosen).map((draft) => {
    const stem = freeStem(stems, draft);
    const names = draft.photos.map((_, i) => `photos/${stem}-${String(i + 1).padStart(2, '0')}.jpg`);
    photos.push(...draft.photos.map(({ sha256 }, i) => ({ sha256, name: names[i]! })));
    return exported(draft, names);
  });
  return { drafts, photos };
}

/** How a draft's photos are named: by its piece, `0127`; a second draft of that piece is `0127.2`. */
function freeStem(taken: Set<string>, draft: Draft): string {
  const base = draft.piece ? String(draft.piece.reference).padStart(4, '0') : 'x';
  let stem = base;
  for (let n = 2; taken.has(stem); n++) stem = `${base}.${n}`;
  taken.add(stem);
  return stem;
}

function exported(draft: Draft, photos: string[]): ExportedDraft {
  const { reference = null, ...piece } = draft.piece ?? {};
  return {
    id: draft.id,
    reference,
    title: draft.title,
    description: draft.description,
    price: priceOf(draft.priceCents),
    currency: draft.currency,
    status: draft.status,
    labels: draft.labels,
    listing: draft.listing,
    piece: draft.piece ? (piece as ExportedDraft['piece']) : null,
    created_at: draft.createdAt,
    updated_at: draft.updatedAt,
    content_hash: contentHash(draft),
    photos,
    photo_hashes: draft.photos.map(({ sha256 }) => sha256),
  };
}
