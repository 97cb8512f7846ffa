import { xxh32 } from './checksum.ts';
import type { DiskContent, Head, LogRecord, Tail } from './page-disk.ts';
import { isSoundRecord, judgeHead } from './seal.ts';

/** A state of the database that can be opened. */
export interface DurableState {
  head: Head;
  generation: number;
  /** What the next record builds on. */
  chain: number;
  /** When its last change was written, ms since 1970. */
  at: number;
  bytes: Uint8Array<ArrayBuffer>;
  logRecords: number;
  logBytes: number;
  /** The chunks that the log has changed since the base was written. */
  touched: Set<number>;
}

/** What lies on the disk, judged. */
export interface Examination {
  /** Empty where all is well. Each in words for a log or an expert. */
  problems: string[];
  newer: boolean;
  /** The last state that is whole; all of it where there is no problem. */
  state: DurableState | null;
  /** What came after `state` and cannot be used; `from` and `to` in ms since 1970, null where even that is not known. */
  lost: { records: number; from: number | null; to: number | null };
  /** What can still be made of the bytes where there is no whole state, for an expert's hands. */
  raw: Uint8Array<ArrayBuffer> | null;
}

/** Puts a database together from what lies on the disk, trusting nothing that does not fit. */
export function examine({ head, tail, chunks, log }: DiskContent): Examination {
  const verdict = judgeHead(head);
  if (verdict !== 'sound') {
    const problem =
      verdict === 'newer' ? 'the head is of a newer version' : 'the head does not fit its checksum';
    return {
      problems: [problem],
      newer: verdict === 'newer',
      state: null,
      lost: { records: log.length, ...timesOf(log) },
      raw: null,
    };
  }
  return examineParts(head as Head, tail, chunks, log);
}

function examineParts(head: Head, tail: unknown, chunks: unknown[], log: unknown[]): Examination {
  const problems: string[] = [];
  const { records, problem } = soundRecords(head, log, tail as Partial<Tail> | undefined);
  if (problem) problems.push(problem);
  const bytes = new Uint8Array(largest(head, records) * head.pageSize);
  for (const [index, { fold, checksum }] of head.directory.entries()) {
    if (fold === 0) continue;
    const chunk = chunks[index];
    if (!(chunk instanceof Uint8Array)) problems.push(`chunk ${index} is missing`);
    else {
      if (xxh32(chunk) !== checksum) problems.push(`chunk ${index} does not fit its checksum`);
      const at = index * head.chunkBytes;
      bytes.set(chunk.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length));
    }
  }
  const torn = problems.length > (problem ? 1 : 0);
  const state = replay(head, records, bytes);
  // Chunks copied while commits went on hold pages of later records: without those records they do not fit together.
  const whole = !torn && state.generation >= head.settled;
  if (!whole && !torn && !problem) problems.push(`the records up to ${head.settled} are missing`);
  return {
    problems,
    newer: false,
    state: whole ? state : null,
    lost: lostAfter(state, log.slice(records.length), tail as Partial<Tail> | undefined),
    raw: whole ? null : state.bytes,
  };
}

/** The records that follow the head one by one; the first that does not ends them. */
function soundRecords(
  head: Head,
  log: unknown[],
  tail: Partial<Tail> | undefined,
): { records: LogRecord[]; problem: string | null } {
  const records: LogRecord[] = [];
  let { generation, chain } = head;
  for (const value of log) {
    const asked = generation + 1;
    if (!isSoundRecord(value)) return { records, problem: `record ${asked} does not fit its checksum` };
    if (value.lineage !== head.lineage) return { records, problem: `record ${asked} is of another database` };
    if (value.generation !== asked)
      return { records, problem: `record ${asked} is missing: ${value.generation} follows` };
    if (value.previous !== chain)
      return { records, problem: `record ${asked} does not build on the one before` };
    if (value.pageSize !== head.pageSize && value.pages.length < value.pageCount)
      return { records, problem: `record ${asked} has pages of another size` };
    records.push(value);
    generation = value.generation;
    chain = value.checksum;
  }
  const reached = tail?.lineage === head.lineage ? Number(tail.generation) : 0;
  const problem = reached > generation ? `the log ends at ${generation}, it had reached ${reached}` : null;
  return { records, problem };
}

function largest(head: Head, records: LogRecord[]): number {
  const sizes = records.map((record) => Math.ceil((record.pageCount * record.pageSize) / head.pageSize));
  return Math.max(head.pageCount, ...sizes);
}

function replay(head: Head, records: LogRecord[], bytes: Uint8Array<ArrayBuffer>): DurableState {
  const touched = new Set<number>();
  let { pageSize, pageCount, generation, chain, at } = head;
  let logBytes = 0;
  for (const record of records) {
    ({ pageSize, pageCount, generation, at } = record);
    chain = record.checksum;
    logBytes += record.bytes.length;
    // What was cut off here comes back as zeros where the file grows again.
    bytes.fill(0, pageCount * pageSize);
    record.pages.forEach((page, index) => {
      bytes.set(record.bytes.subarray(index * pageSize, (index + 1) * pageSize), page * pageSize);
      touched.add(Math.floor((page * pageSize) / head.chunkBytes));
    });
  }
  return {
    head,
    generation,
    chain,
    at,
    bytes: bytes.length === pageCount * pageSize ? bytes : bytes.slice(0, pageCount * pageSize),
    logRecords: records.length,
    logBytes,
    touched,
  };
}

function lostAfter(
  state: DurableState,
  log: unknown[],
  tail: Partial<Tail> | undefined,
): Examination['lost'] {
  const reached = tail?.lineage === state.head.lineage ? Number(tail.generation) - state.generation : 0;
  const seen = reached > 0 ? [...log, tail] : log;
  return { records: Math.max(log.length, reached || 0), ...timesOf(seen) };
}

function timesOf(log: unknown[]): { from: number | null; to: number | null } {
  const times = log
    .map((record) => (record as Partial<LogRecord> | null)?.at)
    .filter((at): at is number => Number.isSafeInteger(at));
  return times.length === 0 ? { from: null, to: null } : { from: Math.min(...times), to: Math.max(...times) };
}
