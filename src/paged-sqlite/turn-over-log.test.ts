import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { turnOverBrowserLog } from './turn-over-log.ts';

// What it is good for is seen in a real browser alone: tests/e2e/chromium/store-torn-log.spec.ts.
test('leaves nothing behind, and may be done again', async () => {
  const indexedDB = new IDBFactory();
  await turnOverBrowserLog(indexedDB);
  await turnOverBrowserLog(indexedDB);
  expect(await indexedDB.databases()).toEqual([]);
});
