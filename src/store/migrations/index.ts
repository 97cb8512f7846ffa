import type { Migration } from '../migrate.ts';
import { firstTables } from './0001-first-tables.ts';
import { jobsAndKeys } from './0002-jobs-and-keys.ts';

/** Every step of the schema, in order. A committed line never changes: a test holds each hash to its SQL. */
export const migrations: readonly Migration[] = [
  { ...firstTables, hash: 'f82202e1aeb377d305ecedd6625f90a35be299ff0c17cffb658d2920c15f0cb9' },
  { ...jobsAndKeys, hash: '550c85e4536f254c6828f131866a2bbc0bbf2c2f302a68b594039291a82fbf89' },
];
