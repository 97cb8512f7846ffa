/** A strict local imitation of www.vinted.fr and images1.vinted.net, written from the contract notes alone. */
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from './certificate.ts';
import { startControlServer, type ControlServer } from './control-server.ts';
import { seedWardrobe } from './demo-wardrobe.ts';
import type { SandboxRequest } from './exchange.ts';
import { Misbehaviours, type Match, type Misbehaviour } from './misbehaviour.ts';
import { DEMO_ACCOUNT, withDefaults, type Account, type SandboxOptions } from './options.ts';
import type { Readings } from './readings.ts';
import { serve, type Site } from './server.ts';
import { Sessions } from './session.ts';
import { emptyState, type SandboxState } from './state.ts';
import { summarize, type Summary } from './summary.ts';

export { DEMO_ACCOUNT, SECOND_ACCOUNT, type Account, type SandboxOptions } from './options.ts';
export { READINGS, type Readings } from './readings.ts';
export type { SandboxRequest } from './exchange.ts';
export type { Match, Misbehaviour } from './misbehaviour.ts';
export type { Summary } from './summary.ts';

/** A running sandbox. */
export interface Sandbox {
  readonly port: number;
  /** Port of the control API, or null when none was asked for. */
  readonly controlPort: number | null;
  readonly certPem: string;
  /** base64 sha256 of the public key, for --ignore-certificate-errors-spki-list. */
  readonly spki: string;
  readonly log: readonly SandboxRequest[];
  readonly state: SandboxState;
  /** What a well-made client never does, and faults of the sandbox itself. A test asserts that it is empty. */
  readonly violations: string[];
  /** Adds a misbehaviour; call what it returns to take it away. */
  misbehave(misbehaviour: Misbehaviour): () => void;
  /** Takes every misbehaviour away; requests already held stay held. */
  behave(): void;
  /** The next request that matches, as soon as it arrives. `nth` and `times` do not count here. */
  waitFor(match: Match, timeoutMs?: number): Promise<SandboxRequest>;
  /** Requests whose answer is held. */
  held(): SandboxRequest[];
  /** Lets every held request go on; gives their number. */
  release(): number;
  signInAs(account: Account): void;
  signOut(): void;
  /** API calls are 401 until a page is loaded. */
  expireAccessToken(): void;
  /** The token a page gave is wrong until a page is loaded again. */
  rotateCsrf(): void;
  /** Photos uploaded so far and in no listing can no longer be used. */
  expirePhotos(): void;
  /** Shows a restriction in the account's own wardrobe page until a day (YYYY-MM-DD); null takes it away. */
  restrict(account: Account, until: string | null): void;
  setReadings(readings: Partial<Readings>): void;
  summary(): Summary;
  close(): Promise<void>;
}

/** Starts a sandbox on 127.0.0.1. It speaks HTTPS and tells its hosts apart by the Host header. */
export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const settings = withDefaults(options);
  const certificate = await makeCertificate();
  const site: Site = {
    settings,
    state: emptyState(),
    sessions: new Sessions(settings, settings.signedIn ? DEMO_ACCOUNT : null),
    misbehaviours: new Misbehaviours(),
    log: [],
    violations: [],
    held: [],
    waiters: [],
  };
  await seedWardrobe(site.state, settings);
  const server = createServer({ key: certificate.key, cert: certificate.cert }, (incoming, outgoing) => {
    // A client that goes away in mid-request is no fault of ours.
    serve(site, incoming, outgoing).catch(() => outgoing.socket?.destroy());
  });
  await listen(server, settings.port);
  const control: { server: ControlServer | null } = { server: null };
  const sandbox = makeSandbox(site, server, certificate, control);
  if (settings.controlPort !== null) control.server = await startControlServer(sandbox, settings.controlPort);
  return sandbox;
}

function makeSandbox(
  site: Site,
  server: Server,
  certificate: { cert: string; spki: string },
  control: { server: ControlServer | null },
): Sandbox {
  const { state, sessions, misbehaviours } = site;
  return {
    port: (server.address() as AddressInfo).port,
    get controlPort() {
      return control.server?.port ?? null;
    },
    certPem: certificate.cert,
    spki: certificate.spki,
    log: site.log,
    state,
    violations: site.violations,
    misbehave: (misbehaviour) => misbehaviours.add(misbehaviour),
    behave: () => misbehaviours.clear(),
    waitFor: (match, timeoutMs = 10_000) => waitFor(site, match, timeoutMs),
    held: () => site.held.map((one) => one.request),
    release: () => {
      const released = site.held.splice(0);
      for (const { release } of released) release();
      return released.length;
    },
    signInAs: (account) => sessions.signInAs(account),
    signOut: () => sessions.signInAs(null),
    expireAccessToken: () => sessions.expireAccessTokens(),
    rotateCsrf: () => sessions.rotateCsrf(),
    expirePhotos: () => {
      for (const photo of state.photos.values()) if (photo.usedBy === null) photo.expired = true;
    },
    restrict: (account, until) => {
      if (until === null) state.restrictions.delete(account.id);
      else state.restrictions.set(account.id, until);
    },
    setReadings: (readings) => void Object.assign(site.settings.readings, readings),
    summary: () => summarize(state, site.log, site.violations),
    close: async () => {
      await control.server?.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

async function waitFor(site: Site, match: Match, timeoutMs: number): Promise<SandboxRequest> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      site.waiters = site.waiters.filter((waiter) => waiter.found !== found);
      reject(new Error(`no request matched ${String(match.path ?? match.method)} within ${timeoutMs} ms`));
    }, timeoutMs);
    const found = (request: SandboxRequest): void => {
      clearTimeout(timer);
      resolve(request);
    };
    site.waiters.push({ match, found });
  });
}
