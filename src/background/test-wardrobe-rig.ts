import { ownerId } from '../accounts/known-account.ts';
import type { Draft, DraftPatch } from '../drafts/draft.ts';
import type { UndoStep } from '../activity/activity.ts';
import type { Result } from '../shared/result.ts';
import { memoryPhotoBlobs } from '../photos/memory-photo-blobs.ts';
import { testImport } from '../photos/test-photo.ts';
import type { Store } from '../store/store.ts';
import { testStore } from '../store/test-store.ts';
import { activityHandlers } from './handlers/activity-handlers.ts';
import { draftsHandlers } from './handlers/drafts-handlers.ts';
import { photoHandlers } from './handlers/photo-handlers.ts';
import { settingsHandlers, type SettingsContext } from './handlers/settings-handlers.ts';
import { transferHandlers } from './handlers/transfer-handlers.ts';
import { asPage, valueOf } from './handlers/test-ask.ts';

const handlers = {
  ...activityHandlers,
  ...draftsHandlers,
  ...photoHandlers,
  ...settingsHandlers,
  ...transferHandlers,
};

/** For tests: everything the gate asks for but photos, for a category without known sizes. */
export const COMPLETE = {
  title: 'T-shirt rayé marine, coton épais',
  description: 'T-shirt rayé en coton épais, porté deux fois, sans défaut.',
  priceCents: 1250,
  labels: { brand: 'Petit Bateau', category: 'Femmes › T-shirts' },
  listing: {
    catalogId: 221,
    brandId: 1234,
    brandLabel: 'Petit Bateau',
    sizeId: 4,
    conditionId: 2,
    packageSizeId: 1,
  },
} satisfies DraftPatch;

/** For tests: a seller's wardrobe behind the routes that change it, with a clock of its own. */
export async function wardrobeRig(given: Store | null = null) {
  const store = given ?? (await testStore());
  const clock = {
    time: Date.parse('2026-11-21T10:00:00.000Z'),
    now: () => clock.time++,
    sleep: async () => {},
  };
  const blobs = memoryPhotoBlobs(() => clock.time);
  const kept = new Map<string, unknown>();
  const browserState = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: unknown) => void kept.set(key, value),
  } as unknown as SettingsContext['browserState'];
  const context = {
    store,
    clock,
    blobs,
    browserState,
    accountId: () => store.read(ownerId),
    announce: () => undefined,
  };
  const ask = asPage<typeof context, typeof handlers>(handlers, () => context);
  const get = async (id: string) => valueOf(await ask('drafts.get', { id }));

  return {
    store,
    clock,
    blobs,
    context,
    ask,
    get,
    async create(patch: DraftPatch = {}): Promise<Draft> {
      const draft = valueOf(await ask('drafts.create'));
      return Object.keys(patch).length > 0
        ? valueOf(await ask('drafts.save', { id: draft.id, revision: 1, patch }))
        : draft;
    },
    /** Saves over what is there now. */
    async edit(id: string, patch: DraftPatch): Promise<Draft> {
      const { revision } = await get(id);
      return valueOf(await ask('drafts.save', { id, revision, patch }));
    },
    async attach(draftId: string, number: number): Promise<string> {
      const photo = await testImport(blobs, number);
      return valueOf(await ask('storage.upload', { draftId, photo })).photo.photoId;
    },
    async latest(draftId: string | null = null) {
      return valueOf(await ask('activity.list', { draftId, limit: 1 })).entries[0]!;
    },
    /** Step after step to its end, as a page does. */
    async undo(operationId: string, onlyUntouched = false) {
      let undoId: string | null = null;
      let after: string | null = null;
      const sum = { changed: 0, kept: 0 };
      do {
        const step: Result<UndoStep> = await ask('activity.undo', {
          operationId,
          undoId,
          after,
          onlyUntouched,
        });
        if (!step.ok) return step;
        sum.changed += step.value.changed;
        sum.kept += step.value.kept;
        ({ undoId, after } = step.value);
      } while (after !== null);
      return { ok: true as const, value: { undoId: undoId!, ...sum } };
    },
    async givenJob(draftId: string, status = 'queued') {
      await store.write((tx) =>
        tx.run(
          `INSERT INTO plugin_queue (id, user_id, operation, draft_id, status, position)
           VALUES ($id, 'local', 'publish_product', $draft, $status, 1)`,
          { $id: `job of ${draftId}`, $draft: draftId, $status: status },
        ),
      );
    },
    /** A real publication that went well: the draft is published, and everything that says so is there. */
    async givenPublished(draftId: string) {
      await store.write((tx) => {
        tx.run(`INSERT INTO publication_keys (key_hash, draft_id, ended_as) VALUES ('h-' || $d, $d, 'ok')`, {
          $d: draftId,
        });
        tx.run(
          `INSERT INTO publish_log (id, user_id, draft_id, idempotency_key, key_hash, confirm_token, dry_run, status)
           VALUES ('log-' || $d, 'local', $d, 'key-' || $d, 'h-' || $d, 't-' || $d, 0, 'ok')`,
          { $d: draftId },
        );
        tx.run(
          `INSERT INTO listings (id, draft_id, user_id, vinted_id, title, price) VALUES ('l-' || $d, $d, 'local', $d, 'T', 12)`,
          { $d: draftId },
        );
        tx.run(`UPDATE drafts SET status = 'published' WHERE id = $d`, { $d: draftId });
      });
    },
    halted: () =>
      store.read((reader) =>
        reader.get(`SELECT 1 FROM settings WHERE key = 'queue.state' AND value LIKE '%look_first%'`),
      ) !== null,
  };
}

export type WardrobeRig = Awaited<ReturnType<typeof wardrobeRig>>;
