import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { StoreError } from '../store/store-errors.ts';
import type { Reader } from '../store/store.ts';
import { haltAccount } from './end-job.ts';
import type { PublishDeps } from './publish-deps.ts';
import { queueRepository } from './queue-repository.ts';
import { queueStateRepository } from './queue-state-repository.ts';
import { taskRepository } from './task-repository.ts';

/**
 * The runner was stopped by what is no outcome of a call. A disk that keeps nothing is shown as long as it lasts, and
 * tried again; a bug would come back at each try, so it halts the account until the seller resumes. Never throws.
 */
export async function tellTrouble(deps: PublishDeps, error: unknown): Promise<void> {
  try {
    // Only a write looks again at a disk that could not even be read.
    await deps.store.write(() => undefined);
    if (error instanceof StoreError) showTrouble(deps, error);
    else await haltForBug(deps, error);
  } catch (failure) {
    deps.log.error('why the queue stopped could not be kept', { error: failure });
    showTrouble(deps, failure);
  }
}

function haltForBug(deps: PublishDeps, error: unknown): Promise<void> {
  const accountId = deps.accountId();
  const detail = error instanceof Error ? error.name : undefined;
  return deps.store.write((tx) => {
    if (queueStateRepository.read(tx).halt) return;
    const reach = createIsOnItsWay(tx, accountId) ? 'maybe' : 'none';
    haltAccount(tx, appError('internal', { reach, detail }), null, deps.clock.now());
  });
}

function showTrouble(deps: PublishDeps, failure: unknown): void {
  const error = failure instanceof StoreError ? failure.appError : appError('internal');
  const reach = mayHaveLeft(deps) ? 'maybe' : 'none';
  const since = deps.trouble.get()?.since ?? isoTime(deps.clock.now());
  deps.trouble.set({ error: { ...error, reach }, since, resumeAfter: null });
}

function mayHaveLeft(deps: PublishDeps): boolean {
  try {
    const accountId = deps.accountId();
    return deps.store.read((reader) => createIsOnItsWay(reader, accountId));
  } catch {
    // What can't be read can't be ruled out.
    return true;
  }
}

function createIsOnItsWay(reader: Reader, accountId: string): boolean {
  const tasks = taskRepository(accountId);
  return queueRepository(accountId)
    .open(reader)
    .some((job) => tasks.openIntent(reader, job.id)?.step === 'create_listing');
}
