import { EMPTY_BOOK, type AccountBook } from '../accounts/account-book.ts';
import { SIGNED_IN_KEY, ownerId } from '../accounts/known-account.ts';
import { addDraft } from '../drafts/create-draft.ts';
import { memoryPhotoBlobs } from '../photos/memory-photo-blobs.ts';
import type { PhotoBlobs } from '../photos/photo.ts';
import type { PublishDeps } from '../publish/publish-deps.ts';
import type { Clock } from '../shared/clock.ts';
import { databaseShelf } from '../store/database-shelf.ts';
import { memoryDisks } from '../store/store-disk.ts';
import { migrations } from '../store/migrations/index.ts';
import type { Store } from '../store/store.ts';
import { testSqlite } from '../store/test-store.ts';
import { accountControl } from './account-control.ts';
import { AccountSessions, type AccountSession, type SessionDeps } from './account-sessions.ts';
import type { AppContext } from './context.ts';
import type { OpenDatabase } from './open-database.ts';

export const LEA = { id: 'www.vinted.fr:1001', login: 'lea.vestiaire', domain: 'www.vinted.fr' };
export const SACHA = { id: 'www.vinted.fr:2002', login: 'sacha', domain: 'www.vinted.fr' };

/** Thrown where the test lets the worker die. */
export class Death extends Error {}

/**
 * For tests: a browser's disk (databases, photos, the book of accounts) and lives of a worker on it, each of which can
 * die at a named point or at a numbered change of the disk.
 */
export function accountsRig() {
  const disks = memoryDisks();
  let book: AccountBook = EMPTY_BOOK;
  const photos = new Map<string, PhotoBlobs>();
  /** A change waits for ever, or not at all, for a request that does not end. */
  const patience = { none: false };
  const clock: Clock = {
    now: () => Date.parse('2026-11-21T10:00:00.000Z'),
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        if (patience.none) resolve();
        else signal?.addEventListener('abort', () => resolve());
      }),
  };
  const panic = { on: false };
  const switched: string[] = [];
  const errors: unknown[] = [];
  const shelf = databaseShelf({ disks, sqlite: testSqlite, migrations, clock });
  const photosOf = (datasetId: string): PhotoBlobs => {
    const known = photos.get(datasetId) ?? memoryPhotoBlobs();
    photos.set(datasetId, known);
    return known;
  };

  /** At 1 the next change of the disk does not happen any more. */
  let left = Infinity;
  const mortal =
    <Args extends unknown[], T>(change: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      left -= 1;
      if (left <= 0) throw new Death('the worker died');
      return change(...args);
    };

  const deps: SessionDeps = {
    clock,
    shelf: { ...shelf, rename: mortal(shelf.rename), remove: mortal(shelf.remove) },
    book: {
      read: () => Promise.resolve(structuredClone(book)),
      write: mortal((next: AccountBook) => {
        book = structuredClone(next);
        return Promise.resolve();
      }),
    },
    removePhotos: mortal((id: string) => {
      photos.delete(id);
      return Promise.resolve();
    }),
    photoDatasets: () => Promise.resolve([...photos.keys()]),
    log: { error: (_text, facts) => errors.push(facts?.error) },
    makeSession: (opened) => sessionOf(opened, photosOf(opened.datasetId)),
    onOpened: () => {},
    onSwitched: (id) => switched.push(id),
    onBroken: () => {},
    checkpoint: mortal(() => Promise.resolve()),
  };

  function sessionOf(opened: OpenDatabase, blobs: PhotoBlobs): AccountSession {
    const { store, datasetId } = opened;
    const accountId = () => store.read(ownerId);
    const browserState = {
      get: (key: string) => Promise.resolve(key === 'panic' ? panic.on : []),
    } as unknown as PublishDeps['browserState'];
    const publish = { store, accountId, browserState } as PublishDeps;
    const context = { store, datasetId, accountId, blobs, publish } as AppContext;
    return { ...opened, context, close: () => store.close() };
  }

  return {
    shelf,
    disks,
    clock,
    patience,
    photos,
    panic,
    switched,
    errors,
    deps,
    book: () => book,
    setBook: (next: AccountBook) => (book = next),

    /** One life of the worker. */
    async start() {
      const sessions = await AccountSessions.start(deps);
      const control = accountControl(() => sessions, {
        shelf,
        book: deps.book,
        clock,
        photoSize: async (id) => {
          const entries = await photosOf(id).keys();
          return { count: entries.length, bytes: entries.reduce((sum, one) => sum + one.sizeBytes, 0) };
        },
        snapshots: () => Promise.resolve(0),
      });
      return { sessions, control, store: () => sessions.open.store };
    },
    /**
     * From now on the worker lives through so many changes of the disk and dies at the next.
     * @returns the way to make it immortal again
     */
    mortalFor(changes: number): () => void {
      left = changes + 1;
      return () => (left = Infinity);
    },
  };
}

/** Vinted says who is signed in. */
export async function signIn(store: Store, account: typeof LEA | null): Promise<void> {
  const check = { signedIn: account, checkedAt: '2026-11-21T09:59:00.000Z' };
  await store.write((tx) =>
    tx.run(`INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)`, [
      SIGNED_IN_KEY,
      JSON.stringify(check),
    ]),
  );
}

export async function draft(store: Store, title: string): Promise<string> {
  const clock = { now: () => Date.parse('2026-11-21T10:00:00.000Z') };
  return store.write((tx) => addDraft(tx, ownerId(tx), { title }, clock));
}

/** The titles of a database, whoever they are of. */
export function titles(store: Store): string[] {
  return store
    .read((reader) => reader.all<{ title: string }>('SELECT title FROM drafts ORDER BY title'))
    .map((row) => row.title);
}
