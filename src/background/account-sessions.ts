import { entered, type AccountBook, type Erasure, type KnownDatabase } from '../accounts/account-book.ts';
import { LOCAL_ACCOUNT } from '../accounts/account-id.ts';
import type { AccountState } from '../accounts/account.ts';
import { adoptAccount } from '../accounts/adopt-account.ts';
import { databaseNameOf, LOCAL_DATABASE } from '../accounts/database-name.ts';
import { finishErasures, finishRenaming, renameDatabase, type BookDeps } from '../accounts/finish-book.ts';
import { ForeignDatabaseError } from '../accounts/foreign-database.ts';
import { carryCheck, knownAccount } from '../accounts/known-account.ts';
import { mayLeaveQueue } from '../publish/unfinished-work.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { DatabaseShelf } from '../store/database-shelf.ts';
import { createAccountLock } from './account-lock.ts';
import type { AppContext } from './context.ts';
import { openDatabase, type OpenDatabase } from './open-database.ts';

/** How long a change of accounts waits for requests that are still running. */
const PATIENCE_MS = 8_000;

/** One account while it is open: its store, its queue, its photos. */
export interface AccountSession extends OpenDatabase {
  context: AppContext;
  /** Lets its queue and its store come to rest. */
  close(): Promise<void>;
}

export interface SessionDeps extends BookDeps {
  clock: Clock;
  shelf: DatabaseShelf;
  makeSession(opened: OpenDatabase): AccountSession;
  /** The datasets that have photos in this browser, whoever they belong to. */
  photoDatasets(): Promise<string[]>;
  /** An account is open now, at the start or after a change: its queue may begin. */
  onOpened(session: AccountSession): void;
  /** Another body of data is open than before: pages show the wrong one. */
  onSwitched(datasetId: string): void;
  /** No account could be opened again after a change: start anew. */
  onBroken(): void;
  /** Named points between durable steps. Does nothing, except in tests that die there. */
  checkpoint(point: string): Promise<void>;
}

/**
 * The account that is open, and the changes from one to another. A request borrows the open account for its whole
 * length; a change waits until none is borrowed. What a change does to databases stands in the book of accounts first,
 * so that a start after a death finishes it.
 */
export class AccountSessions {
  private readonly deps: SessionDeps;
  private readonly lock: ReturnType<typeof createAccountLock>;
  private current: AccountSession;
  /** A change failed half way and nothing could be opened again: what is here is closed. */
  private broken = false;

  private constructor(deps: SessionDeps, current: AccountSession) {
    this.deps = deps;
    this.lock = createAccountLock(deps.clock);
    this.current = current;
  }

  /**
   * Finishes what the last life left half done, and opens the account.
   * @throws StoreError where its database cannot be opened
   */
  static async start(deps: SessionDeps): Promise<AccountSessions> {
    const sessions = new AccountSessions(deps, await openByBook(deps));
    deps.onOpened(sessions.current);
    return sessions;
  }

  get open(): AccountSession {
    return this.current;
  }

  /**
   * The open account, for one request.
   * @param datasetId what the page shows; left out: whatever is open
   * @returns `account_switched` where another is open now
   */
  async borrow(datasetId?: string): Promise<Result<{ session: AccountSession; giveBack(): void }>> {
    const giveBack = await this.lock.share();
    if (this.broken) {
      giveBack();
      return fail(appError('store_lost', { params: { database: this.current.name }, reach: 'none' }));
    }
    if (datasetId === undefined || datasetId === this.current.datasetId)
      return ok({ session: this.current, giveBack });
    giveBack();
    return fail(appError('account_switched', { reach: 'none' }));
  }

  /** Runs something that only one may do at a time, while no request runs. */
  async alone<T>(change: () => Promise<Result<T>>): Promise<Result<T>> {
    const done = await this.lock.alone(async () => {
      if (!this.broken) return change();
      return fail<T>(appError('store_lost', { params: { database: this.current.name }, reach: 'none' }));
    }, PATIENCE_MS);
    return done === 'busy' ? fail(appError('account_busy', { reach: 'none' })) : done;
  }

  /**
   * The seller's yes to "are these drafts those of this account?": the rows become the account's, then the database
   * takes its name. After a death between the two, the next start gives the name.
   * @returns `account_exists` where the account has a database already, and what `adoptAccount` returns
   */
  adopt(accountId: string): Promise<Result<AccountState>> {
    return this.alone(async () => {
      const { store, name } = this.current;
      const to = databaseNameOf(accountId);
      if (name === LOCAL_DATABASE && (await this.deps.shelf.list()).includes(to)) {
        const login = store.read(knownAccount).signedIn?.login ?? accountId;
        return fail(appError('account_exists', { params: { login }, reach: 'none' }));
      }
      const adopted = await adoptAccount({ store, clock: this.deps.clock }, accountId);
      if (!adopted.ok) return adopted;
      await this.deps.checkpoint('adopt:rows');
      await this.reopening(async () => {
        await this.current.close();
        await renameDatabase(this.deps, name, to);
      });
      return adopted;
    });
  }

