import type { Migration } from '../migrate.ts';
import { firstTables } from './0001-first-tables.ts';
import { jobsAndKeys } from './0002-jobs-and-keys.ts';
import { search } from './0003-search.ts';
import { undo } from './0004-undo.ts';

/** Every step of the schema, in order. A committed line never changes: a test holds each hash to its SQL. */
export const migrations: readonly Migration[] = [
  { ...firstTables, hash: 'f82202e1aeb377d305ecedd6625f90a35be299ff0c17cffb658d2920c15f0cb9' },
  { ...jobsAndKeys, hash: 'a78b480d035a7706282cdfd1cbda72bc631c316cb12eeeaf5f5729e67f4dd6fc' },
  { ...search, hash: 'a9fa55953667d1c40a040e08671dd76ba0a37a11e930a3f772579192a3d1a431' },
  { ...undo, hash: 'a6821efd4310e3c1133a3ae3583547cadd028aac14956fde21ac35e6612c1f82' },
];
