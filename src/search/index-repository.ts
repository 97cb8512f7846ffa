import type { Reader, Transaction } from '../store/store.ts';

/** The full-text index as a whole: whether anything fits, and its upkeep. */
export const indexRepository = {
  /** True where some document fits; of all accounts of the database, those in the bin too. */
  holds(reader: Reader, expression: string): boolean {
    return (
      reader.get(`SELECT 1 AS found FROM draft_search WHERE draft_search MATCH $expression LIMIT 1`, {
        $expression: expression,
      }) !== null
    );
  },

  /** The most segments any level of the index has: every commit adds one, and at 16 FTS4 merges a whole level at once. */
  mostSegments(reader: Reader): number {
    return (
      reader.get<{ most: number | null }>(
        `SELECT max(segments) AS most FROM (SELECT count(*) AS segments FROM draft_search_segdir GROUP BY level)`,
      )?.most ?? 0
    );
  },

  /**
   * Merges segments, writing about `pages` pages of the index at most, where a level has at least `segments`.
   * @returns false where there was nothing to merge
   */
  merge(tx: Transaction, pages: number, segments: number): boolean {
    const changes = () => tx.get<{ n: number }>('SELECT total_changes() AS n')!.n;
    const before = changes();
    tx.run(`INSERT INTO draft_search (draft_search) VALUES ($merge)`, {
      $merge: `merge=${pages},${segments}`,
    });
    return changes() - before >= 2;
  },
};
