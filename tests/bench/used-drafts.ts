import type { Connection } from '../../src/store/connection.ts';

const DAY_MS = 86_400_000;
const BATCH = 2_000;
const TEXT =
  'Robe en coton épais, portée deux fois, sans défaut. Longueur 92 cm, largeur 48 cm. Vient d’une maison sans tabac ni animal. Envoi soigné sous deux jours, remise pour plusieurs pièces. ';

/**
 * Fills a database with drafts as they are after months of use: a piece, three photos, a gate result, some lines of the
 * journal each; half of them published or refused and unchanged for over 30 days, a tenth long in the bin, and a log of
 * publications.
 */
export function fillWithUsedDrafts(connection: Connection, drafts: number, nowMs: number): void {
  const daysAgo = (days: number) => new Date(nowMs - days * DAY_MS).toISOString();
  connection.begin();
  connection.run(`INSERT INTO users (id, domain) VALUES ('local', 'www.vinted.fr')`);
  connection.commit();
  for (let first = 0; first < drafts; first += BATCH) {
    connection.begin();
    for (let n = first; n < Math.min(first + BATCH, drafts); n += 1) {
      const id = `draft-${n}`;
      const stale = n % 2 === 0;
      const binned = n % 10 === 1;
      const status = stale ? (n % 8 === 0 ? 'error' : 'published') : 'ready';
      const touched = daysAgo(stale ? 31 + (n % 200) : n % 28);
      connection.run(
        `INSERT INTO pieces (id, user_id, reference, notes) VALUES (?, 'local', ?, 'Carton B3')`,
        [`piece-${n}`, n + 1],
      );
      connection.run(
        `INSERT INTO drafts (id, piece_id, user_id, title, description, price, brand, size, color, category, listing_json,
           flags_json, status, created_at, updated_at, deleted_at)
         VALUES (?, ?, 'local', ?, ?, ?, 'Petit Bateau', 'M', 'Marine', 'Femmes › Robes', ?, ?, ?, ?, ?, ?)`,
        [
          id,
          `piece-${n}`,
          `Robe ${n} rayée marine`,
          TEXT.repeat(1 + (n % 4)),
          5 + (n % 60),
          JSON.stringify({
            catalogId: 221,
            brandId: 1234,
            colorIds: [27, 12],
            conditionId: 2,
            packageSizeId: 1,
          }),
          JSON.stringify({ gate_version: 1, publish_ready: true, blockers: [], warnings: [] }),
          status,
          daysAgo(300),
          touched,
          binned ? daysAgo(40) : null,
        ],
      );
      for (let photo = 0; photo < 3; photo += 1) {
        connection.run(
          `INSERT INTO media_asset (id, user_id, sha256, dhash, width, height, mime, size_bytes)
           VALUES (?, 'local', ?, '0123456789abcdef', 1500, 2000, 'image/jpeg', 640000)`,
          [`asset-${n}-${photo}`, `${n}-${photo}`.padStart(64, '0')],
        );
        connection.run(
          `INSERT INTO photo_metadata (photo_id, user_id, draft_id, asset_id, file_size_bytes, compressed_size_bytes,
             position) VALUES (?, 'local', ?, ?, 3400000, 640000, ?)`,
          [`photo-${n}-${photo}`, id, `asset-${n}-${photo}`, photo],
        );
      }
      connection.run(
        `INSERT INTO audit_log (id, user_id, actor, action, entity, entity_id, after, created_at)
         VALUES (?, 'local', 'seller', 'draft.save', 'draft', ?, ?, ?)`,
        [`line-${n}`, id, JSON.stringify({ title: `Robe ${n} rayée marine` }), daysAgo(n % 360)],
      );
      if (!stale) continue;
      connection.run(
        `INSERT INTO publish_log (id, user_id, draft_id, idempotency_key, confirm_token, dry_run, status, listing_url,
           created_at) VALUES (?, 'local', ?, ?, ?, ?, 'ok', 'https://www.vinted.fr/items/1', ?)`,
        [`log-${n}`, id, `key-${n}`, `token-${n}`, n % 4 === 0 ? 0 : 1, touched],
      );
    }
    connection.commit();
  }
}
