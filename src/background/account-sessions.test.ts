import type { Head } from '../paged-sqlite/page-disk.ts';
import { describe, expect, it } from 'vitest';
import { EMPTY_BOOK } from '../accounts/account-book.ts';
import { FIRST_DATASET } from '../accounts/account-id.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { valueOf } from './handlers/test-ask.ts';
import { accountsRig, Death, draft, LEA, SACHA, signIn, titles } from './test-accounts.ts';

const LOCAL = 'vbs-local.db';
const OF_LEA = 'vbs-www.vinted.fr-1001.db';
const OF_SACHA = 'vbs-www.vinted.fr-2002.db';
const SHA = 'a'.repeat(64);
const blob = () => new Blob(['12345']);

/** A browser in which Léa has adopted one draft and one photo, and Sacha has a database with another of each. */
async function twoAccounts() {
  const rig = accountsRig();
  const life = await rig.start();
  await draft(life.store(), 'of Léa');
  await life.sessions.open.context.blobs.put(SHA, { full: blob(), thumbnail: blob() });
  await signIn(life.store(), LEA);
  valueOf(await life.control.adopt(LEA.id));
  await signIn(life.store(), SACHA);
  valueOf(await life.control.switchTo(SACHA.id, true));
  const ofSacha = await draft(life.store(), 'of Sacha');
  await life.sessions.open.context.blobs.put('b'.repeat(64), { full: blob(), thumbnail: blob() });
  return { rig, ofSacha, ...life };
}

describe('the first start', () => {
  it('makes the local database, and finds it again', async () => {
    const rig = accountsRig();
    const { sessions, store } = await rig.start();
    await draft(store(), 'Jean');
    const { datasetId } = sessions.open;
    await sessions.open.close();
    const again = await rig.start();
    expect(again.sessions.open).toMatchObject({ name: LOCAL, accountId: 'local', datasetId });
    expect(titles(again.store())).toEqual(['Jean']);
  });

  it('never starts empty where a database was', async () => {
    const rig = accountsRig();
    await (await rig.start()).sessions.open.close();
    await rig.shelf.remove(LOCAL);
    await expect(rig.start()).rejects.toMatchObject({ appError: { code: 'store_unreadable' } });
    expect(await rig.shelf.list()).toEqual([]);
  });

  it('gives a database that was adopted before there were names its name, and keeps its photos', async () => {
    const rig = accountsRig();
    const store = await rig.shelf.open(LOCAL, { mustExist: false });
    await store.write((tx) =>
      tx.run(`INSERT INTO users (id, domain, vinted_id, login) VALUES (?, ?, '1001', ?)`, [
        LEA.id,
        LEA.domain,
        LEA.login,
      ]),
    );
    await draft(store, 'Jean');
    await store.close();
    rig.setBook({ ...EMPTY_BOOK, made: true });
    const { sessions, store: opened } = await rig.start();
    expect(sessions.open).toMatchObject({ name: OF_LEA, accountId: LEA.id, datasetId: FIRST_DATASET });
    expect(titles(opened())).toEqual(['Jean']);
    expect(await rig.shelf.list()).toEqual([OF_LEA]);
  });
});

describe('adoption', () => {
  it('renames the database and leaves the photos where they are', async () => {
    const rig = accountsRig();
    const { sessions, control, store } = await rig.start();
    await draft(store(), 'Jean');
    const { datasetId } = sessions.open;
    await signIn(store(), LEA);
    expect(valueOf(await control.adopt(LEA.id)).owner).toEqual(LEA);
    expect(sessions.open).toMatchObject({ name: OF_LEA, accountId: LEA.id, datasetId });
    expect(await rig.shelf.list()).toEqual([OF_LEA]);
    expect(rig.book()).toMatchObject({ open: OF_LEA, made: true, renaming: null });
    expect(rig.switched).toEqual([]);
    expect(titles(store())).toEqual(['Jean']);
  });

  it('survives a death before each change of the disk with one usable database and every draft', async () => {
    let deaths = 0;
    for (let lived = 0; ; lived++) {
      const rig = accountsRig();
      const { sessions, control, store } = await rig.start();
      await draft(store(), 'Jean');
      const { datasetId } = sessions.open;
      await signIn(store(), LEA);
      const dying = rig.mortalFor(lived);
      const done = await control.adopt(LEA.id).catch((error: unknown) => error);
      dying();
      const died = done instanceof Death;
      await sessions.open.close();
      const next = await rig.start();
      const names = await rig.shelf.list();
      expect(names, `death ${lived}`).toHaveLength(1);
      // Rows first: whoever died, the drafts are Léa's from then on, and so is the name at the next start.
      expect(next.sessions.open, `death ${lived}`).toMatchObject({ name: OF_LEA, datasetId });
      expect(titles(next.store()), `death ${lived}`).toEqual(['Jean']);
      expect(rig.book()).toMatchObject({ open: OF_LEA, renaming: null });
      if (!died) break;
      deaths += 1;
    }
    expect(deaths).toBeGreaterThanOrEqual(4);
  });

  it('leaves the drafts of nobody alone where the account has a database already', async () => {
    const { rig, sessions, control, store } = await twoAccounts();
    valueOf(await control.erase(SACHA.id, 'sacha'));
    valueOf(await control.erase(LEA.id, LEA.login));
    expect(sessions.open.name).toBe(LOCAL);
    await signIn(store(), LEA);
    valueOf(await control.switchTo(LEA.id, true));
    valueOf(await control.switchTo('local', false));
    await draft(store(), 'of nobody');
    expect(await control.adopt(LEA.id)).toMatchObject({
      ok: false,
      error: { code: 'account_exists', params: { login: LEA.login } },
    });
    expect(titles(store())).toEqual(['of nobody']);
    expect((await rig.shelf.list()).sort()).toEqual([LOCAL, OF_LEA]);
  });
});

