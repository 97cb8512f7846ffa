import { computed, reactive } from 'vue';
import type { call as callRoute } from '../../messaging/client.ts';
import type { RouteOutput } from '../../messaging/routes.ts';
import type { JobView, Preview, PublishMode, QueueView } from '../../publish/job.ts';
import type { AppError, ErrorCode } from '../../shared/app-error.ts';
import { jobById, jobOfDraft } from '../queue/queue-standing.ts';
import { isOver } from '../queue/job-progress.ts';

/** Every effect of the flow, so that tests own them. */
export interface PreviewDeps {
  call: typeof callRoute;
  now(): number;
  newKey(): string;
}

interface PreviewState {
  /** `loading` nothing known yet · `shown` the preview stands · `following` a job of this draft is on screen */
  phase: 'loading' | 'shown' | 'following';
  preview: Preview | null;
  /** The content hash that was in view whole; another content must be looked at again. */
  seenHash: string | null;
  /** True when what is shown is not what was shown before: say so. */
  changed: boolean;
  /** What the seller's click started and was not answered yet. Set before anything is awaited. */
  sending: PublishMode | null;
  jobId: string | null;
  job: JobView | null;
  rehearsal: RouteOutput<'publish.rehearsal'>;
  error: AppError | null;
}

export type PublishBarrier = 'busy' | 'expired' | 'spent' | 'terms' | 'unseen' | 'mode';

/** After these the displayed token can't start anything any more. */
const SPENT: ReadonlySet<ErrorCode> = new Set(['token_stale', 'token_expired', 'bad_token', 'conflict']);

/**
 * The life of one preview page: prepare, show, confirm once, follow the job. One click sends at most once: the state
 * turns `sending` before the first await, and the idempotency key belongs to what is displayed.
 */
