import { LOCAL_ACCOUNT, domainOf } from '../accounts/account-id.ts';
import type { AccountState, ErasePreview, KnownAccount } from '../accounts/account.ts';
import { accountOfDatabase, databaseNameOf } from '../accounts/database-name.ts';
import { knownAccount } from '../accounts/known-account.ts';
import { mayLeaveQueue } from '../publish/unfinished-work.ts';
import { appError } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { StoreError } from '../store/store-errors.ts';
import type { AccountSessions, SessionDeps } from './account-sessions.ts';
import { eraseFacts } from './erase-facts.ts';
import { openDatabase } from './open-database.ts';

/** What is erased when all of it is. No account has this id. */
export const EVERYTHING = 'everything';
/** What a seller types to erase everything; to erase one account it is its name. */
const WORD_FOR_EVERYTHING = 'Penderie';

/** What the routes may do with accounts. */
export interface AccountControl {
  list(): Promise<KnownAccount[]>;
  adopt(accountId: string): Promise<Result<AccountState>>;
  switchTo(accountId: string, make: boolean): Promise<Result<AccountState>>;
  /** @param what an account's id, or 'everything' */
  erasePreview(what: string): Promise<Result<{ accounts: ErasePreview[]; word: string }>>;
  /**
   * @param typed what the seller typed: the word of the preview
   * @returns `invalid_input` where it is another
   */
  erase(what: string, typed: string): Promise<Result<void>>;
}

export interface ControlDeps extends Pick<SessionDeps, 'shelf' | 'book' | 'clock'> {
  photoSize(datasetId: string): Promise<{ count: number; bytes: number }>;
  /** How many copies of a database are kept. */
  snapshots(name: string): Promise<number>;
}

export function accountControl(sessions: () => AccountSessions, deps: ControlDeps): AccountControl {
  const databases = async () =>
    (await deps.shelf.list()).filter((name) => accountOfDatabase(name) !== null).sort();

  async function sizeOf(name: string): Promise<number> {
    const { open } = sessions();
    if (name === open.name) return open.store.status().sizeBytes;
    try {
      return (await deps.shelf.sizeOf(name)).bytes;
    } catch (error) {
      if (error instanceof StoreError) return 0;
      throw error;
    }
  }

  /** A login may be changed on Vinted while its database is open. */
  async function loginOf(name: string): Promise<string | null> {
    const { open } = sessions();
    if (name === open.name) return open.store.read(knownAccount).owner?.login ?? null;
    return (await deps.book.read()).known[name]?.login ?? null;
  }

  async function photosOf(datasetId: string | null): Promise<{ count: number; bytes: number }> {
    return datasetId ? deps.photoSize(datasetId) : { count: 0, bytes: 0 };
  }

  /** Null where the database cannot be read. */
  async function factsOf(name: string, accountId: string): Promise<ErasePreview['facts']> {
    const { open } = sessions();
    if (name === open.name) return open.store.read((reader) => eraseFacts(reader, open.accountId));
    try {
      const { store } = await openDatabase(deps, name, { mustExist: true });
      const facts = store.read((reader) => eraseFacts(reader, accountId));
      await store.close();
      return facts;
    } catch (error) {
      if (error instanceof StoreError) return null;
      throw error;
    }
  }

  async function previewOf(name: string): Promise<ErasePreview> {
    const { open } = sessions();
    const id = accountOfDatabase(name)!;
    const isOpen = name === open.name;
    return {
      id,
      login: await loginOf(name),
      facts: await factsOf(name, id),
      databaseBytes: await sizeOf(name),
      photos: await photosOf(await sessions().datasetOf(name)),
      snapshots: await deps.snapshots(name),
      busy: isOpen && !(await mayLeaveQueue(open.context.publish)).ok,
    };
  }

  async function namesFor(what: string): Promise<string[]> {
    const all = await databases();
    return what === EVERYTHING ? all : all.filter((name) => name === databaseNameOf(what));
  }

  async function wordFor(what: string): Promise<string> {
    if (what === EVERYTHING) return WORD_FOR_EVERYTHING;
    return (await loginOf(databaseNameOf(what))) ?? what;
  }

  return {
    async list() {
      const { open } = sessions();
      const { known } = await deps.book.read();
      const listed = (await databases()).map(async (name): Promise<KnownAccount> => {
        const id = accountOfDatabase(name)!;
        const facts = known[name];
        const isOpen = name === open.name;
        return {
          id,
          login: await loginOf(name),
          domain: domainOf(id),
          open: isOpen,
          openedAt: facts?.openedAt ?? null,
          databaseBytes: await sizeOf(name),
          photos: await photosOf(isOpen ? open.datasetId : (facts?.datasetId ?? null)),
        };
      });
      const accounts = await Promise.all(listed);
      return accounts.sort((a, b) => rank(a) - rank(b) || nameOf(a).localeCompare(nameOf(b)));
    },

    adopt: (accountId) => sessions().adopt(accountId),
    switchTo: (accountId, make) => sessions().switchTo(accountId, make),

    erasePreview: (what) =>
      sessions().alone(async () => {
        const names = await namesFor(what);
        if (names.length === 0) return fail(appError('not_found'));
        const accounts: ErasePreview[] = [];
        for (const name of names) accounts.push(await previewOf(name));
        return ok({ accounts, word: await wordFor(what) });
      }),

    erase: (what, typed) =>
      sessions().alone(async () => {
        const same = (text: string) => text.trim().toLowerCase();
        if (same(typed) !== same(await wordFor(what)))
          return fail(appError('invalid_input', { field: 'typed', reach: 'none' }));
        const names = await namesFor(what);
        if (names.length === 0) return fail(appError('not_found'));
        return sessions().erase(names, what === EVERYTHING);
      }),
  };
}

/** The open one first, what belongs to nobody last. */
function rank(account: KnownAccount): number {
  return account.open ? 0 : account.id === LOCAL_ACCOUNT ? 2 : 1;
}

function nameOf(account: KnownAccount): string {
  return account.login ?? account.id;
}
