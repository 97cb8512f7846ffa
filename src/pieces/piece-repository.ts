import type { PieceFields } from '../drafts/draft.ts';
import type { Reader, SqlValue, Transaction } from '../store/store.ts';

export type PieceDetails = Omit<PieceFields, 'reference'>;

/** The pieces of one account. Pruning never touches them. */
export function pieceRepository(accountId: string) {
  const account = { $account: accountId };

  return {
    insert(
      tx: Transaction,
      id: string,
      reference: number,
      details: Partial<PieceDetails>,
      now: string,
    ): void {
      const columns = columnsOf(details);
      const names = Object.keys(columns);
      tx.run(
        `INSERT INTO pieces (${['id', 'user_id', 'reference', 'created_at', 'updated_at', ...names].join(', ')})
         VALUES (${['$id', '$account', '$reference', '$now', '$now', ...names.map((name) => `$${name}`)].join(', ')})`,
        { ...account, ...paramsOf(columns), $id: id, $reference: reference, $now: now },
      );
    },

    update(tx: Transaction, id: string, details: Partial<PieceDetails>, now: string): void {
      const columns = columnsOf(details);
      const sets = Object.keys(columns).map((name) => `${name} = $${name}`);
      tx.run(
        `UPDATE pieces SET ${[...sets, 'revision = revision + 1', 'updated_at = $now'].join(', ')}
         WHERE id = $id AND user_id = $account`,
        { ...account, ...paramsOf(columns), $id: id, $now: now },
      );
    },

    count(reader: Reader): number {
      return reader.get<{ n: number }>(`SELECT count(*) AS n FROM pieces WHERE user_id = $account`, account)!
        .n;
    },

    /** The highest reference any piece has; 0 without pieces. */
    highestReference(reader: Reader): number {
      return (
        reader.get<{ highest: number | null }>(
          `SELECT max(reference) AS highest FROM pieces WHERE user_id = $account`,
          account,
        )?.highest ?? 0
      );
    },
  };
}

function columnsOf(details: Partial<PieceDetails>): Record<string, SqlValue> {
  const columns: Record<string, SqlValue> = {};
  if (details.costCents !== undefined) columns.cost_cents = details.costCents;
  if (details.source !== undefined) columns.source = details.source;
  if (details.location !== undefined) columns.location = details.location;
  if (details.notes !== undefined) columns.notes = details.notes;
  if (details.measures !== undefined) columns.measures_json = JSON.stringify(details.measures);
  if (details.defects !== undefined) columns.defects = details.defects;
  return columns;
}

function paramsOf(columns: Record<string, SqlValue>): Record<string, SqlValue> {
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [`$${name}`, value]));
}
