import { recordChange, type Actor } from '../accounts/record-change.ts';
import type { GateFlags } from '../gate/gate.ts';
import type { AppError } from '../shared/app-error.ts';
import { appError } from '../shared/app-error.ts';
import { priceOf } from '../shared/money.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Reader, SqlValue, Transaction } from '../store/store.ts';
import type { Draft, DraftLabels, DraftStatus, ListingFields } from './draft.ts';
import { draftOf, photoOf, type DraftRow, type PhotoRow } from './draft-rows.ts';
import { canMove } from './draft-status.ts';

/** What a draft's own row holds, for making and changing it. */
export interface DraftFields {
  title: string;
  description: string;
  priceCents: number;
  currency: string;
  labels: DraftLabels;
  listing: ListingFields;
}

export interface StatusChange {
  /** Why it is `error` or `manual`; any other move forgets the last reason. */
  error?: AppError | null;
  /** For `prepared`: until when a confirmation may be alive. */
  preparedUntil?: string | null;
  actor: Actor;
  /** Why, for the journal: `gate`, `edited`, `preview`, `token_expired`, `rehearsed`, `published` … */
  reason: string;
  /** ISO time. */
  now: string;
}

/** An unfinished job of the draft. */
const OPEN_JOB = `SELECT 1 FROM plugin_queue q WHERE q.draft_id = d.id AND q.user_id = d.user_id
  AND q.status IN ('queued','processing','paused','manual','unknown')`;

const DRAFTS = `
SELECT d.*, p.reference, p.cost_cents, p.source, p.location, p.notes, p.measures_json, p.defects,
  EXISTS (${OPEN_JOB}) AS locked,
  (SELECT json_object('vintedId', l.vinted_id, 'url', l.listing_url, 'verifiedAt', l.verified_at) FROM listings l
    WHERE l.draft_id = d.id AND l.deleted_at IS NULL ORDER BY l.created_at DESC, l.id DESC LIMIT 1) AS online_json
FROM drafts d LEFT JOIN pieces p ON p.id = d.piece_id
WHERE +d.user_id = $account AND d.id IN (SELECT value FROM json_each($ids))`;

const PHOTOS = `
SELECT m.photo_id, m.draft_id, m.asset_id, a.sha256, a.width, a.height, a.mime, m.file_size_bytes,
  m.compressed_size_bytes, m.file_name, m.position, m.alt_text, m.tier, m.published_to_vinted
FROM photo_metadata m JOIN media_asset a ON a.id = m.asset_id
WHERE +m.user_id = $account AND m.draft_id IN (SELECT value FROM json_each($ids)) AND m.deleted_at IS NULL
ORDER BY m.draft_id, m.position, m.photo_id`;

