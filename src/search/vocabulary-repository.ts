import type { Reader, Transaction } from '../store/store.ts';

export interface KnownWord {
  id: number;
  word: string;
}

/**
 * The words of all texts of a database. New ones come in by triggers (migration `search`); their slips are written down
 * later, in idle slices, so that saving a draft stays one small commit.
 */
export const vocabularyRepository = {
  /** The words that have one of these slips. */
  wordsBySlips(reader: Reader, slips: readonly string[]): string[] {
    return reader
      .all<{ word: string }>(
        `SELECT DISTINCT w.word FROM json_each($slips) j CROSS JOIN search_slips s ON s.slip = j.value
         CROSS JOIN search_words w ON w.id = s.word_id`,
        { $slips: JSON.stringify(slips) },
      )
      .map((row) => row.word);
  },

  /** Words whose slips are not written down yet, along the alphabet: neighbours' slips lie on the same pages. */
  unlearned(reader: Reader, limit: number): KnownWord[] {
    return reader.all(`SELECT id, word FROM search_words WHERE learned = 0 ORDER BY word LIMIT $limit`, {
      $limit: limit,
    });
  },

  /**
   * Of the words whose slips are not written down yet, those that may be one edit away: about as long, and with the same
   * first or last letter, since no single edit touches both.
   */
  unlearnedLike(reader: Reader, word: string): string[] {
    return reader
      .all<{ word: string }>(
        `SELECT word FROM search_words WHERE learned = 0 AND length(word) BETWEEN $length - 1 AND $length + 1
         AND (substr(word, 1, 1) = $first OR substr(word, -1) = $last)`,
        { $length: word.length, $first: word.slice(0, 1), $last: word.slice(-1) },
      )
      .map((row) => row.word);
  },

  learn(tx: Transaction, id: number, slips: readonly string[]): void {
    tx.run(
      `INSERT INTO search_slips (slip, word_id) SELECT j.value, $id FROM json_each($slips) j
       WHERE NOT EXISTS (SELECT 1 FROM search_slips s WHERE s.slip = j.value AND s.word_id = $id)`,
      { $id: id, $slips: JSON.stringify(slips) },
    );
    tx.run(`UPDATE search_words SET learned = 1 WHERE id = $id`, { $id: id });
  },

  /** Words after this one, in the order they came. */
  wordsAfter(reader: Reader, id: number, limit: number): KnownWord[] {
    return reader.all(`SELECT id, word FROM search_words WHERE id > $id ORDER BY id LIMIT $limit`, {
      $id: id,
      $limit: limit,
    });
  },

  forget(tx: Transaction, id: number, slips: readonly string[]): void {
    const params = { $id: id, $slips: JSON.stringify(slips) };
    tx.run(
      `DELETE FROM search_slips WHERE slip IN (SELECT value FROM json_each($slips)) AND word_id = $id`,
      params,
    );
    tx.run(`DELETE FROM search_words WHERE id = $id`, { $id: id });
  },
};
