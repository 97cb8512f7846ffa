/** The control API: plain HTTP on loopback, for a test that runs in another process than the sandbox. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Match, Misbehaviour } from './misbehaviour.ts';
import { DEMO_ACCOUNT, SECOND_ACCOUNT, type Account } from './options.ts';
import type { Readings } from './readings.ts';
import type { Sandbox } from './sandbox.ts';

export interface ControlServer {
  port: number;
  close(): Promise<void>;
}

/** A match as JSON: an expression is `{"regex":"…"}`. */
type JsonMatch = Omit<Match, 'path'> & { path?: string | { regex: string } };
interface Command {
  match?: JsonMatch;
  timeoutMs?: number;
  account?: string;
  until?: string | null;
  readings?: Partial<Readings>;
}

function matchOf({ path, ...rest }: JsonMatch = {}): Match {
  return path === undefined
    ? rest
    : { ...rest, path: typeof path === 'string' ? path : new RegExp(path.regex) };
}

/** `demo`, `second`, or a login. */
function accountOf(name = 'demo'): Account {
  const found = [DEMO_ACCOUNT, SECOND_ACCOUNT].find((account) => account.login === name);
  return found ?? (name === 'second' ? SECOND_ACCOUNT : DEMO_ACCOUNT);
}

/** Each command by `METHOD /path`; what it gives is answered as JSON. */
function commands(sandbox: Sandbox): Record<string, (command: Command) => unknown> {
  const cancels: (() => void)[] = [];
  return {
    'GET /summary': () => sandbox.summary(),
    'GET /log': () => sandbox.log,
    'GET /violations': () => sandbox.violations,
    'GET /held': () => sandbox.held(),
    'POST /misbehave': (command) => {
      const rule = { ...command, match: matchOf(command.match) } as unknown as Misbehaviour;
      return { id: cancels.push(sandbox.misbehave(rule)) };
    },
    'POST /behave': () => sandbox.behave(),
    'POST /release': () => ({ released: sandbox.release() }),
    'POST /wait-for': ({ match, timeoutMs }) => sandbox.waitFor(matchOf(match), timeoutMs),
    'POST /sign-in': ({ account }) => sandbox.signInAs(accountOf(account)),
    'POST /sign-out': () => sandbox.signOut(),
    'POST /expire-access-token': () => sandbox.expireAccessToken(),
    'POST /rotate-csrf': () => sandbox.rotateCsrf(),
    'POST /expire-photos': () => sandbox.expirePhotos(),
    'POST /restrict': ({ account, until }) => sandbox.restrict(accountOf(account), until ?? null),
    'POST /readings': ({ readings }) => sandbox.setReadings(readings ?? {}),
  };
}

/** Starts the control API. Requests that come from a web page (Origin header) are refused. */
export async function startControlServer(sandbox: Sandbox, port: number): Promise<ControlServer> {
  const known = commands(sandbox);
  const server = createServer((incoming, outgoing) => {
    const command = known[`${incoming.method} ${incoming.url}`];
    const respond = (status: number, value: unknown): void => {
      outgoing
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(value ?? { ok: true }));
    };
    if (incoming.headers.origin !== undefined) return respond(403, { error: 'not for pages' });
    if (!command) return respond(404, { error: 'unknown command', known: Object.keys(known) });
    bodyOf(incoming)
      .then((body) => command(body))
      .then((value) => respond(200, value))
      .catch((error: unknown) =>
        respond(400, { error: error instanceof Error ? error.message : String(error) }),
      );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Command> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? (JSON.parse(text) as Command) : {};
}
