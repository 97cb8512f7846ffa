import { beforeEach, describe, expect, test, vi } from 'vitest';
import { binDrafts, restoreDrafts } from '../drafts/bin-drafts.ts';
import { publishLogRepository } from '../publish/publish-log-repository.ts';
import { StoreFullError } from '../store/store-errors.ts';
import type { Reader, SqlParams, Store } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { previewPrune } from './preview-prune.ts';
import { NOTHING_PRUNED, type PruneCounts, type PruneProgress } from './prune.ts';
import { NIGHT_MS, wardrobe } from './test-wardrobe.ts';
import { vacuumAndPrune, type PruneDeps, type PruneRun } from './vacuum-and-prune.ts';

let store: Store;
let rows: ReturnType<typeof wardrobe>;
let nowMs: number;
let keepSnapshot: ReturnType<typeof vi.fn<PruneDeps['keepSnapshot']>>;
let deps: PruneDeps;
let noted: PruneCounts[];
let progress: PruneProgress[];

beforeEach(async () => {
  store = await testStore();
  rows = wardrobe(store);
  nowMs = NIGHT_MS;
  noted = [];
  progress = [];
  keepSnapshot = vi.fn<PruneDeps['keepSnapshot']>(() => Promise.resolve());
  deps = {
    store,
    clock: { now: () => nowMs, sleep: () => Promise.resolve() },
    accountId: () => 'local',
    keepSnapshot,
    space: null,
  };
});

async function prune(changes: Partial<PruneRun> = {}) {
  const done = await vacuumAndPrune(deps, {
    id: 'run',
    counts: NOTHING_PRUNED,
    snapshotKept: false,
    mayErase: true,
    signal: new AbortController().signal,
    note: (_tx, counts) => noted.push(counts),
    onProgress: (one) => progress.push(one),
    ...changes,
  });
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}
const counts = (some: Partial<PruneCounts>) => ({ ...NOTHING_PRUNED, ...some });
const preview = () => previewPrune(deps, 3);
const inBin = () => rows.ids('SELECT id FROM drafts WHERE deleted_at IS NOT NULL ORDER BY id');

describe('drafts unchanged for 30 days', () => {
  test('go to the bin where they are published or refused, and nothing else does', async () => {
    for (const status of ['pending', 'ready', 'prepared', 'published', 'error', 'manual']) {
      await rows.draft(`old-${status}`, status, 31);
      await rows.draft(`young-${status}`, status, 30);
    }
    expect(await preview()).toMatchObject({ counts: counts({ drafts_to_bin: 2 }) });
    expect(await prune()).toEqual({ counts: counts({ drafts_to_bin: 2 }), cancelled: false });
    expect(inBin()).toEqual(['old-error', 'old-published']);
    expect(rows.all('SELECT actor, action, entity_id FROM audit_log ORDER BY entity_id')).toEqual([
      { actor: 'worker', action: 'draft.bin', entity_id: 'old-error' },
      { actor: 'worker', action: 'draft.bin', entity_id: 'old-published' },
    ]);
    expect(keepSnapshot).not.toHaveBeenCalled();
  });

  test('by the days the seller chose', async () => {
    await rows.draft('a', 'published', 8);
    await prune();
    expect(inBin()).toEqual([]);
    await rows.setting('ttlDraftsDays', 7);
    await prune();
    expect(inBin()).toEqual(['a']);
  });

  test.each(['queued', 'processing', 'paused', 'manual', 'unknown'])(
    'stay while a job is %s',
    async (status) => {
      await rows.draft('held', 'error', 90);
      await rows.job('held', status);
      expect((await preview()).counts).toEqual(NOTHING_PRUNED);
      expect((await prune()).counts).toEqual(NOTHING_PRUNED);
      expect(inBin()).toEqual([]);
    },
  );

  test.each(['queued', 'manual'])('stay while their publication is %s in the log', async (status) => {
    await rows.draft('doubt', 'error', 90);
    await rows.logLine('g', status, 90, false, 'doubt');
    await prune();
    expect(inBin()).toEqual([]);
  });

  test('come back with everything, and stay for another 30 days', async () => {
    await rows.draft('a', 'published', 31);
    await rows.photo('f', 'a');
    await prune();
    expect(await restoreDrafts(deps, ['a'])).toEqual({ ok: true, value: { done: ['a'] } });
    expect(rows.ids('SELECT photo_id AS id FROM photo_metadata WHERE draft_id IS NOT NULL')).toEqual(['f']);
    expect((await prune()).counts).toEqual(NOTHING_PRUNED);
  });
});

