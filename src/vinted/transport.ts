import type { VintedRouteName } from './routes.ts';

/**
 * The version of what worker and content script say to each other, and of the list of routes. An update of the
 * extension leaves old content scripts in open pages: one of another version is not used.
 */
export const PROTOCOL_VERSION = 1;

/** A request by name: method, path and headers are made from the list of routes, never sent along. */
export interface VintedRequest {
  route: VintedRouteName;
  params: Readonly<Record<string, string | number | null>>;
  /** The body of a route whose body is JSON. */
  json?: unknown;
  /** The body of a photo upload. */
  photo?: { file: Blob; uploadSessionId: string };
  /** Read the CSRF token from a freshly fetched page first. */
  freshToken?: boolean;
}

/** What a transport saw, before anybody asks what it means. */
export type TransportOutcome =
  | VintedAnswer
  /** It certainly never left this browser. */
  | { kind: 'not_attempted'; reason: NotAttempted; formPage?: FormPage }
  /** It left, or may have left, and no complete answer came. */
  | { kind: 'no_answer'; reason: 'timeout' | 'network' | 'lost' };

export interface VintedAnswer {
  kind: 'answer';
  /** 0 = Vinted redirected. Redirects are never followed: they lead off the list of routes. */
  status: number;
  /** Those of `KEPT_HEADERS`, in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

export type NotAttempted =
  | 'not_allowed'
  | 'bad_body'
  | 'bad_photo'
  | 'offline'
  | 'no_csrf_token'
  /** The page is gone, is another one now, or holds a content script of another version. */
  | 'no_page'
  /** It was given up (recalled and never seen, or held up for too long) before it reached the page. */
  | 'given_up';

/** What was seen of `/items/new` when it held no CSRF token: facts only, never its text. */
export interface FormPage {
  seen: 'answer' | 'timeout' | 'network';
  status: number;
  challenge: boolean;
  retryAfter: string | null;
}

export type Recalled =
  /** This transport swears it never saw the request, and refuses it from now on. */
  | { kind: 'never_sent' }
  /** Nobody can tell any more. */
  | { kind: 'lost' }
  | { kind: 'outcome'; outcome: TransportOutcome };

/** One way to reach Vinted. `src/vinted/transport-contract.ts` is what each implementation must pass. */
export interface Transport {
  /** Makes the request, at most once for a request id however often it is asked. Never rejects. */
  execute(requestId: string, request: VintedRequest): Promise<TransportOutcome>;
  /** What came of a request; waits for one on its way. */
  recall(requestId: string): Promise<Recalled>;
  /** The outcome is durable elsewhere: it may be forgotten. The id stays used. */
  acknowledge(requestId: string): Promise<void>;
}
