import type { Result } from '../shared/result.ts';

/**
 * What happened to one call, as the publish queue must know it:
 * - `done`        Vinted answered well and the answer fits its schema
 * - `refused`     a well-formed refusal: nothing was made
 * - `not_attempted` it certainly never left this browser
 * - `unclear`     it left, or may have left, and nobody can tell what came of it
 */
export type CallOutcome<T> =
  | { kind: 'done'; value: T }
  | { kind: 'refused'; failure: VintedFailure }
  | { kind: 'not_attempted'; failure: VintedFailure }
  | { kind: 'unclear'; failure: VintedFailure };

/** Vinted's failure, told apart by `src/vinted/classify.ts` (rules of the contract, section 7). */
export interface VintedFailure {
  code:
    | 'no_page'
    | 'signed_out'
    | 'challenge'
    | 'restricted'
    | 'action_required'
    | 'rate_limited'
    | 'network'
    | 'timeout'
    | 'server_error'
    | 'access_denied'
    | 'photo_upload_failed'
    | 'photo_too_large'
    | 'too_few_photos'
    | 'vinted_rejected'
    | 'vinted_changed';
  /** HTTP status, where there was an answer. */
  status?: number;
  /** Vinted's own `code` and its message in the seller's language. */
  apiCode?: number;
  message?: string;
  /** Fields named by a 400 code 99. */
  errors?: { field: string; value: string }[];
  /** Milliseconds from Retry-After. */
  retryAfterMs?: number;
  /** Path of the route whose answer did not fit (`vinted_changed`), and where. */
  route?: string;
  detail?: string;
}

export interface SignedInAccount {
  vintedId: string;
  login: string;
  domain: string;
}

export interface UploadedPhoto {
  id: number;
  orientation: number;
}

/** The body of a create, by meaning; `src/vinted/item-body.ts` turns it into Vinted's words. */
export interface ItemDraft {
  title: string;
  description: string;
  priceCents: number;
  currency: string;
  catalogId: number;
  brandId: number | null;
  brandLabel: string | null;
  sizeId: number | null;
  conditionId: number;
  colorIds: number[];
  packageSizeId: number;
  materialIds: number[];
  isbn: string | null;
  isUnisex: boolean;
  attributes: { code: string; ids: number[] }[];
  photos: UploadedPhoto[];
  uploadSessionId: string;
}

export interface ReadBackItem {
  id: string;
  title: string;
  priceCents: number | null;
  photoIds: number[];
  isDraft: boolean;
}

export interface WardrobeItem {
  id: string;
  title: string;
  priceCents: number | null;
  url: string | null;
}

/** How one step of a job reaches Vinted: intent first, then the call. See `src/publish/run-job.ts`. */
export interface CallHandle {
  /** Made by the caller and durable before the call: recall and acknowledge go by it. */
  requestId: string;
}

/** A vinted.fr tab that can make calls: the instance of the content script that lives in it now. */
export interface VintedPage {
  pageId: string;
  tabId: number;
}

/**
 * The calls a publication makes, each over the page transport. `execute…` never repeats by itself, except that a read
 * or a photo answered with 401 (stale token) or code 106 (stale CSRF token) is replayed once after a page load.
 */
export interface VintedSession {
  /** Finds or opens a vinted.fr page, the preferred one where it still answers. Fails with `no_page`. */
  openPage(prefer?: VintedPage): Promise<Result<VintedPage>>;
  currentUser(page: VintedPage, call: CallHandle): Promise<CallOutcome<SignedInAccount>>;
  formConfiguration(page: VintedPage, call: CallHandle): Promise<CallOutcome<{ currency: string | null }>>;
  newestWardrobeItems(
    page: VintedPage,
    call: CallHandle,
    vintedId: string,
  ): Promise<CallOutcome<WardrobeItem[]>>;
  uploadPhoto(
    page: VintedPage,
    call: CallHandle,
    photo: Blob,
    uploadSessionId: string,
  ): Promise<CallOutcome<UploadedPhoto>>;
  createItem(
    page: VintedPage,
    call: CallHandle,
    item: ItemDraft,
  ): Promise<CallOutcome<{ itemId: string; actions: string[] }>>;
  readItem(page: VintedPage, call: CallHandle, itemId: string): Promise<CallOutcome<ReadBackItem>>;
  /**
   * After the worker died in mid-call: the answer the page kept, parsed as the call would have been; `never_sent` where
   * the page swears it never saw the request (and will refuse it from now on), or where a read or photo was refused for a
   * stale session or token and its replay never left; `lost` where the page that made it is gone. Waits for an answer
   * still on its way.
   */
  recall<T>(
    page: VintedPage,
    call: CallHandle,
    step: 'current_user' | 'configuration' | 'wardrobe' | 'photo' | 'create' | 'read_item',
  ): Promise<{ kind: 'never_sent' } | { kind: 'lost' } | { kind: 'answered'; outcome: CallOutcome<T> }>;
  /** The outcome is durable: the page may forget the answer. */
  acknowledge(page: VintedPage, call: CallHandle): Promise<void>;
}

/** The method and path of each step, for the journal and the rehearsal (checked against the allow-list). */
export type VintedRoute = { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string };
