import { Dexie } from 'dexie';
import type { Table } from 'dexie';
import type { Row } from '../rows.ts';
import type { Strategy } from '../strategy.ts';

const ROWS_AT_ONCE = 5_000;

/** No SQL at all: each row a value of IndexedDB. */
export function dexieRows(name: string): Strategy {
  const dexie = new Dexie(name, { chromeTransactionDurability: 'strict', cache: 'disabled' });
  dexie.version(1).stores({ rows: 'id' });
  const table = dexie.table('rows') as Table<Row, number>;
  const put = (rows: Row[]) =>
    dexie.transaction('rw!', table, () => table.bulkPut(rows)).then(() => undefined);
  return {
    async create(rows) {
      let batch: Row[] = [];
      for (const row of rows) {
        batch.push(row);
        if (batch.length < ROWS_AT_ONCE) continue;
        await put(batch);
        batch = [];
      }
      await put(batch);
      dexie.close();
    },
    open: async () => void (await dexie.open()),
    commit: put,
    difference: async (model) => model.difference(await table.orderBy('id').toArray()),
    close: async () => dexie.close(),
  };
}
