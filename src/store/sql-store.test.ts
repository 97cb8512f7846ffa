import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { sha256Hex } from '../shared/ids.ts';
import { systemClock } from '../shared/clock.ts';
import { openStore } from './open-store.ts';
import { CONTRACT_SCHEMA, describeStoreContract } from './store-contract.ts';
import type { StoreUnderTest } from './store-contract.ts';
import { indexedDbDisks, memoryDisks } from './store-disk.ts';
import type { StoreDisks } from './store-disk.ts';
import { onFaultyDisk } from './testing/faulty-disk.ts';
import { testPagedSqlite } from '../paged-sqlite/test-sqlite.ts';

async function storesOver(disks: StoreDisks, tracking?: 'compare'): Promise<StoreUnderTest> {
  const plain = disks.of('contract.db');
  const { disk, pages, crash } = onFaultyDisk(plain.pages);
  const sqlite = await testPagedSqlite(tracking);
  const schema = {
    version: 1,
    name: 'contract',
    sql: CONTRACT_SCHEMA,
    hash: await sha256Hex(CONTRACT_SCHEMA),
  };
  return {
    disk,
    crash,
    open: (options) =>
      openStore({
        name: 'contract.db',
        disk: { ...plain, pages: pages() },
        sqlite,
        migrations: [schema],
        clock: systemClock,
        ...options,
      }),
    queryElsewhere,
  };
}

function queryElsewhere(bytes: Uint8Array, query: string): Record<string, unknown>[] {
  const folder = mkdtempSync(join(tmpdir(), 'penderie-export-'));
  try {
    writeFileSync(join(folder, 'export.db'), bytes);
    const database = new DatabaseSync(join(folder, 'export.db'));
    const rows = database.prepare(query).all().map((row) => ({ ...row })); // prettier-ignore
    database.close();
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describeStoreContract('pages in IndexedDB', () =>
  storesOver(indexedDbDisks({ indexedDB: new IDBFactory(), IDBKeyRange })),
);
describeStoreContract('pages in memory', () => storesOver(memoryDisks()));
describeStoreContract('pages found by comparing', () => storesOver(memoryDisks(), 'compare'));
