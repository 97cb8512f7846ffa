import type { ImageFile } from '../image-file.ts';

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
  /** The image file as the worker of now has it. */
  file(): ImageFile;
  /** The worker dies: what its saves were doing stops, or goes on unheard. */
  crash(): void;
}

export function onFaultyDisk(inner: ImageFile): FaultyDisk {
  let fault: DiskFault | null = null;
  let gate: Promise<void> | null = null;
  let life = 0;
  const unheard = new Promise<never>(() => undefined);

  const file = (): ImageFile => {
    const born = life;
    return {
      ...inner,
      load: async (name) => {
        if (fault === 'dead') throw new DOMException('the disk does not answer', 'UnknownError');
        return await inner.load(name);
      },
      save: async (image, previous) => {
        await gate;
        if (born !== life) await unheard;
        if (fault === 'full') throw new DOMException('no room', 'QuotaExceededError');
        if (fault === 'late') await inner.save(image, previous);
        if (fault !== null) throw new DOMException('the transaction was aborted', 'AbortError');
        await inner.save(image, previous);
        if (born !== life) await unheard;
      },
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
  return { disk, file, crash: () => void life++ };
}
