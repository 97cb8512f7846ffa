import { beforeEach, expect, it, vi } from 'vitest';

const sent = vi.hoisted(() => ({ messages: [] as unknown[], answer: {} as unknown }));
vi.mock('wxt/browser', () => ({
  browser: {
    runtime: {
      sendMessage: (message: unknown) => {
        sent.messages.push(message);
        return Promise.resolve(sent.answer);
      },
    },
  },
}));

/** A page: modules of its own. */
async function page() {
  vi.resetModules();
  const { call } = await import('./client.ts');
  const dataset = await import('./page-dataset.ts');
  return { call, ...dataset };
}
beforeEach(() => {
  sent.messages = [];
  sent.answer = { ok: true, value: 'alive', dataset: 'A' };
});

it('names what the page shows from the second request on, and gives the answer without it', async () => {
  const { call, followDataset, whenDatasetKnown } = await page();
  const switched = vi.fn();
  followDataset(switched);
  const known = whenDatasetKnown();
  expect(await call('health', {})).toEqual({ ok: true, value: 'alive' });
  expect(await known).toBe('A');
  await call('health', {});
  expect(sent.messages).toEqual([
    { kind: 'route', route: 'health', input: {} },
    { kind: 'route', route: 'health', input: {}, dataset: 'A' },
  ]);
  expect(switched).not.toHaveBeenCalled();
});

it('tells the page when another account is open, and goes on naming what it shows until it is loaded again', async () => {
  const { call, followDataset } = await page();
  const switched = vi.fn();
  followDataset(switched);
  await call('health', {});
  sent.answer = { ok: false, error: { code: 'account_switched' }, dataset: 'B' };
  expect(await call('health', {})).toEqual({ ok: false, error: { code: 'account_switched' } });
  expect(switched).toHaveBeenCalledTimes(1);
  await call('health', {});
  expect(sent.messages.at(-1)).toMatchObject({ dataset: 'A' });
  expect(switched).toHaveBeenCalledTimes(1);
});

it('binds nothing where a place follows no account', async () => {
  const { call, shownDataset } = await page();
  await call('panel.state', {});
  await call('panel.state', {});
  expect(shownDataset()).toBeNull();
  expect(sent.messages.at(-1)).not.toHaveProperty('dataset');
});
