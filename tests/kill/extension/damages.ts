import type { Head, LogRecord } from '../../../src/paged-sqlite/page-disk.ts';
import { sealHead, sealRecord } from '../../../src/paged-sqlite/seal.ts';
import type { RawRecord } from './raw-tables.ts';

/** What must come of it: everything is there, or the opening is refused with a code and nothing is touched. */
export type Outcome = 'whole' | 'damaged' | 'newer' | 'missing';

/** A change of what lies on the disk. */
export interface Damage {
  name: string;
  expect: Outcome;
  records: RawRecord[];
}

interface Sound {
  records: RawRecord[];
  /** The records before the last fold: an older state of the same database. */
  older: RawRecord[];
  /** The records of another database. */
  foreign: RawRecord[];
}

/** Every damage of the list, each to an otherwise sound database. */
export function damagesOf(sound: Sound): Damage[] {
  return [
    { name: 'nothing', expect: 'whole', records: sound.records },
    ...sound.records.flatMap((record) => [
      ...flips(sound.records, record),
      without(sound.records, record),
      replaced(sound.records, record, 'something else in its place', 'not a record'),
    ]),
    ...otherGenerations(sound),
    ...halfWrittenFolds(sound),
    ...nothingLeft(sound),
  ];
}

const nameOf = ({ table, key }: RawRecord): string =>
  `${table} ${Array.isArray(key) ? key.slice(1).join('/') : String(key)}`;
const isTail = ({ table, key }: RawRecord): boolean => table === 'heads' && key === 'tail';

/** The tail only makes a loss visible: without it, or with one that says less, nothing is lost. */
function without(records: RawRecord[], gone: RawRecord): Damage {
  const expect = isTail(gone) ? 'whole' : 'damaged';
  return { name: `${nameOf(gone)}: missing`, expect, records: records.filter((one) => one !== gone) };
}

function replaced(
  records: RawRecord[],
  target: RawRecord,
  what: string,
  value: unknown,
  expect: Outcome = isTail(target) ? 'whole' : 'damaged',
): Damage {
  return {
    name: `${nameOf(target)}: ${what}`,
    expect,
    records: records.map((one) => (one === target ? { ...one, value } : one)),
  };
}

/** One bit of the bytes, in several places; and each field of its own. */
function flips(records: RawRecord[], target: RawRecord): Damage[] {
  if (isTail(target)) return [];
  const { value } = target;
  if (value instanceof Uint8Array) return bytesOf(value).map(([at, bytes]) => flipped(at, bytes));
  const fields = Object.entries(value as Record<string, unknown>);
  return fields.flatMap(([field, held]) => {
    if (held instanceof Uint8Array)
      return bytesOf(held).map(([at, bytes]) =>
        flipped(`${field}, ${at}`, { ...(value as object), [field]: bytes }),
      );
    const changed = { ...(value as object), [field]: otherThan(held) };
    // A head that says it is of a later format is taken at its word: it may be, and is then left alone.
    const expect = field === 'format' ? 'newer' : 'damaged';
    return [replaced(records, target, `another ${field}`, changed, expect)];
  });

  function flipped(at: string, changed: unknown): Damage {
    return replaced(records, target, `a bit of ${at}`, changed);
  }
}

function bytesOf(bytes: Uint8Array): [at: string, flipped: Uint8Array][] {
  return [0, Math.floor(bytes.length / 2), bytes.length - 1].map((at) => {
    const changed = bytes.slice();
    changed[at]! ^= 1 << (at % 8);
    return [`byte ${at}`, changed];
  });
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}x`;
  if (value instanceof Uint32Array) return value.map((number, at) => (at === 0 ? number ^ 1 : number));
  if (Array.isArray(value)) return value.slice(1);
  throw new Error(`no idea how to damage ${String(value)}`);
}

/** Records that are sound by themselves and stand where they do not belong. */
function otherGenerations({ records, older, foreign }: Sound): Damage[] {
  const log = records.filter(({ table }) => table === 'log');
  const chunk = records.find(({ table }) => table === 'chunks')!;
  const oldChunk = older.find(({ table }) => table === 'chunks')!;
  const foreignRecord = foreign.find(({ table }) => table === 'log')!.value as LogRecord;
  const [first, second] = log.map(({ value }) => value as LogRecord);
  const head = records.find(({ key }) => key === 'head')!;
  const oldHead = older.find(({ key }) => key === 'head')!.value;
  const foreignHead = foreign.find(({ key }) => key === 'head')!.value;
  const unchained = sealRecord({ ...second!, previous: second!.previous ^ 1 });
  const adopted = sealRecord({
    ...foreignRecord,
    lineage: second!.lineage,
    generation: second!.generation,
    previous: 7,
  });
  const later = sealHead({ ...(head.value as Head), generation: second!.generation });
  return [
    replaced(records, log[1]!, 'the record before once more', first),
    replaced(records, log[0]!, 'the record after it', second),
    replaced(records, log[1]!, 'a record of another database', foreignRecord),
    replaced(records, log[1]!, 'a record of another database that was sealed anew', adopted),
    replaced(records, log[1]!, 'a sound record that builds on another', unchained),
    replaced(records, chunk, 'the chunk of an earlier fold', oldChunk.value),
    replaced(records, head, 'the head of an earlier fold', oldHead),
    replaced(records, head, 'the head of another database', foreignHead),
    replaced(records, head, 'a sound head of a later generation', later),
  ];
}

/** What a fold or a replacement leaves that was cut short. */
function halfWrittenFolds({ records, older, foreign }: Sound): Damage[] {
  const chunks = records.filter(({ table }) => table === 'chunks');
  const foreignChunks = foreign.filter(({ table }) => table === 'chunks');
  const unnamed = chunks.map((chunk) => {
    const [lineage, index] = chunk.key as [string, number, number];
    return { ...chunk, key: [lineage, index, 12_345] };
  });
  const olderLog = older.filter(({ table }) => table === 'log');
  return [
    { name: 'chunks of a fold whose head never came', expect: 'whole', records: [...records, ...unnamed] },
    {
      name: 'one chunk of a fold whose head never came, cut short',
      expect: 'whole',
      records: [...records, { ...unnamed[0]!, value: (unnamed[0]!.value as Uint8Array).slice(0, 100) }],
    },
    {
      name: 'chunks of other content whose head never came',
      expect: 'whole',
      records: [...records, ...foreignChunks],
    },
    {
      name: 'a fold whose head came, and whose log did not go',
      expect: 'damaged',
      records: [...records, ...olderLog],
    },
    {
      name: 'a new head whose chunks never came',
      expect: 'damaged',
      records: records.filter(({ table }) => table !== 'chunks'),
    },
  ];
}

function nothingLeft({ records }: Sound): Damage[] {
  const only = (name: string, table: RawRecord['table'], expect: Outcome): Damage => ({
    name,
    expect,
    records: records.filter((record) => record.table !== table),
  });
  return [
    only('no heads at all', 'heads', 'damaged'),
    only('no log at all', 'log', 'damaged'),
    { name: 'every record gone', expect: 'missing', records: [] },
    {
      name: 'every record gone but the mark of a database being made',
      expect: 'missing',
      records: [{ table: 'heads', key: 'begun', value: true }],
    },
  ];
}
