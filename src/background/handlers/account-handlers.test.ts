import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { accountSettings } from '../../accounts/account-settings.ts';
import { adoptAccount } from '../../accounts/adopt-account.ts';
import { ensureAccount } from '../../accounts/ensure-account.ts';
import { ownerId } from '../../accounts/known-account.ts';
import { addDraft } from '../../drafts/create-draft.ts';
import { readDraft } from '../../drafts/read-draft.ts';
import { TestVinted } from '../../publish/test-vinted.ts';
import type { ChangeEvent, Store } from '../../store/store.ts';
import { testStore } from '../../store/test-store.ts';
import type { VintedFailure } from '../../vinted/vinted.ts';
import type { AccountControl } from '../account-control.ts';
import { accountHandlers, type AccountContext } from './account-handlers.ts';
import { asPage, valueOf } from './test-ask.ts';

const NOW = Date.parse('2026-11-21T10:00:00.000Z');
const LEA = { id: 'www.vinted.fr:1001', login: 'lea.vestiaire', domain: 'www.vinted.fr' };

let store: Store;
let vinted: TestVinted;
let context: AccountContext;
const ask = asPage<AccountContext, typeof accountHandlers>(accountHandlers, () => context);
const state = async () => valueOf(await ask('account.state'));
const refuse = (failure: VintedFailure) =>
  (vinted.faults = [{ on: 'current_user', outcome: { kind: 'refused', failure } }]);

beforeEach(async () => {
  store = await testStore();
  vinted = new TestVinted();
  const clock = { now: () => NOW, sleep: async () => {} };
  // What a change of databases adds is tested with the sessions.
  const accounts = { adopt: (id: string) => adoptAccount({ store, clock }, id) } as AccountControl;
  context = { store, vinted, clock, accounts, accountId: () => store.read(ownerId) };
});

describe('account.check', () => {
  it('knows nobody before Vinted was asked', async () => {
    expect(await state()).toEqual({ owner: null, signedIn: null, adoptionNeeded: false, checkedAt: null });
    expect(vinted.calls).toEqual([]);
  });

  it('asks once, keeps the answer with its time, and lets the page forget it', async () => {
    const events: ChangeEvent[] = [];
    store.onChange((changes) => events.push(...changes));
    const checked = valueOf(await ask('account.check'));
    expect(checked).toEqual({
      owner: null,
      signedIn: LEA,
      adoptionNeeded: true,
      checkedAt: '2026-11-21T10:00:00.000Z',
    });
    expect(await state()).toEqual(checked);
    expect(vinted.calls.map((call) => call.call)).toEqual(['current_user']);
    expect(vinted.acknowledged).toEqual([vinted.calls[0]!.requestId]);
    expect(events).toContainEqual({ name: 'account.changed', ids: [LEA.id] });
  });

  it('asks with a new request each time', async () => {
    await ask('account.check');
    await ask('account.check');
    expect(new Set(vinted.calls.map((call) => call.requestId)).size).toBe(2);
  });

  it('takes "signed out" for an answer', async () => {
    await ask('account.check');
    refuse({ code: 'signed_out', status: 401 });
    expect(valueOf(await ask('account.check'))).toMatchObject({ signedIn: null, adoptionNeeded: false });
    expect(await state()).toMatchObject({ signedIn: null, checkedAt: '2026-11-21T10:00:00.000Z' });
  });

  it.each(['challenge', 'network', 'rate_limited', 'vinted_changed', 'server_error'] as const)(
    'leaves what was known where Vinted could not say: %s',
    async (code) => {
      await ask('account.check');
      refuse({ code, route: '/api/v2/users/current' });
      expect(await ask('account.check')).toEqual({
        ok: false,
        error: { code, reach: 'none', params: { path: '/api/v2/users/current' } },
      });
      expect(await state()).toMatchObject({ signedIn: LEA });
    },
  );

  it('says so where no vinted page can be opened', async () => {
    vinted.pagesCanOpen = false;
    expect(await ask('account.check')).toMatchObject({ ok: false, error: { code: 'no_page' } });
  });

  it('keeps no secret and nothing beyond id, login and domain', async () => {
    await ask('account.check');
    const kept = store.read((reader) =>
      reader.all(`SELECT key, value FROM settings WHERE key LIKE 'account.%'`),
    );
    expect(kept).toEqual([
      {
        key: 'account.signed_in',
        value: JSON.stringify({ signedIn: LEA, checkedAt: '2026-11-21T10:00:00.000Z' }),
      },
    ]);
  });
});

