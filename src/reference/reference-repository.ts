import type { Reader, Transaction } from '../store/store.ts';

/** What is kept per domain: one row per node of the tree, per category asked about, per brand search. */
export interface ReferenceValues {
  catalog: { title: string; parentId: number | null; leaf: boolean };
  sizes: { caption: string; sizes: { id: number; title: string }[] }[];
  packages: { id: number; title: string }[];
  attributes: {
    code: string;
    title: string;
    required: boolean;
    multiple: boolean;
    options: { id: number; title: string }[];
  }[];
  brands: { brands: { id: number; title: string }[]; customAllowed: boolean };
}
export type ReferenceKind = keyof ReferenceValues;

export interface Seen<Kind extends ReferenceKind> {
  key: string;
  value: ReferenceValues[Kind];
  seenAt: string;
}

interface Row {
  key: string;
  value: string;
  seen_at: string;
}

/** Vinted's reference data of one domain. It is Vinted's, not an account's: no row names a user. */
export function referenceRepository(domain: string) {
  function put<Kind extends ReferenceKind>(
    tx: Transaction,
    kind: Kind,
    key: string,
    value: ReferenceValues[Kind],
    now: string,
  ): void {
    tx.run(
      `INSERT INTO reference_cache (domain, kind, key, value, seen_at) VALUES ($domain, $kind, $key, $value, $now)
       ON CONFLICT (domain, kind, key) DO UPDATE SET value = excluded.value, seen_at = excluded.seen_at`,
      { $domain: domain, $kind: kind, $key: key, $value: JSON.stringify(value), $now: now },
    );
  }

  return {
    put,

    get<Kind extends ReferenceKind>(reader: Reader, kind: Kind, key: string): Seen<Kind> | null {
      const row = reader.get<Row>(
        `SELECT key, value, seen_at FROM reference_cache WHERE domain = $domain AND kind = $kind AND key = $key`,
        { $domain: domain, $kind: kind, $key: key },
      );
      return row && (seenOf(row) as Seen<Kind>);
    },

    all<Kind extends ReferenceKind>(reader: Reader, kind: Kind): Seen<Kind>[] {
      return reader
        .all<Row>(`SELECT key, value, seen_at FROM reference_cache WHERE domain = $domain AND kind = $kind`, {
          $domain: domain,
          $kind: kind,
        })
        .map((row) => seenOf(row) as Seen<Kind>);
    },

    /** Since when the tree is known; null where it never was. */
    treeSeenAt(reader: Reader): string | null {
      return (
        reader.get<{ at: string | null }>(
          `SELECT max(seen_at) AS at FROM reference_cache WHERE domain = $domain AND kind = 'catalog'`,
          { $domain: domain },
        )?.at ?? null
      );
    },

    /** A new tree takes the place of the old one whole: a category that is gone is no longer offered. */
    replaceTree(
      tx: Transaction,
      nodes: readonly { id: number; value: ReferenceValues['catalog'] }[],
      now: string,
    ): void {
      tx.run(`DELETE FROM reference_cache WHERE domain = $domain AND kind = 'catalog'`, { $domain: domain });
      for (const { id, value } of nodes) put(tx, 'catalog', String(id), value, now);
    },
  };
}

function seenOf(row: Row): Seen<ReferenceKind> {
  return { key: row.key, value: JSON.parse(row.value) as never, seenAt: row.seen_at };
}
