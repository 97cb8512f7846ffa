import { beforeEach, describe, expect, it } from 'vitest';
import type { GateFlags } from '../gate/gate.ts';
import { appError } from '../shared/app-error.ts';
import type { Store, Transaction } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { addDraft } from './create-draft.ts';
import { countDrafts } from './count-drafts.ts';
import { draftRepository, type StatusChange } from './draft-repository.ts';

const NOW = '2026-11-21T10:00:00.000Z';
const clock = { now: () => Date.parse(NOW) };
const change: StatusChange = { actor: 'queue', reason: 'test', now: NOW };

let store: Store;
let id: string;
const drafts = draftRepository('local');
const find = () => store.read((reader) => drafts.find(reader, id))!;
const status = (to: Parameters<typeof drafts.updateDraftStatus>[2], more: Partial<StatusChange> = {}) =>
  store.write((tx) => drafts.updateDraftStatus(tx, id, to, { ...change, ...more }));
const sql = (text: string) => store.write((tx: Transaction) => tx.run(text));

beforeEach(async () => {
  store = await testStore();
  id = await store.write((tx) => addDraft(tx, 'local', { title: 'Robe noire' }, clock));
});

describe('update', () => {
  const save = (flags: Partial<GateFlags>) => {
    const { pieceId, flags: kept } = find();
    return store.write((tx) =>
      drafts.update(tx, id, 1, {
        fields: { title: 'Robe bleue' },
        pieceId,
        flags: { ...kept!, ...flags },
        now: NOW,
      }),
    );
  };

  it('saves no draft without its gate result', async () => {
    expect(await save({ gate_version: undefined })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', field: 'gate_version' },
    });
    expect(find()).toMatchObject({ title: 'Robe noire', revision: 1 });
    expect(await save({})).toEqual({ ok: true });
    expect(find()).toMatchObject({ title: 'Robe bleue', revision: 2 });
  });
});

describe('updateDraftStatus', () => {
  it('keeps a reason with error and manual, and forgets it with any other status', async () => {
    await sql(`UPDATE drafts SET status = 'prepared'`);
    const error = appError('outcome_unknown', { reach: 'maybe' });
    await status('manual', { error });
    expect(find()).toMatchObject({ status: 'manual', error, preparedUntil: null });
    await status('ready', { error });
    expect(find()).toMatchObject({ status: 'ready', error: null });
  });

  it('keeps until when a confirmation may live with prepared alone', async () => {
    await sql(`UPDATE drafts SET status = 'ready'`);
    await status('prepared', { preparedUntil: NOW });
    expect(find().preparedUntil).toBe(NOW);
    await status('published', { preparedUntil: NOW });
    expect(find().preparedUntil).toBe(null);
  });

  it('records what came of a job for a draft in the bin, but prepares none', async () => {
    await sql(`UPDATE drafts SET status = 'prepared', deleted_at = '${NOW}'`);
    expect(await status('prepared')).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(await status('published')).toEqual({ ok: true });
  });

  it('does not count as an edit', async () => {
    await sql(`UPDATE drafts SET status = 'ready'`);
    await status('prepared');
    expect(find().revision).toBe(1);
  });
});

it('reads and moves nothing of another account', async () => {
  const others = draftRepository('www.vinted.fr:7');
  expect(store.read((reader) => others.find(reader, id))).toBe(null);
  expect(await store.write((tx) => others.updateDraftStatus(tx, id, 'ready', change))).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
  expect(store.read((reader) => countDrafts(reader, 'www.vinted.fr:7')).all).toBe(0);
  expect(find().status).toBe('pending');
});

it('finds drafts in the order asked, and survives a thousand ids', async () => {
  const second = await store.write((tx) => addDraft(tx, 'local', {}, clock));
  const ids = [second, 'none', id, ...Array.from({ length: 2000 }, (_, i) => `none ${i}`)];
  expect(store.read((reader) => drafts.findMany(reader, ids)).map((draft) => draft.id)).toEqual([second, id]);
});
