import { appError } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { Reader } from '../store/store.ts';
import type { PublishDeps } from './publish-deps.ts';
import { queueRepository } from './queue-repository.ts';
import { mustStandStill } from './stand-still.ts';
import { taskRepository } from './task-repository.ts';

/** What of an account is not over yet. */
export interface UnfinishedWork {
  /** Jobs that wait, run or are paused. */
  jobs: number;
  /** Publications of which only the seller can say whether they are online. */
  inDoubt: { title: string; since: string }[];
}

export function unfinishedWork(reader: Reader, accountId: string): UnfinishedWork {
  const open = queueRepository(accountId).open(reader);
  return {
    jobs: open.filter((job) => job.status !== 'unknown').length,
    inDoubt: open
      .filter((job) => job.status === 'unknown')
      .map((job) => ({ title: job.context.item.title, since: job.updatedAt })),
  };
}

/**
 * Whether the account's queue may be left alone: not while a call may be on its way, nor while a job could start by
 * itself. What is paused, halted or waits for the seller stays in its database until the account is open again.
 * @returns `account_busy` with the number of jobs
 */
export async function mayLeaveQueue(
  deps: Pick<PublishDeps, 'store' | 'accountId' | 'browserState'>,
): Promise<Result<void>> {
  const still = await mustStandStill(deps);
  const accountId = deps.accountId();
  const tasks = taskRepository(accountId);
  const count = deps.store.read((reader) => {
    const open = queueRepository(accountId).open(reader);
    const moving = (job: (typeof open)[number]) => job.status === 'queued' || job.status === 'processing';
    return open.filter((job) => tasks.openIntent(reader, job.id) || (!still && moving(job))).length;
  });
  return count === 0 ? ok() : fail(appError('account_busy', { params: { count }, reach: 'none' }));
}
