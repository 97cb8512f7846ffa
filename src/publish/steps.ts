import type { JobView } from './job.ts';
import type { Accumulated, JobContext } from './job-data.ts';

/** Uploaded photos are used again only within the same upload session and this long (spec section 6). */
export const UPLOAD_SESSION_MS = 3 * 60 * 60 * 1000;
/** The account is looked at again before each write; a look older than this does not count. */
const ACCOUNT_LOOK_MS = 60 * 1000;

export type Step =
  | { name: 'check_session' | 'read_configuration' | 'read_wardrobe' | 'recheck_account'; kind: 'read' }
  | { name: `upload_image_${number}`; kind: 'photo'; index: number; sha256: string }
  | { name: 'create_listing'; kind: 'create' }
  | { name: 'verify_listing'; kind: 'verify' };

export type StepKind = Step['kind'];

/**
 * The next step, made from what is done so far; null when only the saving is left. The whole order of a publication
 * stands here: session → configuration → newest items → photos → create, once → read back; and the
 * session again before each write.
 * @param nowMs wall clock: old uploads and old looks at the account no longer count
 */
export function nextStep(done: Accumulated, context: JobContext, nowMs: number): Step | null {
  if (done.listing_created) return done.verified ? null : { name: 'verify_listing', kind: 'verify' };
  if (!done.account_seen_at) return { name: 'check_session', kind: 'read' };
  if (!done.configuration_seen_at) return { name: 'read_configuration', kind: 'read' };
  if (!done.baseline) return { name: 'read_wardrobe', kind: 'read' };
  if (!accountIsFresh(done, nowMs)) return { name: 'recheck_account', kind: 'read' };
  const usable = uploadSessionIsOver(done, nowMs) ? [] : done.photos;
  const index = context.photos.findIndex((photo) => !usable.some((sent) => sent.sha256 === photo.sha256));
  if (index >= 0) {
    return { name: `upload_image_${index + 1}`, kind: 'photo', index, sha256: context.photos[index]!.sha256 };
  }
  return { name: 'create_listing', kind: 'create' };
}

/**
 * True when the account was looked at since the last write left, and not long ago (contract, rule R7: before each
 * write). A look from the future (the clock went back) does not count.
 */
function accountIsFresh(done: Accumulated, nowMs: number): boolean {
  const looked = Date.parse(done.account_rechecked_at ?? done.account_seen_at ?? '');
  const wrote = Date.parse(done.last_write_at ?? '');
  if (wrote >= looked) return false;
  return nowMs - looked >= 0 && nowMs - looked <= ACCOUNT_LOOK_MS;
}

/** True when the photos sent so far can no longer be used: they must be sent again under a new session. */
export function uploadSessionIsOver(done: Accumulated, nowMs: number): boolean {
  if (!done.session_started_at || done.listing_created) return false;
  const age = nowMs - Date.parse(done.session_started_at);
  return age < 0 || age > UPLOAD_SESSION_MS;
}

/** The four stages the seller sees. */
export function stageOf(
  step: string | null,
  status: JobView['status'],
  photosLeft: boolean,
): JobView['stage'] {
  if (status === 'completed') return 'done';
  if (!step) return 'waiting';
  if (step.startsWith('upload_image_')) return 'photos';
  switch (step) {
    case 'recheck_account':
      return photosLeft ? 'photos' : 'create';
    case 'create_listing':
      return 'create';
    case 'verify_listing':
      return 'verify';
    default:
      return 'session';
  }
}

/** The step a journal row tells of. */
export function stepNamed(name: string, context: JobContext): Step {
  const photo = /^upload_image_(\d+)$/.exec(name);
  if (photo) {
    const index = Number(photo[1]) - 1;
    return { name: `upload_image_${index + 1}`, kind: 'photo', index, sha256: context.photos[index]!.sha256 };
  }
  switch (name) {
    case 'check_session':
    case 'read_configuration':
    case 'read_wardrobe':
    case 'recheck_account':
      return { name, kind: 'read' };
    case 'create_listing':
      return { name, kind: 'create' };
    case 'verify_listing':
      return { name, kind: 'verify' };
    default:
      throw new Error(`no step is called ${name}`);
  }
}
