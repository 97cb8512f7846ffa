import type { AppError } from '../shared/app-error.ts';

export const JOB_STATUSES = [
  'queued',
  'processing',
  'completed',
  'failed',
  'paused',
  'manual',
  'unknown',
  'cancelled',
] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];
export type PublishMode = 'rehearsal' | 'real';

/** A job of the queue as the interface shows it. */
export interface JobView {
  id: string;
  draftId: string;
  reference: number | null;
  title: string;
  priceCents: number;
  coverSha256: string | null;
  mode: PublishMode;
  status: JobStatus;
  /** `check_session`, `read_configuration`, `read_wardrobe`, `upload_image_2`, `recheck_account`, `create_listing`, `verify_listing`. */
  currentStep: string | null;
  stage: 'waiting' | 'session' | 'photos' | 'create' | 'verify' | 'done';
  photosDone: number;
  photosTotal: number;
  /** Hashes in sending order, for the strip of thumbnails. */
  photoSha256s: string[];
  error: AppError | null;
  /** When it may start, ISO; null when it can start at once or is done. */
  plannedAt: string | null;
  expiresAt: string | null;
  /** True once the create call may have left: then it can't be cancelled. */
  createSent: boolean;
  listingUrl: string | null;
  createdAt: string;
  updatedAt: string;
}

/** One attempt of a step, as the rehearsal and the activity show it. */
export interface TaskView {
  id: string;
  step: string;
  attempt: number;
  method: string | null;
  path: string | null;
  /** What is (or in a rehearsal would be) sent, without headers and without any secret. */
  payload: unknown;
  status: 'intended' | 'done' | 'rehearsed' | 'failed' | 'unknown' | 'not_sent';
  result: unknown;
  error: AppError | null;
  startedAt: string | null;
  finishedAt: string | null;
}

/** Why the queue of the account stands still, and from when it may be resumed (by hand). */
export interface QueueHalt {
  error: AppError;
  since: string;
  resumeAfter: string | null;
}

/** The pace clock (spec section 6). */
export interface PaceView {
  /** When the next publication may start, ISO; null = now. */
  nextAt: string | null;
  today: { used: number; limit: number };
  hour: { used: number; limit: number };
  /** True in an account's first 7 days, when the limits are lower. */
  firstWeek: boolean;
}

export interface QueueView {
  panic: boolean;
  paused: boolean;
  halt: QueueHalt | null;
  pace: PaceView;
  /** Unfinished jobs in order. */
  jobs: JobView[];
  /** The last finished ones, newest first, at most 20. */
  recent: JobView[];
}

/** One line of the preview: what is sent, and the id Vinted receives. */
export interface PreviewField {
  field:
    | 'category'
    | 'brand'
    | 'size'
    | 'condition'
    | 'colors'
    | 'materials'
    | 'package'
    | 'price'
    | 'attributes'
    | 'isbn';
  label: string;
  id: string;
}

/** What `vinted.listings.prepare` answers: exactly what would be sent, and the token that is bound to it. */
export interface Preview {
  draftId: string;
  reference: number | null;
  mode: PublishMode;
  confirmToken: string;
  expiresAt: string;
  contentHash: string;
  title: string;
  description: string;
  priceCents: number;
  currency: string;
  photoSha256s: string[];
  fields: PreviewField[];
  account: { id: string; login: string | null; domain: string };
  warnings: import('../gate/gate.ts').GateFinding[];
  pace: PaceView;
  /** True once the seller has ticked the notice on Vinted's terms. */
  termsAccepted: boolean;
  /** True once one rehearsal on this browser ended well: until then the dashed button comes first. */
  rehearsedBefore: boolean;
}
