import type { Head, PageDisk } from '../paged-sqlite/page-disk.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_ACCOUNT } from '../accounts/account-id.ts';
import { EVERYTHING } from './account-control.ts';
import { valueOf } from './handlers/test-ask.ts';
import { accountsRig, Death, draft, LEA, SACHA, signIn, titles } from './test-accounts.ts';

const LOCAL = 'vbs-local.db';
const OF_LEA = 'vbs-www.vinted.fr-1001.db';
const OF_SACHA = 'vbs-www.vinted.fr-2002.db';

/** Léa with two drafts and a photo, Sacha with one draft; Léa's database is open and Sacha is signed in on Vinted. */
async function twoAccounts() {
  const rig = accountsRig();
  const life = await rig.start();
  await draft(life.store(), 'Jean');
  await draft(life.store(), 'Pull');
  const photo = { full: new Blob(['12345']), thumbnail: new Blob(['12']) };
  await life.sessions.open.context.blobs.put('a'.repeat(64), photo);
  await signIn(life.store(), LEA);
  valueOf(await life.control.adopt(LEA.id));
  await signIn(life.store(), SACHA);
  valueOf(await life.control.switchTo(SACHA.id, true));
  await draft(life.store(), 'of Sacha');
  await life.sessions.open.context.blobs.put('b'.repeat(64), photo);
  valueOf(await life.control.switchTo(LEA.id, false));
  return { rig, ...life };
}
let two: Awaited<ReturnType<typeof twoAccounts>>;
beforeEach(async () => {
  two = await twoAccounts();
});

/** From now on the head does not fit its checksum. */
async function damage(pages: PageDisk): Promise<void> {
  const head = (await pages.load())!.head as Head;
  await pages.fold({ expected: head, head: { ...head, checksum: head.checksum ^ 1 } });
}

describe('the list', () => {
  it('names the accounts with their sizes, the open one first', async () => {
    const accounts = await two.control.list();
    expect(accounts).toMatchObject([
      { id: LEA.id, login: LEA.login, domain: 'www.vinted.fr', open: true, photos: { count: 1, bytes: 7 } },
      { id: SACHA.id, login: SACHA.login, open: false, photos: { count: 1, bytes: 7 } },
    ]);
    for (const account of accounts) expect(account.databaseBytes).toBeGreaterThan(4096);
  });

  it('follows a login that was changed while its database is open', async () => {
    await two.store().write((tx) => tx.run(`UPDATE users SET login = 'lea.neuve'`));
    expect((await two.control.list())[0]).toMatchObject({ login: 'lea.neuve' });
  });

  it('has an account whose database cannot be read', async () => {
    await damage(two.rig.disks.of(OF_SACHA).pages);
    expect(await two.control.list()).toMatchObject([{ id: LEA.id }, { id: SACHA.id, login: SACHA.login }]);
  });
});