  /**
   * Opens the database of another account; the one that was open is closed. Nothing of one gets into the other, except
   * who was last seen signed in on Vinted, which is a fact of the browser.
   * @param make true: the account may be new here (the seller was told); it must then be the one signed in
   * @returns `account_busy` while the queue works · `account_unknown`, `wrong_account` for a new one that is not signed in
   */
  switchTo(accountId: string, make: boolean): Promise<Result<AccountState>> {
    return this.alone(async () => {
      const before = this.current;
      const { signedIn } = before.store.read(knownAccount);
      const name = databaseNameOf(accountId);
      if (name === before.name) return ok(before.store.read(knownAccount));
      const exists = (await this.deps.shelf.list()).includes(name);
      if (!exists) {
        if (!make || accountId === LOCAL_ACCOUNT) return fail(appError('not_found'));
        if (!signedIn) return fail(appError('account_unknown', { reach: 'none' }));
        if (signedIn.id !== accountId) {
          const params = { found: signedIn.login, expected: accountId };
          return fail(appError('wrong_account', { params, reach: 'none' }));
        }
      }
      const free = await mayLeaveQueue(before.context.publish);
      if (!free.ok) return free;

      const login = signedIn?.id === accountId ? signedIn.login : null;
      const opened = await openDatabase(this.deps, name, { mustExist: exists, login });
      try {
        await carryCheck(before.store, opened.store);
        await this.deps.checkpoint('switch:opened');
        await this.deps.book.write(entered(await this.deps.book.read(), name, this.factsOf(opened)));
      } catch (error) {
        await opened.store.close();
        throw error;
      }
      this.current = this.deps.makeSession(opened);
      await before
        .close()
        .catch((error: unknown) => this.deps.log.error('an account did not close', { error }));
      this.deps.onOpened(this.current);
      this.deps.onSwitched(this.current.datasetId);
      return ok(this.current.store.read(knownAccount));
    });
  }

  /**
   * Erases databases with their photos. What is to go stands in the book before anything is touched, together with what
   * is open then: from there on a death cannot leave half an account.
   * @param everything also photos that no database knows
   * @returns `account_busy` while the queue of one of them works · `not_found`
   */
  async erase(names: readonly string[], everything: boolean): Promise<Result<void>> {
    const { shelf, book } = this.deps;
    const { current } = this;
    const there = await shelf.list();
    if (!names.every((name) => there.includes(name))) return fail(appError('not_found'));
    const hitsOpen = names.includes(current.name);
    if (hitsOpen) {
      const free = await mayLeaveQueue(current.context.publish);
      if (!free.ok) return free;
    }
    const before = await book.read();
    const erasing: Erasure[] = [...before.erasing];
    for (const name of names) erasing.push({ database: name, datasetId: await this.datasetOf(name) });
    if (everything) {
      const listed = new Set(erasing.map((erasure) => erasure.datasetId));
      const others = (await this.deps.photoDatasets()).filter((id) => !listed.has(id));
      for (const datasetId of others) erasing.push({ database: null, datasetId });
    }
    if (!hitsOpen) {
      await book.write({ ...before, erasing });
      await this.deps.checkpoint('erase:written');
      try {
        await finishErasures(this.deps, await book.read());
      } catch (error) {
        // The seller hears that it failed: a later start must not erase what was used again meanwhile.
        const now = await book.read();
        await book.write({ ...now, erasing: now.erasing.filter((erasure) => erasure.database === null) });
        throw error;
      }
      return ok();
    }
    const left = there.filter((name) => !names.includes(name));
    const next = nextToOpen(left, before, current.store.read(knownAccount));
    await this.reopening(async () => {
      await book.write({ ...before, open: next, made: left.includes(next), erasing });
      await this.deps.checkpoint('erase:written');
      await current.close();
    });
    this.deps.onSwitched(this.current.datasetId);
    return ok();
  }

  /** Under which id the photos of a database lie; null where that can no longer be read. */
  async datasetOf(name: string): Promise<string | null> {
    if (name === this.current.name) return this.current.datasetId;
    const known = (await this.deps.book.read()).known[name];
    if (known) return known.datasetId;
    try {
      const opened = await openDatabase(this.deps, name, { mustExist: true });
      await opened.store.close();
      return opened.datasetId;
    } catch (error) {
      this.deps.log.error('a database to erase could not be read', { error });
      return null;
    }
  }

  /** A change after which the account is opened again as the book says; where that fails, nothing is open. */
  private async reopening(change: () => Promise<void>): Promise<void> {
    try {
      await change();
      this.current = await openByBook(this.deps);
    } catch (error) {
      this.broken = true;
      this.deps.onBroken();
      throw error;
    }
    this.deps.onOpened(this.current);
  }

  private factsOf({ login, datasetId }: OpenDatabase): KnownDatabase {
    return { login, datasetId, openedAt: isoTime(this.deps.clock.now()) };
  }
}

/** Opens what the book says, after finishing what it says is half done. */
async function openByBook(deps: SessionDeps): Promise<AccountSession> {
  let book = await finishRenaming(deps, await finishErasures(deps, await deps.book.read()));
  let opened = await openDatabase(deps, book.open, { mustExist: book.made });
  const name = databaseNameOf(opened.accountId);
  if (name !== opened.name) {
    // Adopted, but a death came before the new name; or adopted before databases had names.
    await opened.store.close();
    book = await renameDatabase(deps, opened.name, name);
    if (book.open !== name) throw new ForeignDatabaseError(opened.name, [opened.accountId]);
    opened = await openDatabase(deps, name, { mustExist: true });
  }
  const { login, datasetId } = opened;
  const openedAt = isoTime(deps.clock.now());
  await deps.book.write(entered(await deps.book.read(), opened.name, { login, datasetId, openedAt }));
  return deps.makeSession(opened);
}

/** After the open account is erased: the account signed in, else the one used last, else a new start without one. */
function nextToOpen(left: readonly string[], book: AccountBook, { signedIn }: AccountState): string {
  const own = signedIn && databaseNameOf(signedIn.id);
  if (own && left.includes(own)) return own;
  const openedAt = (name: string) => book.known[name]?.openedAt ?? '';
  const [latest] = [...left].sort((a, b) => openedAt(b).localeCompare(openedAt(a)));
  return latest ?? LOCAL_DATABASE;
}
