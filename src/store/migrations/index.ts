import type { Migration } from '../migrate.ts';
import { firstTables } from './0001-first-tables.ts';
import { search } from './0004-search.ts';

/** Every step of the schema, in order. A committed line never changes: a test holds each hash to its SQL. */
export const migrations: readonly Migration[] = [
  { ...firstTables, hash: 'f82202e1aeb377d305ecedd6625f90a35be299ff0c17cffb658d2920c15f0cb9' },
  { ...search, hash: '91e28bd83ea3f0abd4454adb59ff6712512772d30633ec5a40957fa3684db78b' },
];
