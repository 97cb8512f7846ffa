import type { Actor } from '../accounts/record-change.ts';
import type { Reader, SqlValue, Transaction } from '../store/store.ts';
import type { JournalLine } from './journal-lines.ts';

export interface OperationRow {
  seq: number;
  id: string;
  kind: string;
  actor: Actor;
  reversible: number;
  undo_of: string | null;
  undo_of_kind: string | null;
  undone_by: string | null;
  created_at: string;
}

interface LineRow {
  seq: number;
  action: string;
  entity: string;
  entity_id: string;
  draft_id: string | null;
  before: string | null;
  after: string | null;
  created_at: string;
}

const OPERATION = `o.seq, o.id, o.kind, o.actor, o.reversible, o.undo_of, o.undone_by, o.created_at,
  (SELECT u.kind FROM operations u WHERE u.id = o.undo_of) AS undo_of_kind`;
const LINE = `seq, action, entity, entity_id, draft_id, before, after, created_at`;
/** What goes back as one: a draft with all its lines, or one setting. Drafts sort before `~settings`. */
const PART = `CASE entity WHEN 'settings' THEN '~settings:' || entity_id ELSE draft_id END`;

/** The journal of one account as its activity shows it and undo reads it. */
export function activityRepository(accountId: string) {
  const account = { $account: accountId };
  const lines = (reader: Reader, sql: string, params: Record<string, SqlValue>): JournalLine[] =>
    reader.all<LineRow>(sql, { ...account, ...params }).map(lineOf);

  return {
    /** Newest first. `kinds`: null for all. */
    page(
      reader: Reader,
      query: {
        draftId: string | null;
        kinds: readonly string[] | null;
        actor: Actor | null;
        before: number | null;
        limit: number;
      },
    ): OperationRow[] {
      const ofDraft = query.draftId
        ? `AND o.id IN (SELECT operation_id FROM audit_log WHERE draft_id = $draft)`
        : '';
      return reader.all<OperationRow>(
        `SELECT ${OPERATION} FROM operations o
         WHERE o.user_id = $account AND o.seq < $before ${ofDraft}
           ${query.kinds ? 'AND o.kind IN (SELECT value FROM json_each($kinds))' : ''}
           ${query.actor ? 'AND o.actor = $actor' : ''}
         ORDER BY o.seq DESC LIMIT $limit`,
        {
          ...account,
          $before: query.before ?? Number.MAX_SAFE_INTEGER,
          $limit: query.limit,
          ...(query.draftId ? { $draft: query.draftId } : {}),
          ...(query.kinds ? { $kinds: JSON.stringify(query.kinds) } : {}),
          ...(query.actor ? { $actor: query.actor } : {}),
        },
      );
    },

    operation(reader: Reader, id: string): OperationRow | null {
      return reader.get<OperationRow>(
        `SELECT ${OPERATION} FROM operations o WHERE o.id = $id AND o.user_id = $account`,
        { ...account, $id: id },
      );
    },

    draftCount(reader: Reader, operationId: string): number {
      return reader.get<{ n: number }>(
        `SELECT count(DISTINCT draft_id) AS n FROM audit_log WHERE operation_id = $id AND +user_id = $account`,
        { ...account, $id: operationId },
      )!.n;
    },

    /** The first lines of an operation, as they were written. */
    firstLines(reader: Reader, operationId: string, limit: number): JournalLine[] {
      return lines(
        reader,
        `SELECT ${LINE} FROM audit_log WHERE operation_id = $id AND +user_id = $account ORDER BY seq LIMIT $limit`,
        { $id: operationId, $limit: limit },
      );
    },

    /** The parts of an operation that can go back, in an order that lasts. */
    parts(reader: Reader, operationId: string): string[] {
      return reader
        .all<{ part: string }>(
          `SELECT DISTINCT ${PART} AS part FROM audit_log
           WHERE operation_id = $id AND +user_id = $account AND (draft_id IS NOT NULL OR entity = 'settings')
           ORDER BY part`,
          { ...account, $id: operationId },
        )
        .map((row) => row.part);
    },

    /** The lines of these parts of an operation, as they were written. */
    linesOfParts(reader: Reader, operationId: string, parts: readonly string[]): JournalLine[] {
      return lines(
        reader,
        `SELECT ${LINE} FROM audit_log WHERE operation_id = $id AND +user_id = $account
           AND ${PART} IN (SELECT value FROM json_each($parts)) ORDER BY seq`,
        { $id: operationId, $parts: JSON.stringify(parts) },
      );
    },

    /** Which of these drafts have a line of this action in an operation. */
    draftsIn(reader: Reader, operationId: string, draftIds: readonly string[]): Set<string> {
      const rows = reader.all<{ id: string }>(
        `SELECT DISTINCT draft_id AS id FROM audit_log WHERE operation_id = $id AND +user_id = $account
           AND draft_id IN (SELECT value FROM json_each($drafts))`,
        { ...account, $id: operationId, $drafts: JSON.stringify(draftIds) },
      );
      return new Set(rows.map((row) => row.id));
    },

    /** What happened to a draft after a time (ISO), the newest first. */
    linesAfter(reader: Reader, draftId: string, time: string): JournalLine[] {
      return lines(
        reader,
        `SELECT ${LINE} FROM audit_log WHERE draft_id = $draft AND +user_id = $account AND created_at > $time
         ORDER BY seq DESC`,
        { $draft: draftId, $time: time },
      );
    },

    /** What happened to a draft from an operation on, that one included; the newest first. */
    linesSince(reader: Reader, draftId: string, operationId: string): JournalLine[] {
      return lines(
        reader,
        `SELECT ${LINE} FROM audit_log WHERE draft_id = $draft AND +user_id = $account
           AND seq >= (SELECT min(seq) FROM audit_log WHERE operation_id = $id AND draft_id = $draft)
         ORDER BY seq DESC`,
        { $draft: draftId, $id: operationId },
      );
    },

    setUndoneBy(tx: Transaction, operationId: string, undoneBy: string | null): void {
      tx.run(`UPDATE operations SET undone_by = $by WHERE id = $id AND user_id = $account`, {
        ...account,
        $id: operationId,
        $by: undoneBy,
      });
    },
  };
}

function lineOf(row: LineRow): JournalLine {
  return {
    seq: row.seq,
    action: row.action,
    entity: row.entity,
    entityId: row.entity_id,
    draftId: row.draft_id,
    before: JSON.parse(row.before ?? 'null') as unknown,
    after: JSON.parse(row.after ?? 'null') as unknown,
    at: row.created_at,
  };
}
