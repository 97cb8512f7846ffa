import { describe, expect, it } from 'vitest';
import { accountOfDatabase, databaseNameOf } from './database-name.ts';

describe('the name of a database', () => {
  it.each([
    ['local', 'vbs-local.db'],
    ['www.vinted.fr:1001', 'vbs-www.vinted.fr-1001.db'],
    ['my-site.example:9900000010', 'vbs-my-site.example-9900000010.db'],
  ])('of %s is %s, and leads back', (account, name) => {
    expect(databaseNameOf(account)).toBe(name);
    expect(accountOfDatabase(name)).toBe(account);
  });

  it.each(['penderie.db', 'vbs-.db', 'vbs-www.vinted.fr-lea.db', 'vbs-www.vinted.fr-1.db-copy'])(
    '%s is none of ours',
    (name) => expect(accountOfDatabase(name)).toBeNull(),
  );
});
