import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isBrowserHost } from './browser-hosts.ts';

export type Verdict = 'sandbox' | 'browser' | 'foreign';

export interface Connection {
  at: number;
  host: string;
  port: number;
  verdict: Verdict;
}

/** A proxy that every connection of a browser goes through, and what it saw. */
export interface LoggingProxy {
  port: number;
  connections: Connection[];
  /** Hosts that are neither the sandbox's nor the browser's own: must be empty. Sorted, each once. */
  foreignHosts(): string[];
  browserHosts(): string[];
  close(): Promise<void>;
}

function isSandboxHost(host: string, port: number): boolean {
  return port === 443 && (host === 'www.vinted.fr' || host.endsWith('.vinted.net'));
}

function judge(host: string, port: number): Verdict {
  if (isSandboxHost(host, port)) return 'sandbox';
  return isBrowserHost(host) ? 'browser' : 'foreign';
}

/**
 * Starts a proxy on a free port of 127.0.0.1. Vinted's hosts are led to the sandbox; everything else is written down
 * and refused, so that nothing reaches the internet.
 * @param sandboxPort where the sandbox listens on 127.0.0.1
 */
export async function startProxy(sandboxPort: number): Promise<LoggingProxy> {
  const connections: Connection[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer();

  const note = (host: string, port: number): Verdict => {
    const verdict = judge(host.toLowerCase(), port);
    connections.push({ at: Date.now(), host: host.toLowerCase(), port, verdict });
    return verdict;
  };
  server.on('connection', (socket) => keep(sockets, socket));
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => client.destroy());
    const { host, port } = splitAuthority(request.url ?? '');
    if (note(host, port) !== 'sandbox')
      return client.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
    tunnel(client, head, keep(sockets, connect(sandboxPort, '127.0.0.1')));
  });
  // Plain http: nobody of ours speaks it.
  server.on('request', (request, response) => {
    const url = URL.parse(request.url ?? '');
    if (url) note(url.hostname, Number(url.port || 80));
    response.writeHead(403, { 'content-length': 0 }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const hosts = (verdict: Verdict) =>
    [...new Set(connections.filter((one) => one.verdict === verdict).map((one) => one.host))].sort();
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    foreignHosts: () => hosts('foreign'),
    browserHosts: () => hosts('browser'),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function splitAuthority(authority: string): { host: string; port: number } {
  const at = authority.lastIndexOf(':');
  return at === -1
    ? { host: authority, port: 443 }
    : { host: authority.slice(0, at), port: Number(authority.slice(at + 1)) };
}

function tunnel(client: Duplex, head: Buffer, upstream: Socket): void {
  upstream.on('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) upstream.write(head);
    upstream.pipe(client);
    client.pipe(upstream);
  });
  // What one side breaks, the other must see broken: a cut answer is part of what is tested.
  upstream.on('error', () => client.destroy());
  upstream.on('close', () => client.destroy());
  client.on('close', () => upstream.destroy());
}

function keep<T extends Duplex>(sockets: Set<Duplex>, socket: T): T {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  return socket;
}