describe('switching', () => {
  it('gives each account its own rows and photos', async () => {
    const { rig, sessions, control, store } = await twoAccounts();
    const { blobs, datasetId } = sessions.open.context;
    expect(titles(store())).toEqual(['of Sacha']);
    expect(await blobs.full(SHA)).toBeNull();
    valueOf(await control.switchTo(LEA.id, false));
    expect(titles(store())).toEqual(['of Léa']);
    expect(await sessions.open.context.blobs.full(SHA)).not.toBeNull();
    expect(sessions.open.datasetId).not.toBe(datasetId);
    expect(rig.switched.at(-1)).toBe(sessions.open.datasetId);
    expect(rig.book()).toMatchObject({ open: OF_LEA, made: true });
  });

  it('carries along who was seen signed in, and no more', async () => {
    const { control } = await twoAccounts();
    const state = valueOf(await control.switchTo(LEA.id, false));
    expect(state).toMatchObject({ owner: LEA, signedIn: SACHA, adoptionNeeded: false });
  });

  it('stays with the account across a death', async () => {
    for (let lived = 0; ; lived++) {
      const { rig, sessions, control } = await twoAccounts();
      const dying = rig.mortalFor(lived);
      const done = await control.switchTo(LEA.id, false).catch((error: unknown) => error);
      dying();
      await sessions.open.close().catch(() => {});
      const next = await rig.start();
      const died = done instanceof Death;
      expect(next.sessions.open.name).toBe(died ? OF_SACHA : OF_LEA);
      expect(titles(next.store())).toEqual([died ? 'of Sacha' : 'of Léa']);
      if (!died) break;
    }
  });

  it('makes a new database only for who is signed in, and only when asked to', async () => {
    const { rig, control, store } = await twoAccounts();
    expect(await control.switchTo('www.vinted.fr:3', false)).toMatchObject({ error: { code: 'not_found' } });
    expect(await control.switchTo('www.vinted.fr:3', true)).toMatchObject({
      error: { code: 'wrong_account' },
    });
    await signIn(store(), null);
    expect(await control.switchTo('www.vinted.fr:3', true)).toMatchObject({
      error: { code: 'account_unknown' },
    });
    expect((await rig.shelf.list()).sort()).toEqual([OF_LEA, OF_SACHA]);
  });

  it.each(['queued', 'processing'])(
    'is refused while a job is %s, but not while all stands still',
    async (status) => {
      const { rig, control, store, ofSacha } = await twoAccounts();
      await store().write((tx) =>
        tx.run(
          `INSERT INTO plugin_queue (id, user_id, operation, draft_id, status, position) VALUES ('j', ?, 'publish_product', ?, ?, 1)`,
          [SACHA.id, ofSacha, status],
        ),
      );
      expect(await control.switchTo(LEA.id, false)).toMatchObject({
        error: { code: 'account_busy', params: { count: 1 } },
      });
      expect(titles(store())).toEqual(['of Sacha']);
      rig.panic.on = true;
      valueOf(await control.switchTo(LEA.id, false));
      // The job waits in its own database.
      valueOf(await control.switchTo(SACHA.id, false));
      expect(store().read((reader) => reader.all('SELECT id, status FROM plugin_queue'))).toEqual([
        { id: 'j', status },
      ]);
    },
  );

  it('is refused while a call may be on its way, whatever stands still', async () => {
    const { rig, control, store, ofSacha } = await twoAccounts();
    rig.panic.on = true;
    await store().write((tx) => {
      tx.run(
        `INSERT INTO plugin_queue (id, user_id, operation, draft_id, status, position) VALUES ('j', ?, 'publish_product', ?, 'processing', 1)`,
        [SACHA.id, ofSacha],
      );
      tx.run(
        `INSERT INTO plugin_tasks (id, queue_id, step, status) VALUES ('t', 'j', 'create_listing', 'intended')`,
      );
    });
    expect(await control.switchTo(LEA.id, false)).toMatchObject({ error: { code: 'account_busy' } });
  });

  it('keeps the open account where the other cannot be opened', async () => {
    const { rig, sessions, control, store } = await twoAccounts();
    const { pages } = rig.disks.of(OF_LEA);
    const head = (await pages.load())!.head as Head;
    await pages.fold({ expected: head, head: { ...head, checksum: head.checksum ^ 1 } });
    await expect(control.switchTo(LEA.id, false)).rejects.toMatchObject({
      appError: { code: 'store_unreadable' },
    });
    expect(sessions.open.name).toBe(OF_SACHA);
    expect(titles(store())).toEqual(['of Sacha']);
    expect(rig.book().open).toBe(OF_SACHA);
  });
});

