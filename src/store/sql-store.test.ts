import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { sha256Hex } from '../shared/ids.ts';
import { systemClock } from '../shared/clock.ts';
import type { ImageFile } from './image-file.ts';
import { indexedDbImageFile } from './indexeddb-image-file.ts';
import { memoryImageFile } from './memory-image-file.ts';
import { openStore } from './open-store.ts';
import { CONTRACT_SCHEMA, describeStoreContract } from './store-contract.ts';
import type { StoreUnderTest } from './store-contract.ts';
import { onFaultyDisk } from './testing/faulty-disk.ts';
import { testSqlite } from './test-store.ts';

async function storesOver(inner: ImageFile): Promise<StoreUnderTest> {
  const { disk, file, crash } = onFaultyDisk(inner);
  const sqlite = await testSqlite();
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
        file: file(),
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

describeStoreContract('sql.js over IndexedDB', () =>
  storesOver(indexedDbImageFile({ indexedDB: new IDBFactory(), IDBKeyRange })),
);
describeStoreContract('sql.js over memory', () => storesOver(memoryImageFile()));
