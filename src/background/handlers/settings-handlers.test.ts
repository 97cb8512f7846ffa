import { beforeEach, describe, expect, it } from 'vitest';
import { ownerId } from '../../accounts/known-account.ts';
import { addDraft } from '../../drafts/create-draft.ts';
import { readDraft } from '../../drafts/read-draft.ts';
import { recheckDraft } from '../../drafts/recheck-draft.ts';
import { recheckOutdated } from '../../drafts/recheck-outdated.ts';
import type { ChangeEvent, Store } from '../../store/store.ts';
import { testStore } from '../../store/test-store.ts';
import { BROWSER_STATE_DEFAULTS, type BrowserStateValues } from '../browser-state.ts';
import { settingsHandlers, type SettingsContext } from './settings-handlers.ts';
import { asPage, valueOf } from './test-ask.ts';

const clock = { now: () => Date.parse('2026-11-21T10:00:00.000Z'), sleep: async () => {} };
const DEFAULTS = {
  language: 'auto',
  theme: 'auto',
  preset: 'sober',
  hourLimit: 4,
  dayLimit: 15,
  termsAccepted: false,
  singleKeys: true,
  ttlDraftsDays: 30,
  ttlPublishLogDays: 90,
};

let store: Store;
let announced: ChangeEvent[];
let context: SettingsContext;
const ask = asPage<SettingsContext, typeof settingsHandlers>(settingsHandlers, () => context);
const get = async () => valueOf(await ask('settings.get'));
const set = (patch: unknown) => ask('settings.set', { patch });

beforeEach(async () => {
  store = await testStore();
  announced = [];
  const values: Partial<BrowserStateValues> = {};
  context = {
    store,
    clock,
    accountId: () => store.read(ownerId),
    announce: (events) => announced.push(...events),
    browserState: {
      get: (key) => Promise.resolve(values[key] ?? BROWSER_STATE_DEFAULTS[key]),
      set: (key, value) => {
        values[key] = value;
        return Promise.resolve();
      },
    },
  };
  store.onChange((events) => announced.push(...events));
});

describe('settings', () => {
  it('begin with the defaults and keep what is set', async () => {
    expect(await get()).toEqual(DEFAULTS);
    const changed = {
      preset: 'classic',
      hourLimit: 3,
      dayLimit: 8,
      termsAccepted: true,
      theme: 'dark',
      language: 'en',
    };
    expect(valueOf(await set(changed))).toEqual({ ...DEFAULTS, ...changed });
    expect(valueOf(await set({ singleKeys: false }))).toEqual({ ...DEFAULTS, ...changed, singleKeys: false });
    expect(await get()).toEqual({ ...DEFAULTS, ...changed, singleKeys: false });
  });

  it.each(['ttlDraftsDays', 'ttlPublishLogDays'])(
    '%s is a whole number of days from 7 to 365',
    async (name) => {
      for (const days of [7, 365])
        expect(valueOf(await set({ [name]: days }))).toMatchObject({ [name]: days });
      for (const days of [6, 366, 7.5, null, '30']) {
        expect(await set({ [name]: days })).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
      }
      expect(await get()).toEqual({ ...DEFAULTS, [name]: 365 });
      expect(store.read((reader) => reader.all('SELECT actor, action FROM audit_log'))).toEqual(
        Array(2).fill({ actor: 'seller', action: 'settings.set' }),
      );
    },
  );

  it('keep language, theme and keys out of the account', async () => {
    await set({ language: 'en', theme: 'dark', singleKeys: false });
    expect(store.read((reader) => reader.all('SELECT key FROM settings'))).toEqual([]);
    expect(announced).toEqual([{ name: 'settings.changed', ids: ['language', 'theme', 'singleKeys'] }]);
  });

  it('write changes of the account in the journal, and only changes', async () => {
    await set({ hourLimit: 3 });
    await set({ hourLimit: 3, dayLimit: 15 });
    const rows = store.read((reader) => reader.all('SELECT action, entity_id, before, after FROM audit_log'));
    expect(rows).toEqual([{ action: 'settings.set', entity_id: 'hourLimit', before: '4', after: '3' }]);
    expect(announced).toEqual([{ name: 'settings.changed', ids: ['hourLimit'] }]);
  });

  it.each([
    { hourLimit: 11 },
    { hourLimit: 0 },
    { dayLimit: 31 },
    { termsAccepted: false },
    { preset: 'loud' },
    { panic: true },
  ])('refuse %j and change nothing', async (patch) => {
    expect(await set({ theme: 'dark', ...patch })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
    expect(await get()).toEqual(DEFAULTS);
  });
});

describe('a changed preset', () => {
  async function ready(title: string): Promise<string> {
    const description = 'Manteau en laine, porté un hiver, sans défaut. Longueur 104 cm.';
    const listing = { catalogId: 221, brandId: 1, sizeId: 4, conditionId: 2, packageSizeId: 1 };
    return store.write((tx) => {
      const id = addDraft(tx, 'local', { title, description, priceCents: 1200, listing }, clock);
      tx.run(
        `INSERT INTO media_asset (id, user_id, sha256, width, height, mime, size_bytes) VALUES ($id, 'local', $id, 900, 900, 'image/jpeg', 9)`,
        { $id: id },
      );
      tx.run(
        `INSERT INTO photo_metadata (photo_id, user_id, draft_id, asset_id, file_size_bytes, compressed_size_bytes) VALUES ($id, 'local', $id, $id, 9, 9)`,
        { $id: id },
      );
      recheckDraft(tx, 'local', id, clock);
      return id;
    });
  }
  const draft = (id: string) => store.read((reader) => readDraft(reader, 'local', id))!;

  it('judges every draft again, both ways', async () => {
    const id = await ready('Manteau long en laine');
    expect(draft(id).status).toBe('ready');
    await set({ preset: 'classic' });
    expect(draft(id)).toMatchObject({ status: 'pending', flags: { blockers: [{ rule: 'hashtags_count' }] } });
    await set({ preset: 'sober' });
    expect(draft(id).status).toBe('ready');
  });

  it('ends a live confirmation, and leaves alone what a job holds', async () => {
    const free = await ready('Manteau long en laine');
    const held = await ready('Manteau court en laine');
    await store.write((tx) => {
      tx.run(`UPDATE drafts SET status = 'prepared', prepared_until = '2026-11-21T10:30:00.000Z'`);
      tx.run(
        `INSERT INTO plugin_queue (id, user_id, operation, draft_id, position) VALUES ('j', 'local', 'publish_product', $id, 1)`,
        { $id: held },
      );
    });
    await set({ preset: 'classic' });
    expect(draft(free)).toMatchObject({ status: 'pending', preparedUntil: null });
    expect(draft(held)).toMatchObject({ status: 'prepared', preparedUntil: '2026-11-21T10:30:00.000Z' });
  });

  it('and so does a newer gate, at the next start, once', async () => {
    const id = await ready('Manteau long en laine');
    await store.write((tx) =>
      tx.run(`UPDATE drafts SET title = '', flags_json = json_set(flags_json, '$.gate_version', 0)`),
    );
    expect(valueOf(await recheckOutdated(store, 'local', clock))).toEqual({ fellBack: [id] });
    expect(draft(id).status).toBe('pending');
    const generation = store.status().generation;
    expect(valueOf(await recheckOutdated(store, 'local', clock))).toEqual({ fellBack: [] });
    expect(store.status().generation).toBe(generation);
  });
});
