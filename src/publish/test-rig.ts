import { EMPTY_LISTING_FIELDS } from '../drafts/draft.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { recheckDraft } from '../drafts/recheck-draft.ts';
import { memoryPhotoBlobs } from '../photos/memory-photo-blobs.ts';
import type { Clock } from '../shared/clock.ts';
import type { Store } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { makeTokenKey } from './confirm-token.ts';
import { confirmPublication } from './confirm-publication.ts';
import { prepareDraft } from './prepare-draft.ts';
import type { PublishDeps } from './publish-deps.ts';
import type { PublishMode, QueueHalt } from './job.ts';
import { queueView } from './queue-view.ts';
import { createQueueRunner } from './run-queue.ts';
import { TestVinted } from './test-vinted.ts';

export const ACCOUNT = 'www.vinted.fr:1001';

/** A clock that jumps over every sleep. */
class TestClock implements Clock {
  time = Date.parse('2026-11-21T12:00:00.000Z');
  slept: number[] = [];
  now(): number {
    return this.time;
  }
  sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.time += ms;
    return Promise.resolve();
  }
}

/**
 * For tests: a store with the account, a Vinted, and workers that can be killed at any named point and started again.
 * Everything but Vinted's page and the clock is the product's own.
 */
export async function publishRig(given: Store | null = null) {
  const store = given ?? (await testStore());
  const clock = new TestClock();
  const vinted = new TestVinted();
  const blobs = memoryPhotoBlobs();
  const tokenKey = await makeTokenKey();
  const browser: Record<string, unknown> = { panic: false, createTimes: [] };
  const alarms: (number | null)[] = [];
  const errors: unknown[] = [];
  await store.write((tx) => {
    tx.run(
      `INSERT INTO users (id, domain, vinted_id, login, created_at) VALUES (?, 'www.vinted.fr', '1001', 'lea.vestiaire',
      '2026-01-01T00:00:00.000Z')`,
      [ACCOUNT],
    );
    tx.run(`INSERT INTO settings (key, value) VALUES ('account.termsAccepted', 'true')`);
  });

  let killAt: string | null = null;
  let die = (): void => undefined;
  let trouble: QueueHalt | null = null;
  const points: string[] = [];
  const deps: PublishDeps = {
    clock,
    store,
    accountId: () => ACCOUNT,
    blobs,
    vinted,
    browserState: {
      get: (key) => Promise.resolve(browser[key] as never),
      set: (key, value) => {
        browser[key] = value;
        return Promise.resolve();
      },
    },
    pace: { betweenCallsMs: 2_000, betweenPublicationsMs: 60_000 },
    wakeAt: (time) => alarms.push(time),
    keepAlive: () => {},
    trouble: { get: () => trouble, set: (now) => void (trouble = now) },
    random: () => 0,
    log: { info: () => {}, error: (_text, facts) => errors.push(facts?.error) },
    checkpoint: (point) => {
      points.push(point);
      if (point !== killAt) return Promise.resolve();
      killAt = null;
      die();
      // What a killed worker awaited never comes.
      return new Promise(() => {});
    },
  };

  return {
    store,
    clock,
    vinted,
    deps,
    tokenKey,
    alarms,
    points,
    errors,
    browser,

    seed: (photos: number, id?: string) => seedReadyDraft(store, blobs, clock, photos, id),

    prepare: (draftId: string, mode: PublishMode = 'real') => prepareDraft(deps, tokenKey, draftId, mode),

    confirm: (token: string, dryRun = false, idempotencyKey: string | null = null) =>
      confirmPublication(deps, tokenKey, { token, idempotencyKey, dryRun }),

    /** Preview and confirmation in one go. */
    async enqueue(draftId: string, mode: PublishMode = 'real') {
      const preview = await prepareDraft(deps, tokenKey, draftId, mode);
      if (!preview.ok) throw new Error(preview.error.code);
      const job = await confirmPublication(deps, tokenKey, {
        token: preview.value.confirmToken,
        idempotencyKey: null,
        dryRun: mode === 'rehearsal',
      });
      if (!job.ok) throw new Error(job.error.code);
      return job.value;
    },

    /** One life of the worker: it starts, does what it can, and goes idle, or is killed at the named point. */
    async live(options: { killAt?: string } = {}): Promise<void> {
      killAt = options.killAt ?? null;
      const death = new Promise<void>((resolve) => (die = resolve));
      const runner = createQueueRunner(deps);
      runner.wake();
      await Promise.race([runner.idle(), death]);
      const unexpected = errors.splice(0);
      if (unexpected.length > 0) throw unexpected[0];
    },

    draft: (id: string) => store.read((reader) => readDraft(reader, ACCOUNT, id))!,
    view: () => queueView(deps),
    log: () =>
      store.read((reader) =>
        reader.all<{ status: string; dry_run: number; listing_url: string | null }>(
          `SELECT status, dry_run, listing_url FROM publish_log ORDER BY created_at, id`,
        ),
      ),
  };
}

async function seedReadyDraft(
  store: Store,
  blobs: ReturnType<typeof memoryPhotoBlobs>,
  clock: Clock,
  photos: number,
  id = 'draft-1',
): Promise<string> {
  const hashes = Array.from({ length: photos }, (_, i) =>
    `${id}${i}`.replaceAll(/[^a-f0-9]/g, '0').padEnd(64, '0'),
  );
  for (const [i, sha256] of hashes.entries()) {
    const blob = new Blob([`photo ${id} ${i}`], { type: 'image/jpeg' });
    await blobs.put(sha256, { full: blob, thumbnail: blob });
  }
  const listing = {
    ...EMPTY_LISTING_FIELDS,
    catalogId: 221,
    brandId: 53,
    brandLabel: 'Nike',
    sizeId: 4,
    conditionId: 2,
    colorIds: [12],
    packageSizeId: 1,
  };
  await store.write((tx) => {
    tx.run(`INSERT INTO pieces (id, user_id, reference) VALUES (?, ?, (SELECT count(*) + 1 FROM pieces))`, [
      `p-${id}`,
      ACCOUNT,
    ]);
    tx.run(
      `INSERT INTO drafts (id, piece_id, user_id, title, description, price, brand, size, color, category, listing_json)
       VALUES (?, ?, ?, ?, 'Un t-shirt en coton, porté deux fois, sans défaut.', 12.5, 'Nike', 'M', 'Blanc', 'T-shirts', ?)`,
      [id, `p-${id}`, ACCOUNT, `T-shirt blanc en coton ${id}`, JSON.stringify(listing)],
    );
    for (const [i, sha256] of hashes.entries()) {
      tx.run(
        `INSERT INTO media_asset (id, user_id, sha256, width, height, mime, size_bytes) VALUES (?, ?, ?, 1500, 2000, 'image/jpeg', 9)`,
        [`a-${id}-${i}`, ACCOUNT, sha256],
      );
      tx.run(
        `INSERT INTO photo_metadata (photo_id, user_id, draft_id, asset_id, file_size_bytes, compressed_size_bytes, position)
         VALUES (?, ?, ?, ?, 9, 9, ?)`,
        [`f-${id}-${i}`, ACCOUNT, id, `a-${id}-${i}`, i],
      );
    }
    const checked = recheckDraft(tx, ACCOUNT, id, clock);
    if (!checked.ok) throw new Error(checked.error.code);
  });
  const draft = store.read((reader) => readDraft(reader, ACCOUNT, id))!;
  if (draft.status !== 'ready') throw new Error(`not ready: ${JSON.stringify(draft.flags?.blockers)}`);
  return id;
}
