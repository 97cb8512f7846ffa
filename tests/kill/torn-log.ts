import { appendFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** LevelDB's log is made of blocks; a record begins with its checksum, its length and its kind. */
const BLOCK_BYTES = 32_768;
const HEADER_BYTES = 7;
const KEPT_BYTES = 10;

/** Leaves at the end of the browser's log what a death in the middle of a write leaves: the beginning of a record. */
export function tearLog(profile: string): void {
  const path = newestLog(join(profile, 'Default/IndexedDB'));
  const left = BLOCK_BYTES - (statSync(path).size % BLOCK_BYTES);
  const padding = left < HEADER_BYTES + KEPT_BYTES ? left : 0;
  const record = Buffer.alloc(HEADER_BYTES + KEPT_BYTES, 0x5a);
  record.writeUInt16LE(1_000, 4);
  record.writeUInt8(1, 6);
  appendFileSync(path, Buffer.concat([Buffer.alloc(padding), record]));
}

function newestLog(folder: string): string {
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.leveldb[/\\]\d+\.log$/.test(path),
  );
  const newest = logs.sort().at(-1);
  if (!newest) throw new Error('Chromium keeps IndexedDB otherwise than it did: there is no log');
  return join(folder, newest);
}