describe('the preview of an erasure', () => {
  it('counts what goes, of the open account and of another', async () => {
    await two.store().write((tx) => {
      const listing = `INSERT INTO listings (id, user_id, title, price, status) VALUES (?, ?, 'x', 1, ?)`;
      tx.run(listing, ['l1', LEA.id, 'active']);
      tx.run(listing, ['l2', LEA.id, 'sold']);
      tx.run(`UPDATE drafts SET deleted_at = '2026-11-20T00:00:00.000Z' WHERE title = 'Pull'`);
    });
    const ofLea = valueOf(await two.control.erasePreview(LEA.id));
    expect(ofLea).toMatchObject({
      word: LEA.login,
      accounts: [
        {
          id: LEA.id,
          login: LEA.login,
          facts: { drafts: 2, pieces: 2, listings: 2, sold: 1, unfinished: 0, inDoubt: [] },
          photos: { count: 1, bytes: 7 },
          busy: false,
        },
      ],
    });
    const ofSacha = valueOf(await two.control.erasePreview(SACHA.id));
    expect(ofSacha).toMatchObject({ word: 'sacha', accounts: [{ facts: { drafts: 1 } }] });
    const all = valueOf(await two.control.erasePreview(EVERYTHING));
    expect(all).toMatchObject({ word: 'Penderie', accounts: [{ id: LEA.id }, { id: SACHA.id }] });
    // Looking changes nothing.
    expect((await two.rig.shelf.list()).sort()).toEqual([OF_LEA, OF_SACHA]);
  });

  it('names the publications in doubt', async () => {
    const [row] = two.store().read((reader) => reader.all<{ id: string }>('SELECT id FROM drafts LIMIT 1'));
    await two.store().write((tx) =>
      tx.run(
        `INSERT INTO plugin_queue (id, user_id, operation, draft_id, status, position, context_data, updated_at)
         VALUES ('j', ?, 'publish_product', ?, 'unknown', 1, '{"item":{"title":"Jean"}}', '2026-11-20T08:00:00.000Z')`,
        [LEA.id, row!.id],
      ),
    );
    const { accounts } = valueOf(await two.control.erasePreview(LEA.id));
    expect(accounts[0]!.facts).toMatchObject({
      unfinished: 0,
      inDoubt: [{ title: 'Jean', since: '2026-11-20T08:00:00.000Z' }],
    });
  });

  it('says where a database cannot be read, and erases it all the same, with its photos', async () => {
    await damage(two.rig.disks.of(OF_SACHA).pages);
    const { accounts } = valueOf(await two.control.erasePreview(SACHA.id));
    expect(accounts).toMatchObject([{ facts: null, photos: { count: 1 } }]);
    valueOf(await two.control.erase(SACHA.id, 'sacha'));
    expect(await two.rig.shelf.list()).toEqual([OF_LEA]);
    expect(two.rig.photos.size).toBe(1);
  });

  it('knows nothing of an account that is not here', async () => {
    expect(await two.control.erasePreview('www.vinted.fr:3')).toMatchObject({ error: { code: 'not_found' } });
  });
});

