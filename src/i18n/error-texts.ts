import type { AppError, ErrorCode, Reach } from '../shared/app-error.ts';
import { formatDate, formatTime } from './format.ts';
import { hasText, translate, type Language, type TextKey, type TextParams } from './index.ts';

/** What the one button of an error does; who shows the error carries it out. */
export type ErrorAction =
  | 'fix'
  | 'preview'
  | 'queue'
  | 'open_vinted'
  | 'resume'
  | 'retry'
  | 'compare'
  | 'open_listing'
  | 'export_report'
  | 'reload'
  | 'drafts'
  | 'studio'
  | 'choose_photos'
  | 'choose_file'
  | 'close';

interface ErrorManner {
  action: ErrorAction;
  reach: Reach;
  /** `no`: refused. `you`: a person is needed. `calm`: good to know. */
  tone: 'no' | 'you' | 'calm';
}

const manner = (
  action: ErrorAction,
  tone: ErrorManner['tone'] = 'you',
  reach: Reach = 'none',
): ErrorManner => ({
  action,
  tone,
  reach,
});

/** Button, tone and reach (before the create call left) of every code. */
export const ERROR_MANNERS: Record<ErrorCode, ErrorManner> = {
  invalid_input: manner('fix', 'no'),
  not_found: manner('drafts'),
  forbidden: manner('studio'),
  internal: manner('reload', 'no'),
  worker_unreachable: manner('retry'),
  conflict_revision: manner('compare'),
  invalid_move: manner('queue'),
  draft_locked: manner('queue', 'calm'),
  look_first: manner('resume'),
  undo_conflict: manner('close', 'calm'),
  undo_done: manner('close', 'calm'),
  undo_impossible: manner('close', 'calm'),
  storage_full: manner('retry', 'no'),
  store_unreadable: manner('reload', 'no'),
  store_newer: manner('reload'),
  store_lost: manner('reload', 'no'),
  store_foreign: manner('reload', 'no'),
  gate_blocked: manner('fix', 'no'),
  bad_token: manner('preview'),
  token_expired: manner('preview'),
  token_stale: manner('preview'),
  conflict: manner('queue', 'calm'),
  account_unknown: manner('open_vinted'),
  wrong_account: manner('open_vinted'),
  account_busy: manner('queue', 'calm'),
  account_switched: manner('reload', 'calm'),
  account_exists: manner('close', 'calm'),
  panic: manner('queue'),
  terms_not_accepted: manner('preview'),
  no_page: manner('open_vinted'),
  signed_out: manner('open_vinted'),
  challenge: manner('open_vinted'),
  restricted: manner('open_vinted', 'no'),
  action_required: manner('open_vinted'),
  rate_limited: manner('resume'),
  network: manner('retry'),
  timeout: manner('retry'),
  server_error: manner('retry'),
  access_denied: manner('open_vinted', 'no'),
  photo_upload_failed: manner('retry'),
  photo_too_large: manner('fix', 'no'),
  too_few_photos: manner('choose_photos', 'no'),
  upload_session_rejected: manner('queue'),
  vinted_rejected: manner('fix', 'no'),
  vinted_changed: manner('export_report'),
  outcome_unknown: manner('compare', 'you', 'maybe'),
  verify_failed: manner('open_listing', 'calm', 'sent'),
  under_review: manner('open_listing', 'calm', 'sent'),
  cancelled: manner('preview', 'calm'),
  job_expired: manner('preview'),
  photo_unreadable: manner('choose_photos', 'no'),
  photo_too_small: manner('choose_photos', 'no'),
  photo_too_big: manner('choose_photos', 'no'),
  photo_not_an_image: manner('choose_photos', 'no'),
  photo_limit: manner('fix'),
  photo_duplicate: manner('close', 'calm'),
  photo_missing: manner('fix', 'no'),
  file_not_an_archive: manner('choose_file', 'no'),
  file_not_an_export: manner('choose_file', 'no'),
  file_version_newer: manner('choose_file'),
  file_too_large: manner('choose_file'),
  file_hostile: manner('choose_file', 'no'),
  file_damaged: manner('choose_file', 'no'),
};

