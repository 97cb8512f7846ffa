/** What a route is given and what it gives back. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Settings } from './options.ts';
import type { Session, Sessions } from './session.ts';
import type { SandboxState } from './state.ts';

/** What a request did to the state. */
export type Effect =
  | 'none'
  | 'photo'
  | 'create'
  | 'edit'
  | 'delete'
  | 'hide'
  | 'draft-create'
  | 'draft-update'
  | 'draft-complete'
  | 'draft-delete'
  | 'sign-in';

/** One line of the log. `status` is null while the request runs and when it never got an answer. */
export interface SandboxRequest {
  seq: number;
  /** When it had arrived, and when its answer had gone (null: it never got one), in ms. */
  at: number;
  answeredAt: number | null;
  method: string;
  host: string;
  path: string;
  query: string;
  /** Id of endpoints.json, or null. */
  endpoint: string | null;
  headerNames: string[];
  origin: string | null;
  referer: string | null;
  secFetchSite: string | null;
  csrf: 'right' | 'wrong' | 'absent';
  anonId: 'right' | 'wrong' | 'absent';
  accountId: number | null;
  status: number | null;
  effect: Effect;
  resourceId: number | null;
  /** Label of the misbehaviour that took part. */
  misbehaviour: string | null;
}

/** An answer before it is sent. A string body is sent as it is. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer | null;
  effect?: Effect;
  resourceId?: number;
}

/** One request as routes see it. */
export interface Exchange {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  cookies: Record<string, string>;
  body: Buffer;
  /** Session of the access token; null when signed out. Pages replace it by that of the visit. */
  session: Session | null;
  sessions: Sessions;
  state: SandboxState;
  settings: Settings;
  /** Records what a well-made client never does. */
  violate(text: string): void;
}

/** A handler for one endpoint of endpoints.json; `id` is the number in its path, 0 where there is none. */
export type Handler = (exchange: Exchange, id: number) => Answer | Promise<Answer>;
export type Routes = Readonly<Record<string, Handler>>;
