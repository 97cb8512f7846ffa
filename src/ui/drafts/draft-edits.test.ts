import { describe, expect, it } from 'vitest';
import { EMPTY_LISTING_FIELDS, type Draft } from '../../drafts/draft.ts';
import {
  afterSave,
  FIELD_PATHS,
  fieldOf,
  patchOf,
  rebase,
  shownValue,
  valueAt,
  withEdit,
  type EditPath,
  type Edits,
} from './draft-edits.ts';

const draft = (changes: Partial<Draft> = {}): Draft => ({
  id: 'd1',
  pieceId: null,
  accountId: 'local',
  title: 'Robe',
  description: '',
  priceCents: 4200,
  currency: 'EUR',
  labels: { brand: 'Rouje', size: null, color: null, category: null },
  listing: { ...EMPTY_LISTING_FIELDS, brandId: 7, brandLabel: 'Rouje' },
  piece: null,
  flags: null,
  status: 'pending',
  error: null,
  preparedUntil: null,
  locked: false,
  revision: 3,
  deletedAt: null,
  createdAt: '',
  updatedAt: '',
  photos: [],
  online: null,
  ...changes,
});

describe('edits', () => {
  it('show what was typed and save only that', () => {
    let edits: Edits = {};
    edits = withEdit(draft(), edits, 'title', 'Robe midi');
    edits = withEdit(draft(), edits, 'listing.colorIds', [9]);
    edits = withEdit(draft(), edits, 'labels.color', 'Bleu');
    edits = withEdit(draft(), edits, 'piece.measures', { longueur: 71 });
    expect(shownValue(draft(), edits, 'title')).toBe('Robe midi');
    expect(shownValue(draft(), edits, 'priceCents')).toBe(4200);
    expect(patchOf(edits)).toEqual({
      title: 'Robe midi',
      listing: { colorIds: [9] },
      labels: { color: 'Bleu' },
      piece: { measures: { longueur: 71 } },
    });
  });

  it('are none once typed back', () => {
    const edits = withEdit(draft(), withEdit(draft(), {}, 'title', 'Robe !'), 'title', 'Robe');
    expect(edits).toEqual({});
    expect(withEdit(draft(), {}, 'listing.colorIds', [])).toEqual({});
  });

  it('read a draft without a piece', () => {
    expect(valueAt(draft(), 'piece.measures')).toEqual({});
    expect(valueAt(draft(), 'piece.notes')).toBeNull();
  });
});

describe('rebase', () => {
  const edits = () => withEdit(draft(), withEdit(draft(), {}, 'title', 'Robe midi'), 'priceCents', 5000);

  it('keeps edits when something else changed elsewhere', () => {
    const result = rebase(draft({ description: 'Neuve', revision: 4 }), edits());
    expect(result.conflicts).toEqual([]);
    expect(patchOf(result.edits)).toEqual({ title: 'Robe midi', priceCents: 5000 });
  });

  it('drops what was changed to the same elsewhere', () => {
    expect(patchOf(rebase(draft({ title: 'Robe midi' }), edits()).edits)).toEqual({ priceCents: 5000 });
  });

  it('asks where both sides changed the same field', () => {
    expect(rebase(draft({ title: 'Robe longue' }), edits()).conflicts).toEqual([
      { path: 'title', mine: 'Robe midi', theirs: 'Robe longue' },
    ]);
  });
});

describe('afterSave', () => {
  it('leaves what was typed while it was being saved', () => {
    const sent = withEdit(draft(), {}, 'title', 'Robe m');
    const now = withEdit(draft(), withEdit(draft(), {}, 'title', 'Robe midi'), 'description', 'Neuve');
    const left = afterSave(draft({ title: 'Robe m', revision: 4 }), sent, now);
    expect(left).toEqual({
      title: { base: 'Robe m', mine: 'Robe midi' },
      description: { base: '', mine: 'Neuve' },
    });
    expect(afterSave(draft({ title: 'Robe m' }), sent, sent)).toEqual({});
  });
});

it('knows the field of every path', () => {
  const paths = Object.values(FIELD_PATHS).flat() as EditPath[];
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of paths) expect(FIELD_PATHS[fieldOf(path)]).toContain(path);
});
