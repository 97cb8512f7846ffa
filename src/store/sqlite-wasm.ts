import wasmUrl from 'sql.js/dist/sql-wasm-browser.wasm?url';

/** The bytes of SQLite itself, out of the extension's own package: the one fetch that goes nowhere. */
export async function bundledSqliteWasm(): Promise<ArrayBuffer> {
  // eslint-disable-next-line no-restricted-globals -- a file of the extension, not the network
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`the package lacks ${wasmUrl}: ${response.status}`);
  return await response.arrayBuffer();
}