describe('the bin', () => {
  test('is erased after 30 days with its photos; the listing keeps its snapshot, the piece stays', async () => {
    await rows.draft('old', 'published', 90, 31);
    await rows.draft('young', 'ready', 90, 30);
    await rows.draft('live', 'ready', 400);
    for (const id of ['old', 'young', 'live']) await rows.photo(`photo-${id}`, id);
    await rows.listing('listing', 'old');
    expect((await preview()).counts).toEqual(counts({ bin_erased: 1, photos_released: 1 }));
    expect((await prune()).counts).toEqual(counts({ bin_erased: 1, photos_released: 1 }));
    expect(rows.ids('SELECT id FROM drafts ORDER BY id')).toEqual(['live', 'young']);
    expect(rows.ids('SELECT photo_id AS id FROM photo_metadata ORDER BY 1')).toEqual([
      'photo-live',
      'photo-young',
    ]);
    expect(rows.all('SELECT draft_id, piece_id, snapshot FROM listings')).toEqual([
      { draft_id: null, piece_id: 'piece-old', snapshot: '{"item":"whole"}' },
    ]);
    expect(rows.ids('SELECT id FROM pieces')).toHaveLength(3);
    expect(keepSnapshot.mock.calls).toEqual([['purge']]);
  });

  test('leaves what recognises the piece, and no content in the journal', async () => {
    await rows.draft('old', 'error', 90, 31);
    await rows.photo('f', 'old');
    await rows.journal('said', 40, { entity_id: 'old', before: '{"title":"secret"}' });
    await rows.journal('photo', 40, { entity: 'photo', entity_id: 'f', before: '{"file":"secret"}' });
    await prune();
    expect(rows.all('SELECT sha256, dhash, piece_id FROM photo_trace')).toEqual([
      { sha256: 'sha-f', dhash: 'dhash-f', piece_id: 'piece-old' },
    ]);
    expect(rows.ids('SELECT id FROM media_asset')).toEqual([]);
    expect(JSON.stringify(rows.all('SELECT * FROM audit_log'))).not.toContain('secret');
    expect(rows.ids(`SELECT id FROM audit_log WHERE id IN ('said', 'photo')`)).toHaveLength(2);
    expect(rows.all(`SELECT actor, entity_id FROM audit_log WHERE action = 'draft.erase'`)).toEqual([
      { actor: 'worker', entity_id: 'old' },
    ]);
  });

  test('keeps a content that another photo shows, and traces it once the last one goes', async () => {
    await rows.draft('old', 'error', 90, 31);
    await rows.draft('live', 'ready', 1);
    await rows.photo('f', 'old', null, 'shared');
    await rows.photo('g', 'live', null, 'shared');
    await prune();
    expect(rows.ids('SELECT id FROM media_asset')).toEqual(['shared']);
    expect(rows.all('SELECT * FROM photo_trace')).toEqual([]);
  });

  test('holds single photos for 30 days too, and never the tray or a photo in use', async () => {
    await rows.draft('live', 'ready', 1);
    await rows.photo('old', 'live', 31);
    await rows.photo('young', 'live', 30);
    await rows.photo('used', 'live');
    await rows.photo('tray', null);
    await rows.photo('old-tray', null, 31);
    expect((await preview()).counts).toEqual(counts({ photos_released: 2 }));
    expect((await prune()).counts).toEqual(counts({ photos_released: 2 }));
    expect(rows.ids('SELECT photo_id AS id FROM photo_metadata ORDER BY 1')).toEqual([
      'tray',
      'used',
      'young',
    ]);
  });

  test('keeps what an unfinished job, an open outcome or another job’s photos refer to', async () => {
    for (const id of ['job', 'doubt', 'manual', 'lender', 'free']) {
      await rows.draft(id, id === 'manual' ? 'manual' : 'error', 90, 60);
      await rows.photo(`photo-${id}`, id);
    }
    await rows.draft('live', 'ready', 1);
    await rows.photo('single', 'live', 60);
    await rows.job('job', 'paused');
    await rows.logLine('g', 'manual', 90, false, 'doubt');
    await rows.job('elsewhere', 'queued', ['photo-lender', 'single']);
    expect((await preview()).counts).toEqual(counts({ bin_erased: 1, photos_released: 1 }));
    expect((await prune()).counts).toEqual(counts({ bin_erased: 1, photos_released: 1 }));
    expect(rows.ids('SELECT id FROM drafts ORDER BY id')).toEqual([
      'doubt',
      'job',
      'lender',
      'live',
      'manual',
    ]);
    expect(rows.ids(`SELECT photo_id AS id FROM photo_metadata WHERE photo_id = 'single'`)).toEqual([
      'single',
    ]);
  });

  test('is not touched by a clock that is not believed, while everything that can be made good is done', async () => {
    await rows.draft('old', 'error', 90, 31);
    await rows.photo('old', null, 31);
    await rows.draft('stale', 'error', 31);
    await rows.logLine('g', 'ok', 91);
    expect((await prune({ mayErase: false })).counts).toEqual(
      counts({ drafts_to_bin: 1, publish_log_purged: 1, kept_keys: 1 }),
    );
    expect(rows.ids('SELECT id FROM drafts ORDER BY id')).toEqual(['old', 'stale']);
  });
});