describe('one request, one account', () => {
  it('waits with the change until the request is over, and refuses what was meant for the other', async () => {
    const { sessions, control } = await twoAccounts();
    const ofSacha = sessions.open.datasetId;
    const { session, giveBack } = valueOf(await sessions.borrow(ofSacha));
    let over = false;
    const change = control.switchTo(LEA.id, false).then((result) => ((over = true), result));
    // Asked while the change waits: answered after it.
    const late = sessions.borrow(ofSacha);
    const fresh = sessions.borrow();
    await Promise.resolve();
    await draft(session.store, 'still of Sacha');
    expect(over).toBe(false);
    expect(sessions.open.name).toBe(OF_SACHA);
    giveBack();
    valueOf(await change);
    expect(await late).toMatchObject({ ok: false, error: { code: 'account_switched', reach: 'none' } });
    expect(valueOf(await fresh).session.name).toBe(OF_LEA);
    expect(titles(sessions.open.store)).toEqual(['of Léa']);
  });

  it('gives up a change where a request does not end', async () => {
    const { rig, sessions, control } = await twoAccounts();
    rig.patience.none = true;
    valueOf(await sessions.borrow());
    expect(await control.switchTo(LEA.id, false)).toMatchObject({ error: { code: 'account_busy' } });
    expect(sessions.open.name).toBe(OF_SACHA);
    expect(await sessions.borrow()).toMatchObject({ ok: true });
  });
});

describe('a query cannot reach another account', () => {
  it('not by its id, nor by its database under another name', async () => {
    const { rig, control, store, ofSacha } = await twoAccounts();
    valueOf(await control.switchTo(LEA.id, false));
    for (const account of [LEA.id, SACHA.id, 'local'])
      expect(store().read((reader) => readDraft(reader, account, ofSacha))).toBeNull();
    const tables = ['drafts', 'pieces', 'audit_log', 'users'];
    for (const table of tables) {
      const text = JSON.stringify(store().read((reader) => reader.all(`SELECT * FROM ${table}`)));
      expect(text, table).not.toContain(SACHA.id);
    }
    await rig.shelf.rename(OF_SACHA, 'vbs-www.vinted.fr-3.db');
    await expect(control.switchTo('www.vinted.fr:3', false)).rejects.toMatchObject({
      appError: { code: 'store_foreign' },
    });
    expect(titles(store())).toEqual(['of Léa']);
  });

  it('not in a database that two accounts were entered into', async () => {
    const { rig, control, store } = await twoAccounts();
    valueOf(await control.switchTo(LEA.id, false));
    const other = await rig.shelf.open(OF_SACHA, { mustExist: true });
    await other.write((tx) =>
      tx.run(`INSERT INTO users (id, domain) VALUES ('www.vinted.fr:7', 'www.vinted.fr')`),
    );
    await other.close();
    await expect(control.switchTo(SACHA.id, false)).rejects.toMatchObject({
      appError: { code: 'store_foreign' },
    });
    expect(titles(store())).toEqual(['of Léa']);
  });
});
