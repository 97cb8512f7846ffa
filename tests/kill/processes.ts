import { execFileSync } from 'node:child_process';

export interface RunningProcess {
  id: number;
  parent: number;
  /** Its own name, which Firefox gives its processes, and its command line. */
  command: string;
}

/** The processes below one, at whatever depth. */
export function descendantsOf(root: number): RunningProcess[] {
  const listing = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,comm=,args='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const all = listing.split('\n').flatMap((line): RunningProcess[] => {
    const [, id, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return id ? [{ id: Number(id), parent: Number(parent), command: command! }] : [];
  });
  const below = new Set([root]);
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const { id, parent } of all) if (below.has(parent)) below.add(id);
  }
  return all.filter(({ id }) => id !== root && below.has(id));
}