describe('log and journal', () => {
  test('the log goes after 90 days or the days chosen, its keys stay for ever', async () => {
    await rows.logLine('old', 'ok', 91);
    await rows.logLine('young', 'ok', 89);
    await rows.logLine('rehearsal', 'ok', 91, true);
    await rows.logLine('queued', 'queued', 400);
    await rows.logLine('manual', 'manual', 400);
    const expected = counts({ publish_log_purged: 2, kept_keys: 1 });
    expect((await preview()).counts).toEqual(expected);
    expect((await prune()).counts).toEqual(expected);
    expect(rows.ids('SELECT id FROM publish_log ORDER BY id')).toEqual(['manual', 'queued', 'young']);
    await rows.setting('ttlPublishLogDays', 88);
    expect((await prune()).counts).toEqual(counts({ publish_log_purged: 1, kept_keys: 1 }));
    for (const id of ['old', 'young', 'queued', 'manual']) {
      expect(
        store.read((reader) => publishLogRepository('local').seenIdempotency(reader, `key-${id}`)),
        id,
      ).toBe(true);
    }
  });

  test('the journal goes after 180 days', async () => {
    await rows.journal('old', 181);
    await rows.journal('young', 179);
    expect((await prune()).counts).toEqual(counts({ audit_purged: 1 }));
    expect(rows.all('SELECT action, actor, entity_id FROM audit_log ORDER BY created_at')).toEqual([
      { action: 'draft.save', actor: 'seller', entity_id: 'gone' },
      { action: 'journal.purge', actor: 'worker', entity_id: 'run' },
    ]);
  });
});

