import type { Reader, Transaction } from '../store/store.ts';
import { LOCAL_ACCOUNT } from './account-id.ts';

interface Row {
  id: string;
  domain: string;
  login: string | null;
  created_at: string;
}

export interface AccountRow {
  id: string;
  domain: string;
  login: string | null;
  firstSeenAt: string;
}

/** The rows of `users`: one database holds one account, or 'local' until one is adopted. */
export const accountRepository = {
  find(reader: Reader, id: string): AccountRow | null {
    const row = reader.get<Row>(`SELECT id, domain, login, created_at FROM users WHERE id = $id`, {
      $id: id,
    });
    return row && accountOf(row);
  },

  /** Every account of the database: one, in a database that may be opened. */
  all(reader: Reader): AccountRow[] {
    return reader
      .all<Row>(`SELECT id, domain, login, created_at FROM users ORDER BY created_at, id`)
      .map(accountOf);
  },

  owner(reader: Reader): AccountRow | null {
    const row = reader.get<Row>(
      `SELECT id, domain, login, created_at FROM users WHERE id <> $local ORDER BY created_at, id LIMIT 1`,
      { $local: LOCAL_ACCOUNT },
    );
    return row && accountOf(row);
  },

  insert(
    tx: Transaction,
    account: { id: string; domain: string; vintedId: string | null; login: string | null },
    now: string,
  ): void {
    tx.run(
      `INSERT INTO users (id, domain, vinted_id, login, created_at, updated_at)
       VALUES ($id, $domain, $vinted, $login, $now, $now)`,
      {
        $id: account.id,
        $domain: account.domain,
        $vinted: account.vintedId,
        $login: account.login,
        $now: now,
      },
    );
  },

  setLogin(tx: Transaction, id: string, login: string, now: string): void {
    tx.run(`UPDATE users SET login = $login, updated_at = $now WHERE id = $id`, {
      $id: id,
      $login: login,
      $now: now,
    });
  },

  /** Gives everything of 'local' to an account: the new id cascades to every row that names its user. */
  renameLocal(
    tx: Transaction,
    account: { id: string; domain: string; vintedId: string; login: string },
    now: string,
  ): void {
    tx.run(
      `UPDATE users SET id = $id, domain = $domain, vinted_id = $vinted, login = $login, created_at = $now, updated_at = $now
       WHERE id = $local`,
      {
        $id: account.id,
        $domain: account.domain,
        $vinted: account.vintedId,
        $login: account.login,
        $now: now,
        $local: LOCAL_ACCOUNT,
      },
    );
  },
};

function accountOf(row: Row): AccountRow {
  return { id: row.id, domain: row.domain, login: row.login, firstSeenAt: row.created_at };
}
