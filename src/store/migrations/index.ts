import type { Migration } from '../migrate.ts';
import { firstTables } from './0001-first-tables.ts';
import { search } from './0004-search.ts';

/** Every step of the schema, in order. A committed line never changes: a test holds each hash to its SQL. */
export const migrations: readonly Migration[] = [
  { ...firstTables, hash: 'f82202e1aeb377d305ecedd6625f90a35be299ff0c17cffb658d2920c15f0cb9' },
  { ...search, hash: 'a9fa55953667d1c40a040e08671dd76ba0a37a11e930a3f772579192a3d1a431' },
];
