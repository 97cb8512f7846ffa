import type { AppError } from '../shared/app-error.ts';
import type { GateFlags } from '../gate/gate.ts';
import type { ItemDraft } from '../vinted/vinted.ts';
import type { PublishMode } from './job.ts';

/** The version of the contract with Vinted that a job was confirmed under. */
export const CONTRACT_VERSION = '2026-11';

/** `context_data`: what was confirmed. Never changes after the job was made. */
export interface JobContext {
  mode: PublishMode;
  accountId: string;
  contentHash: string;
  /** What is sent, without photo ids and upload session: those come from the steps. */
  item: Omit<ItemDraft, 'photos' | 'uploadSessionId'>;
  photos: { photoId: string; sha256: string }[];
  gate: GateFlags | null;
  contractVersion: string;
}

/** `accumulated_data`: what the steps found and made so far. Steps are generated from it. */
export interface Accumulated {
  account_seen_at: string | null;
  account_rechecked_at: string | null;
  /** When the last photo or create came back, well or not: the account is looked at again after it, which clears this. */
  last_write_at: string | null;
  configuration_seen_at: string | null;
  /** The newest item ids of the wardrobe before the create. */
  baseline: { item_ids: string[]; seen_at: string } | null;
  upload_session_id: string | null;
  session_started_at: string | null;
  photos: { sha256: string; id: number; orientation: number; at: string }[];
  vinted_id: string | null;
  url: string | null;
  listing_created: boolean;
  /** `failed`: created, but it could not be read back as it was sent. */
  verified: 'ok' | 'failed' | 'rehearsed' | null;
  verify_error: AppError | null;
  /** The step that failed last, and how often; forgotten once it went well, and at each resume by hand. */
  failing_step: string | null;
  attempts: number;
  /** How often the vinted page was lost during this job: at the second time the job stops. */
  pages_lost: number;
}

export function nothingDone(): Accumulated {
  return {
    account_seen_at: null,
    account_rechecked_at: null,
    last_write_at: null,
    configuration_seen_at: null,
    baseline: null,
    upload_session_id: null,
    session_started_at: null,
    photos: [],
    vinted_id: null,
    url: null,
    listing_created: false,
    verified: null,
    verify_error: null,
    failing_step: null,
    attempts: 0,
    pages_lost: 0,
  };
}

/** What must be looked at again when a human resumes a job: everything but the photos already sent. */
export function withNewPreflight(done: Accumulated): Accumulated {
  if (done.listing_created) return { ...done, failing_step: null, attempts: 0, pages_lost: 0 };
  return {
    ...done,
    account_seen_at: null,
    account_rechecked_at: null,
    configuration_seen_at: null,
    baseline: null,
    failing_step: null,
    attempts: 0,
    pages_lost: 0,
  };
}

/**
 * After another account was found signed in: the photos sent before ours was last seen. A later one may have gone to
 * the other account, whose photos ours can't use.
 */
export function photosSurelyOurs(done: Accumulated): Accumulated['photos'] {
  const looked = done.account_rechecked_at ?? done.account_seen_at;
  return looked === null ? done.photos : done.photos.filter((photo) => photo.at < looked);
}
