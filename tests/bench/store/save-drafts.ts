import { ensureAccount } from '../../../src/accounts/ensure-account.ts';
import { listDrafts } from '../../../src/drafts/list-drafts.ts';
import { readDraft } from '../../../src/drafts/read-draft.ts';
import { saveDraft } from '../../../src/drafts/save-draft.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { migrations } from '../../../src/store/migrations/index.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { indexedDbDisks } from '../../../src/store/store-disk.ts';
import { insertDrafts, manyDrafts } from '../../fixtures/many-drafts.ts';
import type { Requests } from './requests.ts';
import { pagedSqlite, watchedDisk } from './strategies/paged.ts';

const NAME = 'vbs-bench.db';

/** Edits of one draft each, as the editor saves them: over the product's own store, with all that hangs on a save. */
export async function saveDrafts({
  drafts,
  saves,
}: Requests['saveDraft']['ask']): Promise<Requests['saveDraft']['answer']> {
  const bytes: number[] = [];
  const pages: number[] = [];
  const disk = indexedDbDisks().of(NAME);
  const watched = watchedDisk(NAME, (record, count) => {
    bytes.push(record.length + 4 * count);
    pages.push(count);
  });
  const store = await openStore({
    name: NAME,
    disk: { ...disk, pages: watched },
    sqlite: await pagedSqlite(),
    migrations,
    clock: systemClock,
  });
  await ensureAccount(store, systemClock);
  await store.write((tx) => insertDrafts(tx, 'local', manyDrafts(drafts)));
  const query = { status: 'ready', text: '', sort: 'updated', cursor: null, limit: saves } as const;
  const listed = store.read((reader) => listDrafts(reader, 'local', query));
  if (!listed.ok) throw new Error(listed.error.code);
  [bytes.length, pages.length] = [0, 0];
  const ms: number[] = [];
  for (const { id } of listed.value.drafts) {
    const { revision, priceCents } = store.read((reader) => readDraft(reader, 'local', id))!;
    const patch = { priceCents: priceCents + 100 };
    const start = performance.now();
    const saved = await saveDraft(
      { store, clock: systemClock, accountId: () => 'local' },
      { id, revision, patch },
    );
    ms.push(performance.now() - start);
    if (!saved.ok) throw new Error(saved.error.code);
  }
  const { sizeBytes } = store.status();
  await store.close();
  await indexedDbDisks().remove(NAME);
  return { ms, bytes, pages, databaseBytes: sizeBytes };
}