describe('erasing', () => {
  it('asks for the word', async () => {
    for (const typed of ['', 'sacha', 'Penderie'])
      expect(await two.control.erase(LEA.id, typed)).toMatchObject({
        error: { code: 'invalid_input', field: 'typed' },
      });
    expect(await two.control.erase(EVERYTHING, LEA.login)).toMatchObject({
      error: { code: 'invalid_input' },
    });
    expect(two.rig.photos.size).toBe(2);
    expect(titles(two.store())).toEqual(['Jean', 'Pull']);
  });

  it('drops another account whole, and leaves the open one as it is', async () => {
    const switches = two.rig.switched.length;
    const { datasetId } = two.sessions.open;
    valueOf(await two.control.erase(SACHA.id, ' Sacha '));
    expect(await two.rig.shelf.list()).toEqual([OF_LEA]);
    expect([...two.rig.photos.keys()]).toEqual([datasetId]);
    expect(two.rig.book()).toMatchObject({ open: OF_LEA, erasing: [] });
    expect(Object.keys(two.rig.book().known)).toEqual([OF_LEA]);
    expect(two.rig.switched).toHaveLength(switches);
    expect(titles(two.store())).toEqual(['Jean', 'Pull']);
  });

  it('of the open account opens the one that is signed in', async () => {
    valueOf(await two.control.erase(LEA.id, LEA.login));
    expect(two.sessions.open).toMatchObject({ name: OF_SACHA });
    expect(titles(two.store())).toEqual(['of Sacha']);
    expect(await two.rig.shelf.list()).toEqual([OF_SACHA]);
    expect(two.rig.switched.at(-1)).toBe(two.sessions.open.datasetId);
  });

  it('of the last account starts anew without one, with photos of its own', async () => {
    valueOf(await two.control.erase(SACHA.id, 'sacha'));
    const before = two.sessions.open.datasetId;
    valueOf(await two.control.erase(LEA.id, LEA.login));
    expect(two.sessions.open).toMatchObject({ name: LOCAL, accountId: LOCAL_ACCOUNT });
    expect(two.sessions.open.datasetId).not.toBe(before);
    expect(titles(two.store())).toEqual([]);
    expect(await two.rig.shelf.list()).toEqual([LOCAL]);
    // The same again, of what belongs to nobody.
    await draft(two.store(), 'of nobody');
    valueOf(await two.control.erase('local', 'local'));
    expect(titles(two.store())).toEqual([]);
  });

  it('is refused while the queue works', async () => {
    const [row] = two.store().read((reader) => reader.all<{ id: string }>('SELECT id FROM drafts LIMIT 1'));
    await two
      .store()
      .write((tx) =>
        tx.run(
          `INSERT INTO plugin_queue (id, user_id, operation, draft_id, status, position) VALUES ('j', ?, 'publish_product', ?, 'queued', 1)`,
          [LEA.id, row!.id],
        ),
      );
    expect(valueOf(await two.control.erasePreview(LEA.id)).accounts[0]!.busy).toBe(true);
    expect(await two.control.erase(LEA.id, LEA.login)).toMatchObject({ error: { code: 'account_busy' } });
    expect(await two.control.erase(EVERYTHING, 'penderie')).toMatchObject({
      error: { code: 'account_busy' },
    });
    expect((await two.rig.shelf.list()).sort()).toEqual([OF_LEA, OF_SACHA]);
  });

  it('everything leaves nothing: also photos that no database knows', async () => {
    two.rig.photos.set('stray', two.rig.photos.values().next().value!);
    valueOf(await two.control.erase(EVERYTHING, 'penderie'));
    expect(two.sessions.open).toMatchObject({ name: LOCAL, accountId: LOCAL_ACCOUNT });
    expect(await two.rig.shelf.list()).toEqual([LOCAL]);
    expect([...two.rig.photos.keys()]).toEqual([two.sessions.open.datasetId]);
    expect(Object.keys(two.rig.book().known)).toEqual([LOCAL]);
  });

  it.each([
    ['another account', SACHA.id, 'sacha', [OF_LEA]],
    ['the open account', LEA.id, LEA.login, [OF_SACHA]],
    ['everything', EVERYTHING, 'penderie', [LOCAL]],
  ])(
    '%s, with a death before each change of the disk: nothing happened, or all of it',
    async (_, what, word, left) => {
      let deaths = 0;
      for (let lived = 0; lived < 12; lived++) {
        const { rig, sessions, control } = await twoAccounts();
        const immortal = rig.mortalFor(lived);
        const done = await control.erase(what, word).catch((error: unknown) => error);
        immortal();
        const died = done instanceof Death;
        await sessions.open.close().catch(() => {});
        const next = await rig.start();
        const names = (await rig.shelf.list()).sort();
        if (names.length === 2) {
          expect(died && lived < 3, `death ${lived}`).toBe(true);
          expect(rig.photos.size, `death ${lived}`).toBe(2);
          expect(next.sessions.open.name).toBe(OF_LEA);
          expect(titles(next.store())).toEqual(['Jean', 'Pull']);
        } else {
          expect(names, `death ${lived}`).toEqual(left);
          expect([...rig.photos.keys()], `death ${lived}`).toEqual([next.sessions.open.datasetId]);
        }
        expect(rig.book().erasing, `death ${lived}`).toEqual([]);
        if (died) deaths += 1;
      }
      expect(deaths).toBeGreaterThanOrEqual(4);
    },
  );

  it('tries photos that could not be removed again at the next start', async () => {
    const { removePhotos } = two.rig.deps;
    two.rig.deps.removePhotos = () => Promise.reject(new Error('in use'));
    valueOf(await two.control.erase(SACHA.id, 'sacha'));
    expect(two.rig.book().erasing).toMatchObject([{ database: null }]);
    expect(two.rig.errors).toHaveLength(1);
    // Made again meanwhile: not what is erased later.
    await signIn(two.store(), SACHA);
    valueOf(await two.control.switchTo(SACHA.id, true));
    await draft(two.store(), 'new');
    await two.sessions.open.close();
    two.rig.deps.removePhotos = removePhotos;
    const next = await two.rig.start();
    expect(titles(next.store())).toEqual(['new']);
    expect(two.rig.book().erasing).toEqual([]);
    expect(two.rig.photos.size).toBe(2);
  });

  it('forgets an erasure that failed, rather than erase later what is used again', async () => {
    const { shelf } = two.rig.deps;
    two.rig.deps.shelf = { ...shelf, remove: () => Promise.reject(new Error('disk')) };
    await expect(two.control.erase(SACHA.id, 'sacha')).rejects.toThrow('disk');
    two.rig.deps.shelf = shelf;
    expect(two.rig.book().erasing).toEqual([]);
    await two.sessions.open.close();
    await two.rig.start();
    expect((await two.rig.shelf.list()).sort()).toEqual([OF_LEA, OF_SACHA]);
  });
});
