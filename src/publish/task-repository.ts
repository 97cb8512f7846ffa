import type { AppError } from '../shared/app-error.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { TaskView } from './job.ts';

/** One attempt of a step. `requestId` and `pageId` are what an answer can be recalled by after a death. */
export interface Task extends TaskView {
  queueId: string;
  requestId: string | null;
  pageId: string | null;
  tabId: number | null;
  createdAt: string;
}

interface Row {
  id: string;
  queue_id: string;
  step: string;
  attempt: number;
  http_method: string | null;
  path: string | null;
  payload: string | null;
  status: Task['status'];
  request_id: string | null;
  page_id: string | null;
  tab_id: number | null;
  result: string | null;
  error: string | null;
  started_at: string | null;
  finished_at: string | null;
  created_at: string;
}

const OF_ACCOUNT = `queue_id IN (SELECT id FROM plugin_queue WHERE user_id = $account)`;

/** The journal of steps, bound to an account through the job each attempt belongs to. */
export function taskRepository(accountId: string) {
  return {
    ofJob(reader: Reader, queueId: string): Task[] {
      return reader
        .all<Row>(
          `SELECT * FROM plugin_tasks WHERE queue_id = $queue AND ${OF_ACCOUNT} ORDER BY created_at, rowid`,
          {
            $queue: queueId,
            $account: accountId,
          },
        )
        .map(taskOf);
    },

    /** The intent whose outcome is not known yet: what a worker finds that starts after a death. */
    openIntent(reader: Reader, queueId: string): Task | null {
      const row = reader.get<Row>(
        `SELECT * FROM plugin_tasks WHERE queue_id = $queue AND status = 'intended' AND ${OF_ACCOUNT}
         ORDER BY created_at DESC, rowid DESC LIMIT 1`,
        { $queue: queueId, $account: accountId },
      );
      return row ? taskOf(row) : null;
    },

    insert(
      tx: Transaction,
      task: Pick<Task, 'id' | 'queueId' | 'step' | 'attempt' | 'method' | 'path' | 'payload' | 'status'> &
        Partial<Pick<Task, 'requestId' | 'pageId' | 'tabId' | 'finishedAt'>>,
      now: string,
    ): void {
      tx.run(
        `INSERT INTO plugin_tasks (id, queue_id, step, attempt, http_method, path, payload, status, request_id, page_id,
           tab_id, started_at, finished_at, created_at)
         VALUES ($id, $queue, $step, $attempt, $method, $path, $payload, $status, $request, $page, $tab, $now,
           $finished, $now)`,
        {
          $id: task.id,
          $queue: task.queueId,
          $step: task.step,
          $attempt: task.attempt,
          $method: task.method,
          $path: task.path,
          $payload: task.payload === null ? null : JSON.stringify(task.payload),
          $status: task.status,
          $request: task.requestId ?? null,
          $page: task.pageId ?? null,
          $tab: task.tabId ?? null,
          $finished: task.finishedAt ?? null,
          $now: now,
        },
      );
    },

    finish(
      tx: Transaction,
      id: string,
      end: { status: Task['status']; result?: unknown; error?: AppError | null },
      now: string,
    ): void {
      tx.run(
        `UPDATE plugin_tasks SET status = $status, result = $result, error = $error, finished_at = $now
         WHERE id = $id AND ${OF_ACCOUNT}`,
        {
          $id: id,
          $account: accountId,
          $status: end.status,
          $result: end.result === undefined ? null : JSON.stringify(end.result),
          $error: end.error ? JSON.stringify(end.error) : null,
          $now: now,
        },
      );
    },

    /** True once a create of this job left, or may have left. */
    createMayHaveLeft(reader: Reader, queueId: string): boolean {
      return (
        reader.get(
          `SELECT 1 FROM plugin_tasks WHERE queue_id = $queue AND step = 'create_listing'
           AND status IN ('intended','done','unknown') AND ${OF_ACCOUNT} LIMIT 1`,
          { $queue: queueId, $account: accountId },
        ) !== null
      );
    },

    /** When creates left since `since` (ISO), for the pace of the account. */
    createTimes(reader: Reader, since: string): number[] {
      return reader
        .all<{ started_at: string }>(
          `SELECT started_at FROM plugin_tasks WHERE step = 'create_listing' AND started_at >= $since
           AND status IN ('intended','done','unknown','failed') AND ${OF_ACCOUNT}`,
          { $since: since, $account: accountId },
        )
        .map((row) => Date.parse(row.started_at));
    },

    /** When the last call of any job began or ended: calls keep their distance across deaths of the worker. */
    lastCallAt(reader: Reader): number | null {
      const row = reader.get<{ at: string | null }>(
        `SELECT max(coalesce(finished_at, started_at)) AS at FROM plugin_tasks
         WHERE request_id IS NOT NULL AND ${OF_ACCOUNT}`,
        { $account: accountId },
      );
      return row?.at ? Date.parse(row.at) : null;
    },
  };
}

function taskOf(row: Row): Task {
  return {
    id: row.id,
    queueId: row.queue_id,
    step: row.step,
    attempt: row.attempt,
    method: row.http_method,
    path: row.path,
    payload: row.payload === null ? null : (JSON.parse(row.payload) as unknown),
    status: row.status,
    requestId: row.request_id,
    pageId: row.page_id,
    tabId: row.tab_id,
    result: row.result === null ? null : (JSON.parse(row.result) as unknown),
    error: row.error ? (JSON.parse(row.error) as AppError) : null,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    createdAt: row.created_at,
  };
}