export function createPreviewFlow(draftId: string, deps: PreviewDeps) {
  const state = reactive<PreviewState>({
    phase: 'loading',
    preview: null,
    seenHash: null,
    changed: false,
    sending: null,
    jobId: null,
    job: null,
    rehearsal: null,
    error: null,
  });
  let idempotencyKey = '';
  /** Answers of an older question never overwrite those of a newer one. */
  let asked = 0;
  /** The rehearsal whose end is being read. */
  let finishing: string | null = null;

  const expired = (nowMs: number) => state.preview !== null && Date.parse(state.preview.expiresAt) <= nowMs;

  /** Why "publish" is off, or null when it is on. */
  function barrier(nowMs: number): PublishBarrier | null {
    if (!state.preview || state.sending || state.phase !== 'shown') return 'busy';
    if (expired(nowMs)) return 'expired';
    if (state.error && SPENT.has(state.error.code)) return 'spent';
    if (state.preview.mode !== 'real') return 'mode';
    if (!state.preview.termsAccepted) return 'terms';
    return state.seenHash === state.preview.contentHash ? null : 'unseen';
  }

  async function open(): Promise<void> {
    const queue = await deps.call('queue.view', {});
    if (queue.ok) {
      const job = queue.value.jobs.find((candidate) => candidate.draftId === draftId);
      if (job) return follow(job.id, queue.value);
    }
    await look();
  }

  /**
   * Prepares a preview and shows it. The same content stays "seen"; another one says that it changed.
   * @param rehearsal what was rehearsed just now, to be shown beside it
   */
  async function look(rehearsal: RouteOutput<'publish.rehearsal'> = null): Promise<void> {
    const mine = ++asked;
    const before = state.preview?.contentHash ?? null;
    if (!state.preview) state.phase = 'loading';
    state.error = null;
    const prepared = await deps.call('vinted.listings.prepare', { draft_id: draftId, mode: 'real' });
    if (mine !== asked) return;
    state.jobId = null;
    state.job = null;
    state.rehearsal = rehearsal;
    state.phase = 'shown';
    if (!prepared.ok) {
      if (prepared.error.code === 'conflict' && (await followOpenJob())) return;
      state.preview = null;
      state.error = prepared.error;
      return;
    }
    state.changed = before !== null && before !== prepared.value.contentHash;
    if (state.changed) state.seenHash = null;
    state.preview = prepared.value;
    idempotencyKey = deps.newKey();
  }

  function markSeen(): void {
    if (state.preview) state.seenHash = state.preview.contentHash;
  }

  async function acceptTerms(): Promise<void> {
    if (!state.preview || state.preview.termsAccepted) return;
    state.preview.termsAccepted = true;
    const kept = await deps.call('settings.set', { patch: { termsAccepted: true } });
    if (kept.ok || !state.preview) return;
    state.preview.termsAccepted = false;
    state.error = kept.error;
  }

  /** Walks everything without sending anything. Needs a token of its own: a rehearsal can't start a publication. */
  async function rehearse(): Promise<void> {
    if (!state.preview || state.sending || state.phase !== 'shown') return;
    state.sending = 'rehearsal';
    state.error = null;
    const shown = state.preview.contentHash;
    const prepared = await deps.call('vinted.listings.prepare', { draft_id: draftId, mode: 'rehearsal' });
    if (!prepared.ok) return refuse(prepared.error);
    if (prepared.value.contentHash !== shown) {
      state.sending = null;
      return look();
    }
    const started = await deps.call('vinted.listings.publish', {
      confirm_token: prepared.value.confirmToken,
      dry_run: true,
    });
    if (!started.ok) return refuse(started.error);
    state.sending = null;
    await follow(started.value.queue_id);
  }

  /** The seller's confirmation. */
  async function publish(): Promise<void> {
    if (barrier(deps.now()) || !state.preview) return;
    state.sending = 'real';
    state.error = null;
    const started = await deps.call('vinted.listings.publish', {
      confirm_token: state.preview.confirmToken,
      dry_run: false,
      idempotency_key: idempotencyKey,
    });
    if (!started.ok) return refuse(started.error);
    state.sending = null;
    await follow(started.value.queue_id);
  }

  /**
   * A start that was refused, or whose answer got lost with the worker. Where a job of this draft exists it is shown
   * instead: that is what the click, or an earlier one, has done.
   */
  async function refuse(error: AppError): Promise<void> {
    const lookAround = error.code === 'conflict' || error.code === 'worker_unreachable';
    if (lookAround && (await followOpenJob())) return;
    state.sending = null;
    state.error = error;
  }

  async function followOpenJob(): Promise<boolean> {
    const queue = await deps.call('queue.view', {});
    const job = queue.ok ? jobOfDraft(queue.value, draftId) : null;
    if (!queue.ok || !job || isOver(job)) return false;
    state.sending = null;
    await follow(job.id, queue.value);
    return true;
  }

  async function follow(jobId: string, known?: QueueView): Promise<void> {
    state.jobId = jobId;
    state.job = null;
    state.rehearsal = null;
    state.phase = 'following';
    state.error = null;
    if (known) await take(known);
    else await refresh();
  }

  /** Reads the queue again: called at every change it announces. */
  async function refresh(): Promise<void> {
    if (state.phase !== 'following') return;
    const queue = await deps.call('queue.view', {});
    if (queue.ok) await take(queue.value);
  }

  /** Takes the newest view of the queue, from wherever it came. */
  async function take(queue: QueueView): Promise<void> {
    if (state.phase !== 'following' || !state.jobId) return;
    const job = jobById(queue, state.jobId);
    if (!job) return;
    state.job = job;
    if (job.mode === 'rehearsal' && job.status === 'completed') await showRehearsal(job.id);
  }

  /** The rehearsal's token is spent and its draft ready again: what was shown is prepared anew beside its steps. */
  async function showRehearsal(jobId: string): Promise<void> {
    if (finishing === jobId) return;
    finishing = jobId;
    const rehearsal = await deps.call('publish.rehearsal', { draftId });
    await look(rehearsal.ok ? rehearsal.value : null);
    if (!rehearsal.ok) state.error = rehearsal.error;
  }

  return {
    state,
    open,
    look,
    markSeen,
    acceptTerms,
    rehearse,
    publish,
    refresh,
    take,
    barrier,
    expired,
    seen: computed(() => state.preview !== null && state.seenHash === state.preview.contentHash),
  };
}
