import { describe, expect, it, vi } from 'vitest';
import { ok } from '../shared/result.ts';
import { StoreFullError } from '../store/store-errors.ts';
import { answerRoute, type Handlers } from './server.ts';

const log = { info: vi.fn(), error: vi.fn() };
const handlers = {
  'drafts.get': vi.fn(() => Promise.resolve(ok({ id: 'd' }))),
  'drafts.list': vi.fn((request: unknown) => Promise.resolve(ok(request))),
  'panel.state': vi.fn(() => Promise.resolve(ok({}))),
  'queue.view': vi.fn(() => Promise.reject(new Error('a bug'))),
  'queue.pause': vi.fn(() => Promise.reject(new StoreFullError('vbs-local.db'))),
} as unknown as Handlers<null>;
const ask = (caller: 'page' | 'panel' | null, route: string, input: unknown) =>
  answerRoute(handlers, Promise.resolve(ok(null)), caller, { route, input }, log);

describe('answerRoute', () => {
  it('gives handlers what was checked, with defaults', async () => {
    expect(await ask('page', 'drafts.list', undefined)).toEqual({
      ok: true,
      value: { status: 'all', text: '', sort: 'relevance', cursor: null, limit: 100 },
    });
  });

  it('lets the panel call its own routes only', async () => {
    expect(await ask('panel', 'panel.state', {})).toMatchObject({ ok: true });
    for (const route of ['drafts.get', 'drafts.list', 'queue.view']) {
      expect(await ask('panel', route, { id: 'd' })).toMatchObject({
        ok: false,
        error: { code: 'forbidden' },
      });
    }
  });

  it('answers nobody it does not know', async () => {
    expect(await ask(null, 'panel.state', {})).toMatchObject({ error: { code: 'forbidden' } });
  });

  it.each(['nothing.here', '__proto__', 'constructor', 'toString'])('knows no route %s', async (route) => {
    expect(await ask('page', route, {})).toMatchObject({ error: { code: 'not_found' } });
  });

  it.each([[{}], [{ id: '' }], [{ id: 7 }], [{ id: 'd', more: 1 }], ['text'], [null]])(
    'refuses %o, names the field, and calls no handler',
    async (input) => {
      const calls = vi.mocked(handlers['drafts.get']).mock.calls.length;
      expect(await ask('page', 'drafts.get', input)).toMatchObject({
        ok: false,
        error: { code: 'invalid_input' },
      });
      expect(vi.mocked(handlers['drafts.get']).mock.calls).toHaveLength(calls);
    },
  );

  it('makes a throw `internal` and a store that is full its own code', async () => {
    expect(await ask('page', 'queue.view', {})).toEqual({
      ok: false,
      error: { code: 'internal', detail: 'Error' },
    });
    expect(await ask('page', 'queue.pause', {})).toMatchObject({ error: { code: 'storage_full' } });
  });
});