describe('before the first deletion', () => {
  test.each(['bin', 'photo', 'log', 'journal'])(
    'of %s a snapshot is kept, after the drafts and before it',
    async (what) => {
      await rows.draft('stale', 'error', 31);
      if (what === 'bin') await rows.draft('old', 'error', 90, 31);
      if (what === 'photo') await rows.photo('old', null, 31);
      if (what === 'log') await rows.logLine('old', 'ok', 91);
      if (what === 'journal') await rows.journal('old', 181);
      const before = () =>
        rows.all(
          "SELECT (SELECT count(*) FROM drafts) + (SELECT count(*) FROM photo_metadata) + (SELECT count(*) FROM publish_log) AS n, (SELECT count(*) FROM audit_log WHERE actor = 'seller') AS said",
        );
      const there = before();
      keepSnapshot.mockImplementation(() => {
        expect(before()).toEqual(there);
        expect(inBin()).toContain('stale');
        return Promise.resolve();
      });
      await prune();
      expect(keepSnapshot).toHaveBeenCalledTimes(1);
      expect(before()).not.toEqual(there);
    },
  );

  test('a snapshot that finds no room stops it: nothing is deleted', async () => {
    await rows.draft('stale', 'error', 31);
    await rows.draft('old', 'error', 90, 31);
    await rows.logLine('g', 'ok', 91);
    keepSnapshot.mockRejectedValue(new StoreFullError('vbs-local.db'));
    await expect(prune()).rejects.toThrow('storage_full');
    expect(rows.ids('SELECT id FROM drafts ORDER BY id')).toEqual(['old', 'stale']);
    expect(rows.ids('SELECT id FROM publish_log')).toEqual(['g']);
  });

  test('none is kept twice for one run, nor where there is nothing to delete', async () => {
    await prune();
    await rows.draft('old', 'error', 90, 31);
    await prune({ snapshotKept: true });
    expect(keepSnapshot).not.toHaveBeenCalled();
  });
});

describe('in slices', () => {
  async function crowd(stale: number, old: number) {
    for (let n = 0; n < stale; n += 1) await rows.draft(`stale-${n}`, n % 2 ? 'error' : 'published', 31);
    for (let n = 0; n < old; n += 1) await rows.draft(`old-${n}`, 'error', 90, 31);
  }

  test('each one transaction of bounded size, counted as it goes', async () => {
    await crowd(120, 60);
    const perSlice: number[] = [];
    store.onChange((events) => {
      for (const { name, ids } of events) if (name === 'drafts.changed') perSlice.push(ids.length);
    });
    expect((await prune()).counts).toEqual(counts({ drafts_to_bin: 120, bin_erased: 60 }));
    // 60 published, 60 refused, 60 in the bin: 50 first, then the rest.
    expect(perSlice).toEqual([50, 10, 50, 10, 50, 10]);
    expect(noted.map((one) => one.drafts_to_bin + one.bin_erased)).toEqual([50, 60, 110, 120, 170, 180]);
    expect(progress.at(-1)).toEqual({ stage: 'bin', done: 60, total: 60 });
  });

  test('smaller where the machine is slow', async () => {
    await crowd(0, 80);
    const write = store.write.bind(store);
    const slices: number[] = [];
    deps.store = {
      ...store,
      read: store.read.bind(store),
      write: (change) => {
        const done = write(change);
        nowMs += 100;
        return done;
      },
    };
    store.onChange((events) => slices.push(...events.map((event) => event.ids.length)));
    await prune();
    expect(slices).toEqual([50, 10, 5, 5, 5, 5]);
  });

  test('with a pause after each, in which a cancel is heard; what was done stands', async () => {
    await crowd(0, 120);
    const abort = new AbortController();
    deps.clock = {
      now: () => nowMs,
      sleep: () => {
        if (noted.length > 0) abort.abort();
        return Promise.resolve();
      },
    };
    expect(await prune({ signal: abort.signal })).toEqual({
      counts: counts({ bin_erased: 50 }),
      cancelled: true,
    });
    expect(rows.ids('SELECT id FROM drafts')).toHaveLength(70);
  });

  test('a run that goes on adds to what its earlier life did', async () => {
    await crowd(3, 0);
    expect((await prune({ counts: counts({ drafts_to_bin: 50, kept_keys: 2 }) })).counts).toEqual(
      counts({ drafts_to_bin: 53, kept_keys: 2 }),
    );
  });
});

