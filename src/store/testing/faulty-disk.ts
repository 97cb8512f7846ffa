import type { PageDisk } from '../../paged-sqlite/page-disk.ts';

/**
 * - `full`: the browser's quota is used up
 * - `broken`: nothing gets through
 * - `late`: the save arrives, but what is heard of it is an error (a connection lost in between)
 * - `dead`: neither saves nor loads
 */
export type DiskFault = 'full' | 'broken' | 'late' | 'dead';

/** The disk under a store, as a test disturbs it. */
export interface Disk {
  fail(fault: DiskFault): void;
  mend(): void;
  /** Saves begun from now on wait. @returns the way to let them go on */
  hold(): () => void;
}

/** A disk that can be disturbed, and the workers that use it. */
export interface FaultyDisk {
  disk: Disk;
  /** The disk as the worker of now has it. */
  pages(): PageDisk;
  /** The worker dies: what its saves were doing stops, or goes on unheard. */
  crash(): void;
}

export function onFaultyDisk(inner: PageDisk): FaultyDisk {
  let fault: DiskFault | null = null;
  let gate: Promise<void> | null = null;
  let life = 0;
  const unheard = new Promise<never>(() => undefined);

  const pages = (): PageDisk => {
    const born = life;
    const disturbed = async <T>(save: () => Promise<T>): Promise<T> => {
      await gate;
      if (born !== life) await unheard;
      if (fault === 'full') throw new DOMException('no room', 'QuotaExceededError');
      if (fault === 'late') await save();
      if (fault !== null) throw new DOMException('the transaction was aborted', 'AbortError');
      const saved = await save();
      if (born !== life) await unheard;
      return saved;
    };
    return {
      load: async () => {
        if (fault === 'dead') throw new DOMException('the disk does not answer', 'UnknownError');
        return await inner.load();
      },
      begin: () => disturbed(() => inner.begin()),
      append: (record, base) => disturbed(() => inner.append(record, base)),
      putChunks: (chunks) => disturbed(() => inner.putChunks(chunks)),
      dropChunks: (lineage, fold) => disturbed(() => inner.dropChunks(lineage, fold)),
      noteTail: (tail) => disturbed(() => inner.noteTail(tail)),
      fold: (fold) => disturbed(() => inner.fold(fold)),
      remove: () => disturbed(() => inner.remove()),
      // The disk is shared by all workers of a test.
      close: () => undefined,
    };
  };
  const disk: Disk = {
    fail: (next) => void (fault = next),
    mend: () => void (fault = null),
    hold: () => {
      let release = (): void => undefined;
      gate = new Promise((resolve) => (release = resolve));
      return () => {
        gate = null;
        release();
      };
    },
  };
  return { disk, pages, crash: () => void life++ };
}
