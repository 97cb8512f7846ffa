import { newId } from '../shared/ids.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { ImportedPhoto } from './photo.ts';

/** One use of a photo, as this room changes it. */
export interface PhotoUse {
  photoId: string;
  draftId: string | null;
  sha256: string;
  fileName: string | null;
  position: number;
  altText: string | null;
  deletedAt: string | null;
}

const USES = `
SELECT m.photo_id AS photoId, m.draft_id AS draftId, a.sha256, m.file_name AS fileName, m.position,
  m.alt_text AS altText, m.deleted_at AS deletedAt
FROM photo_metadata m JOIN media_asset a ON a.id = m.asset_id WHERE m.user_id = $account`;

/** The photos of one account. Reads and writes no other account's rows. */
export function photoRepository(accountId: string) {
  const account = { $account: accountId };

  return {
    find(reader: Reader, photoId: string): PhotoUse | null {
      return reader.get<PhotoUse>(`${USES} AND m.photo_id = $id`, { ...account, $id: photoId });
    },

    /** The photos of a draft (null: the tray) in order, without those in the bin. */
    ofDraft(reader: Reader, draftId: string | null): PhotoUse[] {
      return reader.all<PhotoUse>(
        `${USES} AND m.draft_id IS $draft AND m.deleted_at IS NULL ORDER BY m.position, m.photo_id`,
        { ...account, $draft: draftId },
      );
    },

    /** One row per content: the id of the one that is there, or of a new one. */
    keepAsset(tx: Transaction, photo: ImportedPhoto, now: string): string {
      tx.run(
        `INSERT INTO media_asset (id, user_id, sha256, original_sha256, dhash, width, height, mime, size_bytes,
           exif_taken_at, created_at, updated_at)
         VALUES ($id, $account, $sha256, $original, $dhash, $width, $height, $mime, $size, $taken, $now, $now)
         ON CONFLICT (user_id, sha256) DO NOTHING`,
        {
          ...account,
          $id: newId(Date.parse(now)),
          $sha256: photo.sha256,
          $original: photo.originalSha256,
          $dhash: photo.dhash,
          $width: photo.width,
          $height: photo.height,
          $mime: photo.mime,
          $size: photo.compressedSizeBytes,
          $taken: photo.exifTakenAt,
          $now: now,
        },
      );
      const row = tx.get<{ id: string }>(
        `SELECT id FROM media_asset WHERE user_id = $account AND sha256 = $sha256`,
        { ...account, $sha256: photo.sha256 },
      );
      return row!.id;
    },

    insert(
      tx: Transaction,
      use: { photoId: string; draftId: string | null; assetId: string; position: number },
      photo: ImportedPhoto,
      now: string,
    ): void {
      tx.run(
        `INSERT INTO photo_metadata (photo_id, user_id, draft_id, asset_id, tier, backend, file_name, file_size_bytes,
           compressed_size_bytes, upload_date, last_access_date, position, created_at, updated_at)
         VALUES ($id, $account, $draft, $asset, 'temp', 'browser', $name, $size, $compressed, $now, $now, $position,
           $now, $now)`,
        {
          ...account,
          $id: use.photoId,
          $draft: use.draftId,
          $asset: use.assetId,
          $name: photo.fileName,
          $size: photo.fileSizeBytes,
          $compressed: photo.compressedSizeBytes,
          $position: use.position,
          $now: now,
        },
      );
    },

    setPosition(tx: Transaction, photoId: string, position: number, now: string): void {
      tx.run(
        `UPDATE photo_metadata SET position = $position, revision = revision + 1, updated_at = $now
         WHERE photo_id = $id AND user_id = $account AND position <> $position`,
        { ...account, $id: photoId, $position: position, $now: now },
      );
    },

    setDeleted(tx: Transaction, photoId: string, deletedAt: string | null, now: string): void {
      tx.run(
        `UPDATE photo_metadata SET deleted_at = $deleted, revision = revision + 1, updated_at = $now
         WHERE photo_id = $id AND user_id = $account`,
        { ...account, $id: photoId, $deleted: deletedAt, $now: now },
      );
    },

    setAltText(tx: Transaction, photoId: string, altText: string | null, now: string): void {
      tx.run(
        `UPDATE photo_metadata SET alt_text = $alt, revision = revision + 1, updated_at = $now
         WHERE photo_id = $id AND user_id = $account`,
        { ...account, $id: photoId, $alt: altText, $now: now },
      );
    },

    /** @returns the photos it marked */
    markPublished(tx: Transaction, draftId: string, now: string): string[] {
      const draft = { ...account, $draft: draftId };
      const ids = tx.all<{ id: string }>(
        `SELECT photo_id AS id FROM photo_metadata
         WHERE user_id = $account AND draft_id = $draft AND deleted_at IS NULL`,
        draft,
      );
      tx.run(
        `UPDATE photo_metadata SET published_to_vinted = 1, published_date = $now, last_access_date = $now,
           access_count = access_count + 1, revision = revision + 1, updated_at = $now
         WHERE user_id = $account AND draft_id = $draft AND deleted_at IS NULL`,
        { ...draft, $now: now },
      );
      return ids.map((row) => row.id);
    },

    /** Photos in use, and the bytes of their contents, each content counted once. */
    usage(reader: Reader): { count: number; bytes: number } {
      return reader.get<{ count: number; bytes: number }>(
        `SELECT (SELECT count(*) FROM photo_metadata WHERE user_id = $account AND deleted_at IS NULL) AS count,
           (SELECT coalesce(sum(size_bytes), 0) FROM media_asset WHERE user_id = $account) AS bytes`,
        account,
      )!;
    },
  };
}

/**
 * Of these contents, those the database knows. The one question here that names no account: a database holds one, and a
 * sweep that asked under an old name, in the middle of an adoption, would find every photo orphaned.
 */
export function knownContents(reader: Reader, sha256s: readonly string[]): Set<string> {
  const rows = reader.all<{ sha256: string }>(
    `SELECT sha256 FROM media_asset WHERE sha256 IN (SELECT value FROM json_each($hashes))`,
    { $hashes: JSON.stringify(sha256s) },
  );
  return new Set(rows.map((row) => row.sha256));
}
