import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Order, Report, Signal } from './extension/orders.ts';

const ANSWER_LIMIT_MS = 60_000;

/** The test's end of the line to the worker: outside of the browser, so that what it heard survives every death. */
export interface Coordinator {
  address: string;
  /** Hands an order to whichever worker asks for one, and waits for its report. @throws what the worker threw */
  ask<T>(order: Order): Promise<T>;
  /** Hands out an order that has no end. Resolves once a worker has taken it. */
  start(order: Order): Promise<void>;
  /** Hears each signal of a storm. */
  onSignal: (signal: Signal) => void;
  close(): Promise<void>;
}

interface Pending {
  order: Order;
  isTaken: boolean;
  taken: () => void;
  answer: (report: Report) => void;
}

/** Listens on a free port of 127.0.0.1. */
export async function startCoordinator(): Promise<Coordinator> {
  let pending: Pending | null = null;
  /** The worker that waits for an order. One that died while it waited is none. */
  let idle: ServerResponse | null = null;
  let working: Pending | null = null;

  const match = (): void => {
    if (!pending || !idle) return;
    const given = pending;
    // A worker may be dead before its line is known to be cut: then the order is for the next one.
    idle.socket?.once('close', () => {
      if (working !== given || given.isTaken) return;
      [working, pending] = [null, given];
      match();
    });
    idle.end(JSON.stringify(given.order));
    [working, pending, idle] = [given, null, null];
  };
  const hand = (order: Order, answer: (report: Report) => void): Promise<void> =>
    new Promise((resolve) => {
      pending = { order, answer, isTaken: false, taken: resolve };
      match();
    });

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      switch (new URL(request.url ?? '/', 'http://127.0.0.1').pathname) {
        case '/next':
          idle = response;
          response.on('close', () => {
            if (idle === response) idle = null;
          });
          return match();
        case '/taken':
          if (working) working.isTaken = true;
          working?.taken();
          break;
        case '/signal':
          coordinator.onSignal(body as Signal);
          break;
        case '/report':
          working?.answer(body as Report);
          working = null;
      }
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const coordinator: Coordinator = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onSignal: () => undefined,
    start: (order) =>
      withinLimit(
        hand(order, () => undefined),
        order,
      ),
    ask: <T>(order: Order) =>
      withinLimit(
        new Promise<T>((resolve, reject) => {
          void hand(order, ({ value, error }) =>
            error === undefined ? resolve(value as T) : reject(new Error(error)),
          );
        }),
        order,
      ),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return coordinator;
}

/** A request that is cut short, because its sender died, never gives a body. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  return await new Promise((resolve) => {
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString() || 'null')));
    request.on('error', () => undefined);
  });
}

async function withinLimit<T>(work: Promise<T>, order: Order): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no worker did in time: ${JSON.stringify(order)}`)),
      ANSWER_LIMIT_MS,
    );
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
