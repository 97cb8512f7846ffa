import { expect, test } from 'vitest';
import { adoptAccount } from '../accounts/adopt-account.ts';
import { SIGNED_IN_KEY } from '../accounts/known-account.ts';
import { expirePrepared } from '../drafts/expire-prepared.ts';
import { recheckOutdated } from '../drafts/recheck-outdated.ts';
import { vacuumAndPrune } from '../jobs/vacuum-and-prune.ts';
import { NOTHING_PRUNED } from '../jobs/prune.ts';
import type { RouteName } from '../messaging/routes.ts';
import { cancelJob, moveJobToTop, pauseQueue, resumeQueue } from '../publish/queue-commands.ts';
import { resolveUnknown } from '../publish/resolve-unknown.ts';
import { publishRig } from '../publish/test-rig.ts';
import { valueOf } from './handlers/test-ask.ts';
import { testImport } from '../photos/test-photo.ts';
import { watchedStore } from './test-journal-watch.ts';
import { COMPLETE, wardrobeRig, type WardrobeRig } from './test-wardrobe-rig.ts';

type Way = (rig: WardrobeRig) => Promise<object | void>;
/** Of the queue: followed in a rig of its own, below. */
const QUEUE = 'queue';
/** Changes nothing of the account's database, or what is no draft, piece, photo, tag or setting. */
const READS = 'reads';

async function ready(rig: WardrobeRig): Promise<string> {
  const { id } = await rig.create(COMPLETE);
  await rig.attach(id, 1);
  await rig.attach(id, 2);
  return id;
}

/** Every route, and what it does to something worth changing. One left out does not compile. */
const ROUTES: Record<RouteName, Way | typeof QUEUE | typeof READS> = {
  health: READS,
  overview: READS,
  'drafts.list': READS,
  'drafts.get': READS,
  'drafts.create': (rig) => rig.create(),
  'drafts.save': async (rig) =>
    rig.edit(await ready(rig), { title: 'Robe', piece: { notes: 'B3' }, listing: { sizeId: 1 } }),
  'drafts.duplicate': async (rig) => rig.ask('drafts.duplicate', { id: await ready(rig) }),
  'drafts.bin': async (rig) => rig.ask('drafts.bin', { ids: [await ready(rig)] }),
  'drafts.restore': async (rig) => {
    const id = await ready(rig);
    await rig.ask('drafts.bin', { ids: [id] });
    return rig.ask('drafts.restore', { ids: [id] });
  },
  'drafts.retry': async (rig) => {
    const id = await ready(rig);
    await rig.store.write((tx) => {
      tx.run(`UPDATE drafts SET status = 'error' WHERE id = ?`, [id]);
      tx.run('DELETE FROM watched');
    });
    return rig.ask('drafts.retry', { id });
  },
  'storage.upload': async (rig) => {
    await ready(rig);
    return rig.ask('storage.upload', { draftId: null, photo: await testImport(rig.blobs, 9) });
  },
  'photos.order': async (rig) => {
    const draftId = await ready(rig);
    const photoIds = (await rig.get(draftId)).photos.map((photo) => photo.photoId).reverse();
    return rig.ask('photos.order', { draftId, photoIds });
  },
  'photos.remove': async (rig) => {
    const [photo] = (await rig.get(await ready(rig))).photos;
    return rig.ask('photos.remove', { photoId: photo!.photoId });
  },
  'photos.restore': async (rig) => {
    const [photo] = (await rig.get(await ready(rig))).photos;
    await rig.ask('photos.remove', { photoId: photo!.photoId });
    return rig.ask('photos.restore', { photoId: photo!.photoId });
  },
  'photos.describe': async (rig) => {
    const [photo] = (await rig.get(await ready(rig))).photos;
    return rig.ask('photos.describe', { photoId: photo!.photoId, altText: 'dos' });
  },
  'reference.searchCategories': READS,
  'reference.category': READS,
  'reference.brands': READS,
  'reference.basics': READS,
  'vinted.listings.prepare': QUEUE,
  'vinted.listings.publish': QUEUE,
  'vinted.publish': QUEUE,
  'plugin.tasks': READS,
  'publish.rehearsal': READS,
  'publish.resolve': QUEUE,
  'queue.view': READS,
  'queue.pause': QUEUE,
  'queue.resume': QUEUE,
  'queue.cancel': QUEUE,
  'queue.moveToTop': QUEUE,
  'panic.set': READS,
  'listings.list': READS,
  'account.state': READS,
  'account.check': READS,
  'account.adopt': async (rig) => {
    await ready(rig);
    const id = 'www.vinted.fr:1001';
    await rig.store.write((tx) => {
      const check = {
        signedIn: { id, login: 'lea', domain: 'www.vinted.fr' },
        checkedAt: '2026-01-01T00:00:00.000Z',
      };
      tx.run(`INSERT INTO settings (key, value) VALUES (?, ?)`, [SIGNED_IN_KEY, JSON.stringify(check)]);
    });
    return adoptAccount(rig, id);
  },
  'account.list': READS,
  'account.switch': READS,
  'account.erase.preview': READS,
  'account.erase': READS,
  'account.openVinted': READS,
  'settings.get': READS,
  'settings.set': async (rig) => {
    await ready(rig);
    return rig.ask('settings.set', { patch: { preset: 'classic', dayLimit: 3, ttlDraftsDays: 8 } });
  },
  'storage.prune.preview': READS,
  'storage.prune.runNow': async (rig) => {
    const [old, stale] = [await ready(rig), await ready(rig)];
    await rig.ask('drafts.bin', { ids: [old] });
    await rig.store.write((tx) => {
      tx.run(`UPDATE drafts SET status = 'error' WHERE id = ?`, [stale]);
      tx.run('DELETE FROM watched');
    });
    rig.clock.time += 100 * 86_400_000;
    const deps = { ...rig.context, keepSnapshot: () => Promise.resolve(), space: null };
    return vacuumAndPrune(deps, {
      id: 'run',
      counts: NOTHING_PRUNED,
      snapshotKept: false,
      mayErase: true,
      signal: new AbortController().signal,
      note: () => undefined,
      onProgress: () => undefined,
    });
  },
  'storage.prune.cancel': READS,
  'jobs.recent': READS,
  'export.drafts': READS,
  'import.check': READS,
  'import.drafts': async (rig) =>
    rig.ask('import.drafts', {
      drafts: [{ patch: COMPLETE, photos: [await testImport(rig.blobs, 1)], sourceId: null }],
    }),
  'activity.list': READS,
  'activity.plan': READS,
  'activity.undo': async (rig) => {
    const id = await ready(rig);
    const [photo] = (await rig.get(id)).photos;
    await rig.edit(id, { title: 'Robe', piece: { notes: 'B3' } });
    await rig.ask('photos.describe', { photoId: photo!.photoId, altText: 'dos' });
    await rig.ask('photos.remove', { photoId: photo!.photoId });
    await rig.ask('drafts.bin', { ids: [id] });
    await rig.ask('settings.set', { patch: { preset: 'classic' } });
    const { entries } = valueOf(await rig.ask('activity.list'));
    for (const entry of entries.filter((one) => one.reversible)) valueOf(await rig.undo(entry.id));
  },
  'activity.draftAt': READS,
  'activity.bringBack': async (rig) => {
    const id = await ready(rig);
    const moment = { time: new Date(rig.clock.time).toISOString() };
    await rig.edit(id, { title: 'Robe' });
    return rig.ask('activity.bringBack', { draftId: id, moment });
  },
  'panel.state': READS,
  'panel.openPreview': READS,
};

