import type { Row } from '../rows.ts';
import type { Strategy } from '../strategy.ts';

export type SahpoolRequest = { name: string; wal: boolean } & (
  | { op: 'create'; count: number }
  | { op: 'open' }
  | { op: 'commit'; rows: Row[] }
  | { op: 'difference'; versions: number[] }
  | { op: 'close' }
);

/** `ms`: how long the commit took inside the worker, without the way there and back. */
export type SahpoolAnswer = { ms?: number; difference?: string | null } | { error: string };

export interface Sahpool extends Strategy {
  /** How long each commit took inside, since this was last asked. */
  takeInside(): number[];
}

/** The official SQLite on the origin's private file system, asked over the only way there is from a service worker. */
export function sahpool(name: string, wal: boolean): Sahpool {
  let inside: number[] = [];
  const ask = async <T extends object>(op: T) => {
    await offscreen();
    const answer = await chrome.runtime.sendMessage<unknown, SahpoolAnswer>({
      to: 'offscreen',
      request: { name, wal, ...op },
    });
    if ('error' in answer) throw new Error(`SAHPool: ${answer.error}`);
    return answer;
  };
  return {
    async create(_rows, count) {
      await ask({ op: 'create', count });
      await ask({ op: 'close' });
    },
    open: async () => void (await ask({ op: 'open' })),
    async commit(rows) {
      inside.push((await ask({ op: 'commit', rows })).ms!);
    },
    difference: async (model) =>
      (await ask({ op: 'difference', versions: [...model.versions] })).difference ?? null,
    close: async () => void (await ask({ op: 'close' })),
    takeInside() {
      const taken = inside;
      inside = [];
      return taken;
    },
  };
}

let made: Promise<void> | null = null;

function offscreen(): Promise<void> {
  made ??= chrome.offscreen.createDocument({
    url: 'offscreen.html',
    reasons: ['WORKERS'],
    justification: 'OPFS access handles exist in dedicated workers only',
  });
  return made;
}