export interface ErrorTexts extends ErrorManner {
  title: string;
  what: string;
  onVinted: string;
  next: string;
  button: string;
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** The queue names a photo `photo` and counts `photosSent`, where the texts say `{i}` and `{n}`. */
const SAME_FACT = [
  ['i', 'photo'],
  ['n', 'photosSent'],
] as const;

/** Facts in the seller's words: times as "14:32", steps, fields and rules by their names. Null counts as not known. */
function wordsFor(
  language: Language,
  params: Record<string, string | number | null | undefined>,
): TextParams {
  const words: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined || value === '') continue;
    const word = typeof value === 'string' ? wordFor(language, name, value) : value;
    // A rule whose own text needs facts we do not have here is not named at all.
    if (typeof word === 'number' || !(name === 'rule' && word.includes('{'))) words[name] = word;
  }
  for (const [name, other] of SAME_FACT) if (!(name in words) && other in words) words[name] = words[other]!;
  return words;
}

/** Vinted's names of fields, where they are not ours. */
const OUR_FIELD: Record<string, string> = {
  catalog: 'category',
  catalog_id: 'category',
  brand_id: 'brand',
  color: 'colors',
  color_ids: 'colors',
  material: 'materials',
  package_size: 'package',
  package_size_id: 'package',
  size_id: 'size',
  status: 'condition',
  status_id: 'condition',
};

/** Our name of a field that an error names: the one its part of the form carries. */
export function fieldNamed(name: string): string {
  return OUR_FIELD[name] ?? name;
}

function wordFor(language: Language, name: string, value: string): string {
  if (ISO_TIME.test(value))
    return name === 'date' ? formatDate(language, value) : formatTime(language, value);
  const named = {
    step: `status.step.${value.replace(/_\d+$/, '')}`,
    field: `editor.field.${fieldNamed(value)}`,
    rule: `gate.${value}.title`,
  }[name];
  return named && hasText(named) ? translate(language, named) : value;
}

const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);

/**
 * The texts of an error: what happened, what may have reached Vinted, what next, and the button. A line whose facts are
 * not all known is said without them.
 * @param facts what the place knows beyond the error itself, such as `ref`
 */
export function describeError(
  language: Language,
  error: AppError,
  facts: Record<string, string | number | null | undefined> = {},
): ErrorTexts {
  const base = ERROR_MANNERS[error.code];
  const reach = error.reach ?? base.reach;
  const words = wordsFor(language, { ...facts, field: error.field, ...error.params });
  const count = typeof words.n === 'number' ? words.n : undefined;

  const line = (part: 'title' | 'what' | 'onVinted' | 'next' | 'action'): string => {
    const key = `errors.${error.code}.${part}`;
    const bare = `${key}Bare`;
    const params = count === undefined ? words : { ...words, count };
    // Asked without values the placeholders stay, and tell what the line needs.
    const template = translate(language, key as TextKey, { count: count ?? 2 });
    const missing = placeholdersOf(template).some((name) => !(name in words));
    const nothingToCount = part !== 'title' && count === 0 && hasText(`${key}_other`);
    return (missing || nothingToCount) && hasText(bare)
      ? translate(language, bare)
      : translate(language, key as TextKey, { count: 2, ...params });
  };

  const onVinted = (): string => {
    if (reach === base.reach) return line('onVinted');
    const own = `errors.${error.code}.onVintedMaybe`;
    if (reach === 'maybe' && hasText(own)) return translate(language, own);
    return translate(language, `status.reach.${reach}`);
  };

  return {
    ...base,
    reach,
    tone: reach === 'maybe' ? 'you' : base.tone,
    title: line('title'),
    what: line('what'),
    onVinted: onVinted(),
    next: line('next'),
    button: line('action'),
  };
}
