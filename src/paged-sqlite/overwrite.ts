import { pageSizeOf } from './database-file.ts';
import { copyWhole } from './fold.ts';
import type { Head, PageDisk } from './page-disk.ts';
import { examine } from './read-content.ts';
import type { WriterLock } from './writer-lock.ts';

/**
 * Puts a database file in place of whatever lies on the disk, which may be damaged: durable when it resolves, whole or
 * not at all.
 */
export async function overwriteDatabase(options: {
  name: string;
  disk: PageDisk;
  bytes: Uint8Array<ArrayBuffer>;
  nowMs: number;
  lock?: WriterLock;
}): Promise<void> {
  const { name, disk, bytes, nowMs } = options;
  const release = await options.lock?.(name);
  try {
    const content = await disk.load();
    const found = (content?.head ?? null) as Head | null;
    const reached = content ? examine(content).state?.generation : 0;
    const generation = (reached ?? (Number.isSafeInteger(found?.generation) ? found!.generation : 0)) + 1;
    const file = { lineage: crypto.randomUUID(), pageSize: pageSizeOf(bytes), generation, at: nowMs };
    const head = await copyWhole(disk, bytes, file);
    await disk.fold({ expected: found, head });
  } finally {
    release?.();
  }
}