describe('free pages', () => {
  function spaceOf(freePages: number, pageCount = 5000) {
    const vacuum = vi.fn((most: number) => {
      const given = Math.min(most, freePages);
      freePages -= given;
      return Promise.resolve(given);
    });
    deps.space = { stats: () => ({ pageSize: 4096, pageCount, freePages }), vacuum };
    return vacuum;
  }

  test('are given back in steps of 100 to 500 where there are many', async () => {
    const vacuum = spaceOf(1500);
    expect((await prune()).counts.freed_bytes).toBe(1500 * 4096);
    for (const [step] of vacuum.mock.calls) expect(step >= 100 && step <= 500).toBe(true);
    expect(vacuum.mock.calls.length).toBeGreaterThan(2);
    expect(noted.at(-1)).toMatchObject({ freed_bytes: 1500 * 4096 });
  });

  test('are left where they are few', async () => {
    const vacuum = spaceOf(900);
    expect((await prune()).counts.freed_bytes).toBe(0);
    expect(vacuum).not.toHaveBeenCalled();
  });

  test('are left for another night once a step makes readers wait', async () => {
    const vacuum = spaceOf(5000);
    vacuum.mockImplementation((most) => {
      nowMs += 101;
      return Promise.resolve(most);
    });
    expect((await prune()).counts.freed_bytes).toBe(200 * 4096);
    expect(vacuum).toHaveBeenCalledTimes(1);
  });

  test('end with an engine that gives none', async () => {
    const vacuum = spaceOf(2000);
    vacuum.mockResolvedValue(0);
    expect((await prune()).counts.freed_bytes).toBe(0);
    expect(vacuum).toHaveBeenCalledTimes(1);
  });
});

test('finds every row by an index on what it looks for, never by walking all rows of the account', async () => {
  await rows.draft('stale', 'published', 31);
  await rows.draft('old', 'error', 90, 31);
  await rows.photo('f', 'old');
  await rows.photo('tray', null, 31);
  for (const dryRun of [true, false]) await rows.logLine(`log-${dryRun}`, 'ok', 91, dryRun);
  await rows.journal('line', 181);
  const asked = new Map<string, SqlParams | undefined>();
  const listening = <T extends Reader>(reader: T): T =>
    new Proxy(reader, {
      get: (target, name) => (sql: string, params?: SqlParams) => {
        if (name !== 'emit') asked.set(sql, params);
        return (target[name as keyof T] as (sql: string, params?: SqlParams) => unknown)(sql, params);
      },
    });
  deps.store = {
    ...store,
    read: (query) =>
      store.read((reader) =>
        query(listening({ all: (...a) => reader.all(...a), get: (...a) => reader.get(...a) } as Reader)),
      ),
    write: (change) => store.write((tx) => change(listening(tx))),
  };
  await prune();
  expect(asked.size).toBeGreaterThan(20);
  for (const [sql, params] of asked) {
    const plan = rows
      .plan(sql, params)
      .filter((step) => !step.includes('json_each') && !step.includes('SUBQUERY'));
    for (const step of plan) {
      expect(step, sql).not.toMatch(/^SCAN/);
      expect(step, sql).not.toMatch(/INDEX (?!idx_publog_unkept|idx_queue)\w+ \(user_id=\?\)/);
    }
  }
});

test('what the seller put in the bin by hand follows the same 30 days', async () => {
  await rows.draft('a', 'ready', 1);
  await binDrafts(deps, ['a']);
  nowMs += 30 * 86_400_000;
  expect((await prune()).counts).toEqual(NOTHING_PRUNED);
  nowMs += 1;
  expect((await prune()).counts).toEqual(counts({ bin_erased: 1 }));
});

test('the preview names the oldest of each kind, and changes nothing', async () => {
  for (let n = 1; n <= 5; n += 1) await rows.draft(`stale-${n}`, n % 2 ? 'error' : 'published', 30 + n);
  await rows.draft('old', 'ready', 90, 31);
  const before = store.status().generation;
  const { counts: would, toBin, toErase, days } = await preview();
  expect(would).toEqual(counts({ drafts_to_bin: 5, bin_erased: 1 }));
  expect(toBin.map((draft) => draft.id)).toEqual(['stale-5', 'stale-4', 'stale-3']);
  expect(toErase).toMatchObject([{ id: 'old', title: 'Robe old', reference: 6, status: 'ready' }]);
  expect(days).toEqual({ drafts: 30, publishLog: 90, bin: 30, audit: 180 });
  expect(store.status().generation).toBe(before);
});