describe('account.adopt', () => {
  it('gives everything of "local" to the account, in all tables', async () => {
    const id = await store.write((tx) => addDraft(tx, 'local', { title: 'Jean' }, context.clock));
    await ask('account.check');
    const adopted = valueOf(await ask('account.adopt', { accountId: LEA.id }));
    expect(adopted).toMatchObject({ owner: LEA, signedIn: LEA, adoptionNeeded: false });
    expect(context.accountId()).toBe(LEA.id);
    expect(store.read((reader) => readDraft(reader, LEA.id, id))).toMatchObject({
      title: 'Jean',
      piece: { reference: 1 },
    });
    expect(store.read((reader) => readDraft(reader, 'local', id))).toBe(null);
    for (const table of ['drafts', 'pieces', 'audit_log']) {
      const owners = store.read((reader) => reader.all(`SELECT DISTINCT user_id FROM ${table}`));
      expect(owners).toEqual([{ user_id: LEA.id }]);
    }
  });

  it('begins the first seven days', async () => {
    await store.write((tx) => tx.run(`UPDATE users SET created_at = '2020-01-01T00:00:00.000Z'`));
    await ask('account.check');
    await ask('account.adopt', { accountId: LEA.id });
    expect(store.read((reader) => accountSettings(reader, LEA.id, 0)).firstSeenAtMs).toBe(NOW);
  });

  it('goes on counting references', async () => {
    await store.write((tx) => addDraft(tx, 'local', {}, context.clock));
    await ask('account.check');
    await ask('account.adopt', { accountId: LEA.id });
    const id = await store.write((tx) => addDraft(tx, LEA.id, {}, context.clock));
    expect(store.read((reader) => readDraft(reader, LEA.id, id))?.piece?.reference).toBe(2);
  });

  it('refuses an account nobody is signed in to, or another one, or a second time', async () => {
    expect(await ask('account.adopt', { accountId: LEA.id })).toMatchObject({
      ok: false,
      error: { code: 'account_unknown' },
    });
    await ask('account.check');
    expect(await ask('account.adopt', { accountId: 'www.vinted.fr:2' })).toMatchObject({
      ok: false,
      error: { code: 'wrong_account', params: { found: 'lea.vestiaire', expected: 'www.vinted.fr:2' } },
    });
    expect(await state()).toMatchObject({ owner: null, adoptionNeeded: true });
    await ask('account.adopt', { accountId: LEA.id });
    vinted.account = { vintedId: '2', login: 'autre', domain: 'www.vinted.fr' };
    await ask('account.check');
    expect(await ask('account.adopt', { accountId: 'www.vinted.fr:2' })).toMatchObject({
      ok: false,
      error: { code: 'wrong_account', params: { found: 'autre', expected: 'lea.vestiaire' } },
    });
    expect(await state()).toMatchObject({ owner: LEA, signedIn: { login: 'autre' }, adoptionNeeded: false });
  });

  it('follows a changed login name, for the same account only', async () => {
    await ask('account.check');
    await ask('account.adopt', { accountId: LEA.id });
    vinted.account = { ...vinted.account, login: 'lea.nouveau' };
    expect(valueOf(await ask('account.check')).owner).toEqual({ ...LEA, login: 'lea.nouveau' });
    vinted.account = { vintedId: '2', login: 'autre', domain: 'www.vinted.fr' };
    expect(valueOf(await ask('account.check')).owner?.login).toBe('lea.nouveau');
  });
});

describe('ensureAccount', () => {
  it('makes the local account of a new database, once', async () => {
    await store.write((tx) => tx.run('DELETE FROM users'));
    await ensureAccount(store, context.clock);
    const generation = store.status().generation;
    await ensureAccount(store, context.clock);
    expect(store.status().generation).toBe(generation);
    expect(store.read((reader) => reader.all('SELECT id FROM users'))).toEqual([{ id: 'local' }]);
  });

  it('leaves an adopted database alone', async () => {
    await ask('account.check');
    await ask('account.adopt', { accountId: LEA.id });
    await ensureAccount(store, context.clock);
    expect(store.read((reader) => reader.all('SELECT id FROM users'))).toEqual([{ id: LEA.id }]);
  });
});

describe('account.openVinted', () => {
  beforeEach(() => fakeBrowser.reset());
  afterEach(() => vi.restoreAllMocks());

  it('opens Vinted, and comes back to that tab', async () => {
    const { tabId } = valueOf(await ask('account.openVinted'));
    expect(await browser.tabs.get(tabId)).toMatchObject({ url: 'https://www.vinted.fr/', active: true });
    await browser.tabs.create({ url: 'https://example.org/', active: true });
    const tab = await browser.tabs.get(tabId);
    // The fake knows no match patterns: the query is answered as a browser would.
    const query = vi.spyOn(browser.tabs, 'query').mockResolvedValue([tab] as never);
    expect(valueOf(await ask('account.openVinted')).tabId).toBe(tabId);
    expect(query).toHaveBeenCalledWith({ url: 'https://www.vinted.fr/*' });
    expect((await browser.tabs.get(tabId)).active).toBe(true);
    query.mockResolvedValue([{ ...tab, incognito: true }] as never);
    expect(valueOf(await ask('account.openVinted')).tabId).not.toBe(tabId);
  });

  it('opens the own wardrobe where the account is known, the start page where not', async () => {
    const first = valueOf(await ask('account.openVinted', { where: 'wardrobe' }));
    expect((await browser.tabs.get(first.tabId)).url).toBe('https://www.vinted.fr/');
    await ask('account.check');
    const second = valueOf(await ask('account.openVinted', { where: 'wardrobe' }));
    expect((await browser.tabs.get(second.tabId)).url).toBe('https://www.vinted.fr/member/1001');
  });
});
