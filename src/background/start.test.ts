import { beforeEach, describe, expect, it, vi } from 'vitest';
import { appError } from '../shared/app-error.ts';
import { fail, ok } from '../shared/result.ts';
import { makeContext, type WorkerStart } from './make-context.ts';
import { startBackground } from './start.ts';

type Listener = (message: unknown, sender: unknown, reply: (answer: unknown) => void) => boolean;

const heard = vi.hoisted(() => ({ message: null as unknown }));
vi.mock('wxt/browser', () => {
  const event = { addListener: () => {} };
  const onMessage = { addListener: (listener: unknown) => (heard.message = listener) };
  const runtime = { id: 'own', getURL: (path: string) => `chrome-extension://own${path}` };
  return {
    browser: {
      runtime: { ...runtime, onMessage, onConnect: event, onInstalled: event, onStartup: event },
      alarms: { onAlarm: event, get: () => Promise.resolve({}) },
    },
  };
});
vi.mock('./make-context.ts', () => ({ makeContext: vi.fn() }));
vi.mock('./keep-house.ts', () => ({ keepHouse: () => Promise.resolve() }));
vi.mock('./badge.ts', () => ({ showBadge: () => Promise.resolve() }));
vi.mock('../publish/queue-view.ts', () => ({ queueView: () => Promise.resolve({}) }));
vi.mock('./handlers.ts', () => ({ handlers: { health: () => Promise.resolve(ok('alive')) } }));

const wake = vi.fn();
const runJobs = vi.fn(() => Promise.resolve());
const context = { queue: { wake }, jobs: { wake: runJobs } };
const session = { store: { onChange: () => () => {} }, context, datasetId: 'first' };
const giveBack = vi.fn();
const borrow = vi.fn(() => Promise.resolve(ok({ session, giveBack })));
const sessions = { open: session, borrow };
/** Opens the account as the real one does: told before it resolves. */
const opening = async (start: WorkerStart) => {
  await Promise.resolve();
  start.onOpened(session as never);
  return ok(sessions as never);
};

function askHealth(sender: unknown = { id: 'own', origin: 'chrome-extension://own' }): Promise<unknown> {
  const listener = heard.message as Listener;
  return new Promise((resolve) => listener({ kind: 'route', route: 'health', input: {} }, sender, resolve));
}

describe('the start of the worker', () => {
  beforeEach(() => {
    vi.mocked(makeContext).mockReset();
    wake.mockReset();
    runJobs.mockClear();
    giveBack.mockClear();
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });

  it.each([
    ['throws', () => Promise.reject(new Error('no such database')), 'internal'],
    ['fails', () => Promise.resolve(fail<never>(appError('storage_full'))), 'storage_full'],
  ])('that %s is answered as that, and tried again by the next message', async (_, failing, code) => {
    vi.mocked(makeContext).mockImplementation(failing);
    startBackground();
    expect(await askHealth()).toMatchObject({ ok: false, error: { code } });
    vi.mocked(makeContext).mockImplementation(opening);
    expect(await askHealth()).toEqual({ ok: true, value: 'alive', dataset: 'first' });
    expect(await askHealth()).toEqual({ ok: true, value: 'alive', dataset: 'first' });
    expect(wake).toHaveBeenCalledTimes(1);
    expect(runJobs).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a web page', { id: 'own', origin: 'https://www.vinted.fr', url: 'https://www.vinted.fr/' }],
    ['another extension', { id: 'other', origin: 'chrome-extension://own' }],
    ['a look-alike', { id: 'own', origin: 'chrome-extension://own.example' }],
  ])('answers nothing to %s', async (_, sender) => {
    vi.mocked(makeContext).mockImplementation(opening);
    startBackground();
    expect(await askHealth(sender)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });
});
