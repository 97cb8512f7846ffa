import type { AppError } from '../shared/app-error.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { JobStatus } from './job.ts';
import type { Accumulated, JobContext } from './job-data.ts';

/** A row of plugin_queue, its JSON read. */
export interface Job {
  id: string;
  accountId: string;
  operation: 'publish_product' | 'rehearse';
  draftId: string;
  publishLogId: string;
  status: JobStatus;
  position: number;
  currentStep: string | null;
  done: Accumulated;
  context: JobContext;
  error: AppError | null;
  retryCount: number;
  expiresAt: string | null;
  finishedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

interface Row {
  id: string;
  user_id: string;
  operation: Job['operation'];
  draft_id: string;
  publish_log_id: string;
  status: JobStatus;
  position: number;
  current_step: string | null;
  accumulated_data: string;
  context_data: string;
  error_message: string | null;
  retry_count: number;
  expires_at: string | null;
  finished_at: string | null;
  created_at: string;
  updated_at: string;
}

const OPEN = `status IN ('queued','processing','paused','manual','unknown')`;

/** The line of one account: strict first in, first out by `position`. Reads and writes no other account's rows. */
export function queueRepository(accountId: string) {
  const one = (reader: Reader, where: string, params: Record<string, string>): Job | null => {
    const row = reader.get<Row>(`SELECT * FROM plugin_queue WHERE user_id = $account AND ${where}`, {
      $account: accountId,
      ...params,
    });
    return row ? jobOf(row) : null;
  };

  return {
    find: (reader: Reader, id: string) => one(reader, 'id = $id', { $id: id }),

    /** The unfinished job of a draft: at most one, by a UNIQUE index. */
    openJobOf: (reader: Reader, draftId: string) =>
      one(reader, `draft_id = $draft AND ${OPEN}`, { $draft: draftId }),

    latestJobOf: (reader: Reader, draftId: string, operation: Job['operation']) =>
      one(reader, 'draft_id = $draft AND operation = $operation ORDER BY created_at DESC, id DESC LIMIT 1', {
        $draft: draftId,
        $operation: operation,
      }),

    /** The head of the line: what may run now. Jobs that need a human have left it. */
    head: (reader: Reader) => one(reader, `status IN ('processing','queued') ORDER BY position LIMIT 1`, {}),

    open(reader: Reader): Job[] {
      return reader
        .all<Row>(`SELECT * FROM plugin_queue WHERE user_id = $account AND ${OPEN} ORDER BY position`, {
          $account: accountId,
        })
        .map(jobOf);
    },

    recent(reader: Reader, limit: number): Job[] {
      return reader
        .all<Row>(
          `SELECT * FROM plugin_queue WHERE user_id = $account AND NOT (${OPEN})
           ORDER BY finished_at DESC, id DESC LIMIT $limit`,
          { $account: accountId, $limit: limit },
        )
        .map(jobOf);
    },

    insert(
      tx: Transaction,
      job: Pick<Job, 'id' | 'operation' | 'draftId' | 'publishLogId' | 'done' | 'context'>,
      now: string,
    ): void {
      tx.run(
        `INSERT INTO plugin_queue (id, user_id, operation, draft_id, publish_log_id, position, accumulated_data,
           context_data, created_at, updated_at)
         VALUES ($id, $account, $operation, $draft, $log,
           (SELECT coalesce(max(position), 0) + 1 FROM plugin_queue WHERE user_id = $account),
           $done, $context, $now, $now)`,
        {
          $id: job.id,
          $account: accountId,
          $operation: job.operation,
          $draft: job.draftId,
          $log: job.publishLogId,
          $done: JSON.stringify(job.done),
          $context: JSON.stringify(job.context),
          $now: now,
        },
      );
      tx.emit('queue.changed', job.id);
    },

    /** Writes what a step found, and where the job stands. */
    update(
      tx: Transaction,
      id: string,
      change: Partial<
        Pick<Job, 'status' | 'currentStep' | 'done' | 'error' | 'retryCount' | 'expiresAt' | 'finishedAt'>
      >,
      now: string,
    ): void {
      const columns: Record<string, string | number | null> = {};
      if (change.status !== undefined) columns.status = change.status;
      if (change.currentStep !== undefined) columns.current_step = change.currentStep;
      if (change.done !== undefined) columns.accumulated_data = JSON.stringify(change.done);
      if (change.error !== undefined) columns.error_message = change.error && JSON.stringify(change.error);
      if (change.retryCount !== undefined) columns.retry_count = change.retryCount;
      if (change.expiresAt !== undefined) columns.expires_at = change.expiresAt;
      if (change.finishedAt !== undefined) columns.finished_at = change.finishedAt;
      const sets = Object.keys(columns).map((name) => `${name} = $${name}`);
      const params = Object.fromEntries(Object.entries(columns).map(([name, value]) => [`$${name}`, value]));
      tx.run(
        `UPDATE plugin_queue SET ${[...sets, 'updated_at = $now'].join(', ')} WHERE id = $id AND user_id = $account`,
        { ...params, $now: now, $id: id, $account: accountId },
      );
      tx.emit('queue.changed', id);
    },

    moveToTop(tx: Transaction, id: string, now: string): void {
      tx.run(
        `UPDATE plugin_queue SET updated_at = $now,
           position = (SELECT min(position) - 1 FROM plugin_queue WHERE user_id = $account)
         WHERE id = $id AND user_id = $account`,
        { $id: id, $account: accountId, $now: now },
      );
      tx.emit('queue.changed', id);
    },
  };
}

function jobOf(row: Row): Job {
  return {
    id: row.id,
    accountId: row.user_id,
    operation: row.operation,
    draftId: row.draft_id,
    publishLogId: row.publish_log_id,
    status: row.status,
    position: row.position,
    currentStep: row.current_step,
    done: JSON.parse(row.accumulated_data) as Accumulated,
    context: JSON.parse(row.context_data) as JobContext,
    error: row.error_message ? (JSON.parse(row.error_message) as AppError) : null,
    retryCount: row.retry_count,
    expiresAt: row.expires_at,
    finishedAt: row.finished_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