/** The drafts of one account. Reads and writes no other account's rows. */
export function draftRepository(accountId: string) {
  const account = { $account: accountId };

  /** The drafts with these ids, those in the bin too, in the order of the ids; unknown ids are left out. */
  function findMany(reader: Reader, ids: readonly string[]): Draft[] {
    const params = { ...account, $ids: JSON.stringify(ids) };
    const photos = Map.groupBy(reader.all<PhotoRow>(PHOTOS, params).map(photoOf), (photo) => photo.draftId);
    const rows = new Map(reader.all<DraftRow>(DRAFTS, params).map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = rows.get(id);
      return row ? [draftOf(row, photos.get(id) ?? [])] : [];
    });
  }

  function find(reader: Reader, id: string): Draft | null {
    return findMany(reader, [id])[0] ?? null;
  }

  function set(tx: Transaction, id: string, columns: Record<string, SqlValue>): void {
    const sets = Object.keys(columns).map((name) => `${name} = $${name}`);
    const values = Object.fromEntries(Object.entries(columns).map(([name, value]) => [`$${name}`, value]));
    tx.run(`UPDATE drafts SET ${sets.join(', ')} WHERE id = $id AND user_id = $account`, {
      ...values,
      ...account,
      $id: id,
    });
    tx.emit('drafts.changed', id);
  }

  return {
    find,
    findMany,

    statusOf(reader: Reader, id: string): DraftStatus | null {
      const row = reader.get<{ status: DraftStatus }>(
        `SELECT status FROM drafts WHERE id = $id AND user_id = $account`,
        { ...account, $id: id },
      );
      return row?.status ?? null;
    },

    /** A new draft, `pending` until the gate says more. */
    insert(
      tx: Transaction,
      id: string,
      pieceId: string,
      fields: DraftFields,
      flags: GateFlags,
      now: string,
    ): void {
      const columns = Object.entries(columnsOf(fields)).map(([name, value]) => ({ name, value }));
      // In one statement: each that changes text is a change of the search index.
      tx.run(
        `INSERT INTO drafts (id, piece_id, user_id, flags_json, status, created_at, updated_at,
           ${columns.map(({ name }) => name).join(', ')})
         VALUES ($id, $piece, $account, $flags, 'pending', $now, $now, ${columns.map(({ name }) => `$${name}`).join(', ')})`,
        {
          ...account,
          $id: id,
          $piece: pieceId,
          $flags: JSON.stringify(flags),
          $now: now,
          ...Object.fromEntries(columns.map(({ name, value }) => [`$${name}`, value])),
        },
      );
      tx.emit('drafts.changed', id);
    },

    /**
     * Saves an edit over the revision the editor read; a newer one there is `conflict_revision` (spec 3.1). An edit
     * comes with what the gate says of it: without a gate version nothing is saved.
     */
    update(
      tx: Transaction,
      id: string,
      revision: number,
      changes: { fields: Partial<DraftFields>; pieceId: string | null; flags: GateFlags; now: string },
    ): Result<void> {
      const current = tx.get<{ revision: number; updated_at: string }>(
        `SELECT revision, updated_at FROM drafts WHERE id = $id AND user_id = $account AND deleted_at IS NULL`,
        { ...account, $id: id },
      );
      if (!current) return fail(appError('not_found'));
      if (current.revision !== revision)
        return fail(revisionConflict(revision, current.revision, current.updated_at));
      if (!Number.isInteger(changes.flags.gate_version)) {
        return fail(
          appError('invalid_input', {
            field: 'gate_version',
            detail: 'a draft is saved with its gate result',
          }),
        );
      }
      set(tx, id, {
        ...columnsOf(changes.fields),
        piece_id: changes.pieceId,
        flags_json: JSON.stringify(changes.flags),
        revision: revision + 1,
        updated_at: changes.now,
      });
      return ok();
    },

    /** Keeps a new gate result. `touchedAt` where what would be sent changed too (its photos). */
    setFlags(tx: Transaction, id: string, flags: GateFlags, touchedAt: string | null): void {
      set(tx, id, { flags_json: JSON.stringify(flags), ...(touchedAt ? { updated_at: touchedAt } : {}) });
    },

    /**
     * Moves a draft along the table of spec section 4; any other move is `invalid_move`. `prepared` and `manual` may
     * be said again (a later preview, a newer reason). The journal is written in the same transaction.
     */
    updateDraftStatus(tx: Transaction, id: string, to: DraftStatus, change: StatusChange): Result<void> {
      const before = tx.get<{ status: DraftStatus; deleted_at: string | null }>(
        `SELECT status, deleted_at FROM drafts WHERE id = $id AND user_id = $account`,
        { ...account, $id: id },
      );
      // What came of a job is recorded even for a draft in the bin; a preview of it is not begun.
      if (!before || (before.deleted_at && to === 'prepared')) return fail(appError('not_found'));
      const again = before.status === to && (to === 'prepared' || to === 'manual');
      if (!again && !canMove(before.status, to)) {
        return fail(appError('invalid_move', { params: { from: before.status, to } }));
      }
      const error = to === 'error' || to === 'manual' ? (change.error ?? null) : null;
      set(tx, id, {
        status: to,
        error_json: error && JSON.stringify(error),
        prepared_until: to === 'prepared' ? (change.preparedUntil ?? null) : null,
        updated_at: change.now,
      });
      recordChange(tx, accountId, {
        actor: change.actor,
        action: 'draft.status',
        entity: 'draft',
        entityId: id,
        before: { status: before.status },
        after: { status: to, reason: change.reason, ...(error ? { error: error.code } : {}) },
        now: change.now,
      });
      return ok();
    },

    setDeleted(tx: Transaction, id: string, deletedAt: string | null, now: string): void {
      set(tx, id, { deleted_at: deletedAt, updated_at: now });
    },

    /** Prepared drafts whose confirmation can no longer be alive and that no job holds. */
    expired(reader: Reader, now: string): string[] {
      return reader
        .all<{ id: string }>(
          `SELECT d.id FROM drafts d WHERE d.status = 'prepared' AND d.user_id = $account
           AND (d.prepared_until IS NULL OR d.prepared_until <= $now) AND NOT EXISTS (${OPEN_JOB})`,
          { ...account, $now: now },
        )
        .map((row) => row.id);
    },

    /** Drafts not yet published that an older gate judged. */
    judgedBefore(reader: Reader, gateVersion: number): string[] {
      return reader
        .all<{ id: string }>(
          `SELECT id FROM drafts WHERE user_id = $account AND status IN ('pending','ready','prepared','error')
           AND coalesce(json_extract(flags_json, '$.gate_version'), 0) < $version`,
          { ...account, $version: gateVersion },
        )
        .map((row) => row.id);
    },

    /** Drafts not yet published that stand in a category. */
    inCategory(reader: Reader, catalogId: number): string[] {
      return reader
        .all<{ id: string }>(
          `SELECT id FROM drafts WHERE user_id = $account AND status IN ('pending','ready','prepared')
           AND json_extract(listing_json, '$.catalogId') = $catalog`,
          { ...account, $catalog: catalogId },
        )
        .map((row) => row.id);
    },
  };
}

export type DraftRepository = ReturnType<typeof draftRepository>;

export function revisionConflict(yours: number, theirs: number, changedAt: string): AppError {
  return appError('conflict_revision', { params: { yours, theirs, time: changedAt } });
}

function columnsOf(fields: Partial<DraftFields>): Record<string, SqlValue> {
  const columns: Record<string, SqlValue> = {};
  if (fields.title !== undefined) columns.title = fields.title;
  if (fields.description !== undefined) columns.description = fields.description;
  if (fields.priceCents !== undefined) columns.price = priceOf(fields.priceCents);
  if (fields.currency !== undefined) columns.currency = fields.currency;
  if (fields.labels !== undefined) {
    const { brand, size, color, category } = fields.labels;
    Object.assign(columns, { brand, size, color, category });
  }
  if (fields.listing !== undefined) columns.listing_json = JSON.stringify(fields.listing);
  return columns;
}
