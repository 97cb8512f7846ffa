/**
 * Every failure a seller can meet. One closed list: the interface has a text for each code in each language
 * (a test proves none is missing), and `src/publish/outcome-policy.ts` says what the queue does at each.
 */
export const ERROR_CODES = [
  // the request to the worker itself
  'invalid_input',
  'not_found',
  'forbidden',
  'internal',
  'worker_unreachable',
  // the store
  'conflict_revision',
  'invalid_move',
  'draft_locked',
  'look_first',
  'undo_conflict',
  'undo_done',
  'undo_impossible',
  'storage_full',
  'store_unreadable',
  'store_newer',
  'store_lost',
  'store_foreign',
  // preparing and confirming
  'gate_blocked',
  'bad_token',
  'token_expired',
  'token_stale',
  'conflict',
  'account_unknown',
  'wrong_account',
  'account_busy',
  'account_switched',
  'account_exists',
  'panic',
  'terms_not_accepted',
  // on the way to Vinted
  'no_page',
  'signed_out',
  'challenge',
  'restricted',
  'action_required',
  'rate_limited',
  'network',
  'timeout',
  'server_error',
  'access_denied',
  'photo_upload_failed',
  'photo_too_large',
  'too_few_photos',
  'upload_session_rejected',
  'vinted_rejected',
  'vinted_changed',
  'outcome_unknown',
  'verify_failed',
  'under_review',
  'cancelled',
  'job_expired',
  // photos and files
  'photo_unreadable',
  'photo_too_small',
  'photo_too_big',
  'photo_not_an_image',
  'photo_limit',
  'photo_duplicate',
  'photo_missing',
  'file_not_an_archive',
  'file_not_an_export',
  'file_version_newer',
  'file_too_large',
  'file_hostile',
  'file_damaged',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Whether something may have reached Vinted: nothing left, it arrived, or nobody can tell. */
export type Reach = 'none' | 'sent' | 'maybe';

/** A failure as plain JSON: it crosses messages and stands in `error_json`. Never holds a secret. */
export interface AppError {
  code: ErrorCode;
  /** What the text needs: `{photo}`, `{field}`, `{time}` … Values are shown to the seller as they are. */
  params?: Record<string, string | number>;
  reach?: Reach;
  /** The field of a form it stands beside, where there is one. */
  field?: string;
  /** For the log only; never shown. */
  detail?: string;
}

export function appError(code: ErrorCode, rest: Omit<AppError, 'code'> = {}): AppError {
  return { code, ...rest };
}
