import type { AppError } from '../shared/app-error.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { DailyJob } from './daily-jobs.ts';
import type { JobRun, JobRunStatus } from './job-run.ts';

interface Row {
  id: string;
  job: DailyJob;
  local_date: string | null;
  planned_for: string;
  started_at: string;
  finished_at: string | null;
  status: JobRunStatus;
  resumed: number;
  counts_json: string;
  error_json: string | null;
}

/** The diary of jobs. A database belongs to one account, and so does its diary. */
export const jobRunRepository = {
  /** Reserves a local date (null: a run by hand) in the caller's transaction. False where that date has its run. */
  claim(
    tx: Transaction,
    run: { id: string; job: DailyJob; localDate: string | null; plannedFor: string },
    now: string,
  ): boolean {
    const claimed = tx.run(
      `INSERT INTO job_run (id, job, local_date, planned_for, started_at) VALUES ($id, $job, $date, $planned, $now)
       ON CONFLICT (job, local_date) DO NOTHING`,
      { $id: run.id, $job: run.job, $date: run.localDate, $planned: run.plannedFor, $now: now },
    );
    if (claimed > 0) tx.emit('jobs.changed', run.id);
    return claimed > 0;
  },

  has: (reader: Reader, job: DailyJob, localDate: string): boolean =>
    reader.get(`SELECT 1 FROM job_run WHERE job = $job AND local_date = $date`, {
      $job: job,
      $date: localDate,
    }) !== null,

  find(reader: Reader, id: string): JobRun | null {
    const row = reader.get<Row>(`SELECT * FROM job_run WHERE id = $id`, { $id: id });
    return row && runOf(row);
  },

  /** Runs that never came to an end, oldest first: while nothing runs, those of a worker that died. */
  unfinished: (reader: Reader): JobRun[] =>
    reader.all<Row>(`SELECT * FROM job_run WHERE status = 'running' ORDER BY started_at, id`).map(runOf),

  recent: (reader: Reader, limit: number): JobRun[] =>
    reader
      .all<Row>(`SELECT * FROM job_run ORDER BY started_at DESC, id DESC LIMIT $limit`, { $limit: limit })
      .map(runOf),

  takeUp(tx: Transaction, id: string): void {
    tx.run(`UPDATE job_run SET resumed = resumed + 1 WHERE id = $id`, { $id: id });
    tx.emit('jobs.changed', id);
  },

  note(tx: Transaction, id: string, counts: Record<string, number>): void {
    tx.run(`UPDATE job_run SET counts_json = $counts WHERE id = $id`, {
      $id: id,
      $counts: JSON.stringify(counts),
    });
  },

  finish(
    tx: Transaction,
    id: string,
    end: { status: Exclude<JobRunStatus, 'running'>; error: AppError | null },
    now: string,
  ): void {
    tx.run(`UPDATE job_run SET status = $status, error_json = $error, finished_at = $now WHERE id = $id`, {
      $id: id,
      $status: end.status,
      $error: end.error && JSON.stringify(end.error),
      $now: now,
    });
    tx.emit('jobs.changed', id);
  },
};

function runOf(row: Row): JobRun {
  return {
    id: row.id,
    job: row.job,
    localDate: row.local_date,
    plannedFor: row.planned_for,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    status: row.status,
    resumed: row.resumed,
    counts: JSON.parse(row.counts_json) as Record<string, number>,
    error: row.error_json ? (JSON.parse(row.error_json) as AppError) : null,
  };
}