const ways = Object.entries(ROUTES).filter(
  (entry): entry is [RouteName, Way] => typeof entry[1] === 'function',
);

test.each(ways)('%s changes nothing without a line in the journal', async (_name, way) => {
  const watch = await watchedStore();
  const rig = await wardrobeRig(watch.store);
  const answer = await way(rig);
  expect(answer).not.toMatchObject({ ok: false });
  await expirePrepared(rig.store, 'local', rig.clock);
  await recheckOutdated(rig.store, 'local', rig.clock);
  expect(watch.seen.size).toBeGreaterThan(0);
  expect([...new Set(watch.silent)]).toEqual([]);
});

test('the queue changes nothing without a line in the journal', async () => {
  const watch = await watchedStore();
  const rig = await publishRig(watch.store);
  const ids = [];
  for (const name of ['aa', 'bb', 'cc', 'dd', 'ee']) ids.push(await rig.seed(1, name));
  watch.silent.length = 0; // what the rig seeded
  await rig.enqueue(ids[0]!);
  await rig.live();
  rig.vinted.faults = [
    { on: 'create', outcome: { kind: 'refused', failure: { code: 'vinted_rejected' } } },
    { on: 'create', outcome: { kind: 'unclear', failure: { code: 'timeout' } } },
  ];
  await rig.enqueue(ids[1]!);
  await rig.enqueue(ids[2]!);
  await rig.live();
  rig.clock.time += 3_600_000;
  await rig.live();
  await rig.enqueue(ids[3]!, 'rehearsal');
  const cancelled = await rig.enqueue(ids[4]!);
  await pauseQueue(rig.deps);
  await moveJobToTop(rig.deps, cancelled.id);
  await cancelJob(rig.deps, cancelled.id);
  await resolveUnknown(rig.deps, ids[2]!, 'online', '7000000999');
  await resumeQueue(rig.deps);
  await rig.live();
  expect([...watch.seen.keys()]).toEqual(
    expect.arrayContaining(['drafts.status', 'listings.made', 'pieces.state', 'photo_metadata.published']),
  );
  expect([...new Set(watch.silent)]).toEqual([]);
});

test('the watch sees a change without a line, and one whose line says something else', async () => {
  const watch = await watchedStore();
  const rig = await wardrobeRig(watch.store);
  const id = await ready(rig);
  await rig.store.write((tx) => {
    tx.run(`UPDATE drafts SET title = 'x', deleted_at = 'y' WHERE id = ?`, [id]);
    tx.run(`UPDATE pieces SET notes = 'x', state = 'sold'`);
    tx.run(`UPDATE photo_metadata SET position = position + 1, alt_text = 'x', published_to_vinted = 1`);
    tx.run(`INSERT INTO settings (key, value) VALUES ('account.x', '1')`);
    tx.run(`DELETE FROM drafts WHERE id = ?`, [id]);
  });
  expect([...new Set(watch.silent)].sort()).toEqual([
    'drafts.bin',
    'drafts.content',
    'drafts.erased',
    'photo_metadata.place',
    'photo_metadata.published',
    'photo_metadata.words',
    'pieces.content',
    'pieces.state',
    'settings.made',
  ]);
});
