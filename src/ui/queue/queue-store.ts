import { defineStore } from 'pinia';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { call } from '../../messaging/client.ts';
import type { QueueView } from '../../publish/job.ts';
import type { AppError } from '../../shared/app-error.ts';
import type { Result } from '../../shared/result.ts';
import { onWorkerEvents } from '../composables/worker-events.ts';

export type QueueAction = 'pause' | 'resume' | 'cancel' | 'move' | 'panic';

/**
 * The queue as the worker last told it, and the few things a seller can do to it. Every action answers with the new
 * view, so that a click shows at once.
 */
export const useQueue = defineStore('queue', () => {
  const view = shallowRef<QueueView | null>(null);
  const error = shallowRef<AppError | null>(null);
  const busy = ref<QueueAction | null>(null);
  let newest = 0;

  function take(mine: number, answer: Result<QueueView>): boolean {
    // An older question answered late must not undo what a newer one showed.
    if (mine === newest && answer.ok) view.value = answer.value;
    if (mine === newest) error.value = answer.ok ? null : answer.error;
    return answer.ok;
  }

  async function load(): Promise<void> {
    const mine = ++newest;
    take(mine, await call('queue.view', {}));
  }

  async function act(action: QueueAction, ask: () => Promise<Result<QueueView>>): Promise<boolean> {
    // Stopping everything never waits for another click.
    if (busy.value && action !== 'panic') return false;
    busy.value = action;
    const before = newest;
    const answer = await ask();
    busy.value = null;
    if (!answer.ok) {
      error.value = answer.error;
      return false;
    }
    // A change heard meanwhile may be newer than this answer: then ask again.
    const overtaken = newest !== before;
    take(++newest, answer);
    if (overtaken) void load();
    return true;
  }

  /**
   * Keeps the view live.
   * @returns the way to stop
   */
  function watch(): () => void {
    void load();
    return onWorkerEvents(['queue.changed', 'account.changed', 'settings.changed'], () => void load());
  }

  return {
    view,
    error,
    busy,
    load,
    watch,
    pause: () => act('pause', () => call('queue.pause', {})),
    resume: (jobId: string | null = null) => act('resume', () => call('queue.resume', { jobId })),
    cancel: (jobId: string) => act('cancel', () => call('queue.cancel', { jobId })),
    moveToTop: (jobId: string) => act('move', () => call('queue.moveToTop', { jobId })),
    panic: (on: boolean) => act('panic', () => call('panic.set', { on })),
  };
});

/** The queue, kept live while the component that asks is on screen. */
export function useLiveQueue() {
  const queue = useQueue();
  onScopeDispose(queue.watch());
  return queue;
}
