import type { PageDisk } from '../page-disk.ts';

/** How a worker dies at a write to its disk: it never left, or it arrived and nobody heard of it. */
export type Death = 'before' | 'after';

const WRITES = ['begin', 'append', 'putChunks', 'dropChunks', 'noteTail', 'fold'] as const;

/**
 * A disk whose user dies at its `at`-th write: from then on no call is answered and nothing is written.
 * @returns the disk, how many writes were asked for, and a promise of the death
 */
export function mortalDisk(inner: PageDisk, at: number, death: Death) {
  const died = Promise.withResolvers<void>();
  const unheard = new Promise<never>(() => undefined);
  let writes = 0;
  const disk = { ...inner };
  for (const name of WRITES) {
    const write = inner[name] as (...args: unknown[]) => Promise<void>;
    disk[name] = async (...args: unknown[]): Promise<void> => {
      writes++;
      if (writes < at) return await write(...args);
      if (writes === at) {
        try {
          if (death === 'after') await write(...args);
        } finally {
          died.resolve();
        }
      }
      return await unheard;
    };
  }
  disk.load = async () => (writes < at ? await inner.load() : await unheard);
  return { disk, died: died.promise, writes: () => writes };
}
