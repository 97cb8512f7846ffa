import { defineStore } from 'pinia';
import { onScopeDispose, ref, shallowRef } from 'vue';
import type { JobsView } from '../../jobs/job-run.ts';
import type { PrunePreview } from '../../jobs/prune.ts';
import { call } from '../../messaging/client.ts';
import type { AppError } from '../../shared/app-error.ts';
import { onWorkerEvents } from '../composables/worker-events.ts';

const CALM_MS = 200;

/** What the prune would do, what it does now, and what it did, as the worker last told it. */
export const usePrune = defineStore('prune', () => {
  const preview = shallowRef<PrunePreview | null>(null);
  const jobs = shallowRef<JobsView | null>(null);
  const error = shallowRef<AppError | null>(null);
  const asking = ref(false);

  async function loadJobs(): Promise<void> {
    const wasRunning = jobs.value?.running ?? null;
    const answer = await call('jobs.recent', { limit: 8 });
    if (answer.ok) jobs.value = answer.value;
    error.value = answer.ok ? null : answer.error;
    // What it would do is another thing once it has done it.
    if (wasRunning && answer.ok && !answer.value.running) await loadPreview();
  }

  async function loadPreview(): Promise<void> {
    const answer = await call('storage.prune.preview', {});
    if (answer.ok) preview.value = answer.value;
    else error.value = answer.error;
  }

  async function ask(route: 'storage.prune.runNow' | 'storage.prune.cancel'): Promise<void> {
    if (asking.value) return;
    asking.value = true;
    const answer = await call(route, {});
    asking.value = false;
    await loadJobs();
    if (!answer.ok) error.value = answer.error;
  }

  /**
   * Keeps it live; the progress of many slices in a moment is one reading.
   * @returns the way to stop
   */
  function watch(): () => void {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const reload = (read: () => Promise<void>) => {
      soon ??= setTimeout(() => {
        soon = undefined;
        void read();
      }, CALM_MS);
    };
    void loadJobs();
    void loadPreview();
    const stops = [
      onWorkerEvents(['jobs.changed'], () => reload(loadJobs)),
      onWorkerEvents(['settings.changed'], () => void loadPreview()),
    ];
    return () => {
      clearTimeout(soon);
      for (const stop of stops) stop();
    };
  }

  return {
    preview,
    jobs,
    error,
    asking,
    loadJobs,
    loadPreview,
    watch,
    runNow: () => ask('storage.prune.runNow'),
    cancel: () => ask('storage.prune.cancel'),
  };
});

/** The prune, kept live while the component that asks is on screen. */
export function useLivePrune() {
  const prune = usePrune();
  onScopeDispose(prune.watch());
  return prune;
}
