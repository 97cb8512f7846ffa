import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { seeded } from '../paged-sqlite/testing/seeded.ts';
import type { OpenStoreOptions } from './open-store.ts';
import type { Store } from './store.ts';
import { StoreFullError, StoreLostError } from './store-errors.ts';
import { describeSqlContract } from './store-contract-sql.ts';
import type { Disk } from './testing/faulty-disk.ts';

/** One disk with one engine over it. */
export interface StoreUnderTest {
  disk: Disk;
  /** The worker dies: whatever its open stores were doing stops where it is, unheard. */
  crash(): void;
  /**
   * Opens the database `contract.db` with the schema {@link CONTRACT_SCHEMA}. Opening it again without closing
   * makes a second writer.
   */
  open(
    options?: Pick<Partial<OpenStoreOptions>, 'keepAlive' | 'onChangeError' | 'mustExist'>,
  ): Promise<Store>;
  /** Opens the bytes of an exported file with another SQLite and answers the rows of `query`. */
  queryElsewhere(file: Uint8Array, query: string): Record<string, unknown>[];
}

export const CONTRACT_SCHEMA = `
CREATE TABLE shelf (id TEXT PRIMARY KEY) STRICT;
CREATE TABLE thing (
  id INTEGER PRIMARY KEY, label TEXT UNIQUE, amount INTEGER CHECK (amount >= 0), ratio REAL, bytes BLOB,
  shelf_id TEXT REFERENCES shelf(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;`;

const add = (label: string) => (tx: { run: (sql: string, params: string[]) => number }) =>
  tx.run('INSERT INTO thing (label) VALUES (?)', [label]);
const labels = (store: Store): string[] =>
  store
    .read((reader) => reader.all<{ label: string }>('SELECT label FROM thing ORDER BY id'))
    .map((row) => row.label);
const settled = (results: PromiseSettledResult<unknown>[]): unknown[] =>
  results.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as Error).name));
/** Long enough for a wrongly early acknowledgement to show itself. */
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 25));
const aTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** What every engine behind {@link Store} must do. @param make a fresh disk, with nothing on it */
export function describeStoreContract(engine: string, make: () => Promise<StoreUnderTest>): void {
  describe(`store contract: ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;

    beforeEach(async () => {
      under = await make();
      store = await under.open();
    });
    afterEach(async () => {
      under.disk.mend();
      await store.close();
    });

    describe('durability', () => {
      test('an acknowledged write is there for the next worker', async () => {
        await store.write(add('kept'));
        expect(labels(await under.open({ mustExist: true }))).toEqual(['kept']);
      });

      test('nothing is acknowledged before the disk has it', async () => {
        const release = under.disk.hold();
        let acknowledged = false;
        const write = store.write(add('slow')).then(() => (acknowledged = true));
        await aWhile();
        expect(acknowledged).toBe(false);
        expect(labels(store), 'reads see what is committed in memory').toEqual(['slow']);
        expect(labels(await under.open()), 'a worker that dies now').toEqual([]);
        release();
        await write;
      });

      test('what protects the data protects it after reopening too', async () => {
        const again = await under.open();
        expect(() => again.read((reader) => reader.all('DELETE FROM thing'))).toThrow('readonly');
        const dangling = again.write((tx) => tx.run(`INSERT INTO thing (shelf_id) VALUES ('nowhere')`));
        await expect(dangling).rejects.toThrow('FOREIGN KEY');
      });

      test('a database that should be there and is not is an error', async () => {
        const empty = await make();
        await expect(empty.open({ mustExist: true })).rejects.toMatchObject({
          appError: { code: 'store_unreadable' },
        });
      });

      test('the generation grows with each save, and only then', async () => {
        const { generation } = store.status();
        await store.write(add('a'));
        expect(store.status().generation).toBe(generation + 1);
        await store.write((tx) => tx.run('DELETE FROM thing WHERE label = ?', ['nobody']));
        await store.write((tx) => tx.all('SELECT * FROM thing'));
        expect(store.status().generation).toBe(generation + 1);
        await store.write((tx) => tx.run('CREATE TABLE later (id INTEGER)'));
        expect(store.status().generation).toBe(generation + 2);
      });

      test('a write that changes nothing still waits for what it has read', async () => {
        const release = under.disk.hold();
        const first = store.write(add('new'));
        await aWhile();
        let answered = false;
        const second = store
          .write((tx) => tx.get('SELECT 1 AS seen FROM thing'))
          .then(() => (answered = true));
        await aWhile();
        expect(answered).toBe(false);
        release();
        await Promise.all([first, second]);
      });

      test('closing makes durable what was written before', async () => {
        const write = store.write(add('last'));
        await store.close();
        await write;
        expect(labels(await under.open())).toEqual(['last']);
        await expect(store.write(add('after'))).rejects.toThrow('closed');
        expect(() => labels(store)).toThrow('closed');
      });

      test('the worker is kept alive at the start of each save', async () => {
        const keepAlive = vi.fn();
        const watched = await under.open({ keepAlive });
        keepAlive.mockClear();
        const release = under.disk.hold();
        const write = watched.write(add('a'));
        await aWhile();
        expect(keepAlive).toHaveBeenCalledTimes(1);
        release();
        await write;
      });
    });

    describe('transactions', () => {
      test('answers the value of the function', async () => {
        expect(await store.write((tx) => (add('a')(tx), tx.get('SELECT count(*) AS n FROM thing')))).toEqual({
          n: 1,
        });
      });

      test('a throw undoes all of one transaction and nothing of the others', async () => {
        const bug = new Error('half-way');
        const results = await Promise.allSettled([
          store.write(add('before')),
          store.write((tx) => {
            add('undone')(tx);
            tx.emit('drafts.changed', 'undone');
            throw bug;
          }),
          store.write(add('after')),
        ]);
        expect(results[1]).toEqual({ status: 'rejected', reason: bug });
        expect(labels(store)).toEqual(['before', 'after']);
        expect(labels(await under.open())).toEqual(['before', 'after']);
      });

      test('writes of one turn share one save', async () => {
        const { generation } = store.status();
        await Promise.all(['a', 'b', 'c'].map((label) => store.write(add(label))));
        expect(store.status().generation).toBe(generation + 1);
      });

      test('many writes share one save while none is lost', async () => {
        const { generation } = store.status();
        const release = under.disk.hold();
        const early = store.write(add('early'));
        await aWhile();
        const many = Array.from({ length: 50 }, (_, at) => store.write(add(`late ${at}`)));
        release();
        await Promise.all([early, ...many]);
        expect(store.status().generation).toBe(generation + 2);
        expect(labels(await under.open())).toHaveLength(51);
      });

      test('a broken reference found at the commit undoes the transaction', async () => {
        const dangling = store.write((tx) =>
          tx.run(`INSERT INTO thing (label, shelf_id) VALUES ('a', 'nowhere')`),
        );
        await expect(dangling).rejects.toThrow('FOREIGN KEY constraint failed');
        expect(labels(store)).toEqual([]);
        await store.write(add('fine'));
      });

      test('a function that waits is refused, and so is all it does later', async () => {
        let later: unknown = null;
        const write = store.write(async (tx) => {
          add('early')(tx);
          await Promise.resolve();
          try {
            add('later')(tx);
          } catch (error) {
            later = error;
          }
        });
        await expect(write).rejects.toThrow(TypeError);
        await aWhile();
        expect(String(later)).toContain('over');
        expect(labels(store)).toEqual([]);
      });

      test('no write and no read of the store inside a transaction', async () => {
        const inner: Promise<string>[] = [];
        await store.write((tx) => {
          add('outer')(tx);
          inner.push(store.write(add('inner')).then(String, String));
          expect(() => labels(store)).toThrow('transaction at hand');
          expect(() => store.exportFile()).toThrow('transaction at hand');
        });
        expect(await inner[0]).toContain('transaction at hand');
        const reading = store.read(() => store.write(add('from a read')));
        await expect(reading).rejects.toThrow('transaction at hand');
        expect(labels(store)).toEqual(['outer']);
      });
    });

    describe('a disk that fails', () => {
      test.each([
        ['full' as const, StoreFullError, 'storage_full'],
        ['broken' as const, StoreLostError, 'store_lost'],
      ])(
        '%s: all that is not durable is undone, all who wait hear it, later writes work',
        async (fault, kind, code) => {
          await store.write(add('safe'));
          const release = under.disk.hold();
          const group = [store.write(add('a')), store.write(add('b'))];
          await aWhile();
          const waiting = [store.write(add('c')), store.write((tx) => tx.get('SELECT 1 AS one FROM thing'))];
          under.disk.fail(fault);
          release();
          const results = await Promise.allSettled([...group, ...waiting]);
          for (const result of results) {
            expect(result).toMatchObject({ status: 'rejected', reason: { appError: { code } } });
            expect((result as PromiseRejectedResult).reason).toBeInstanceOf(kind);
          }
          expect(labels(store)).toEqual(['safe']);
          under.disk.mend();
          const { generation } = store.status();
          await store.write((tx) => tx.get('SELECT 1 AS one'));
          expect(store.status().generation, 'nothing is left to save').toBe(generation);
          await store.write(add('later'));
          expect(labels(await under.open())).toEqual(['safe', 'later']);
        },
      );

      test('a write made while memory goes back waits, and builds on what is durable', async () => {
        under.disk.fail('full');
        const failing = store.write(add('a'));
        const next = failing.catch(() => {
          under.disk.mend();
          return store.write((tx) => (add('b')(tx), tx.all('SELECT label FROM thing')));
        });
        expect(await next).toEqual([{ label: 'b' }]);
      });

      test('whoever writes while memory goes back is told the truth', async () => {
        under.disk.fail('full');
        let over = false;
        void store.write(add('undone')).catch(() => (over = true));
        const during: Promise<string | null>[] = [];
        while (!over) {
          const label = `during ${during.length}`;
          during.push(
            store.write(add(label)).then(
              () => label,
              () => null,
            ),
          );
          await aTurn();
        }
        under.disk.mend();
        await store.write(add('after'));
        const kept = (await Promise.all(during)).filter((label) => label !== null);
        expect(labels(await under.open())).toEqual([...kept, 'after']);
      });

      test('a save that did arrive is acknowledged, whatever was heard of it', async () => {
        under.disk.fail('late');
        await store.write(add('arrived'));
        under.disk.mend();
        await store.write(add('next'));
        expect(labels(await under.open())).toEqual(['arrived', 'next']);
      });

      test('a disk that cannot be read back: no answer from doubtful memory, until it can', async () => {
        await store.write(add('safe'));
        under.disk.fail('dead');
        await expect(store.write(add('a'))).rejects.toThrow(StoreLostError);
        expect(() => labels(store)).toThrow(StoreLostError);
        expect(() => store.exportFile()).toThrow(StoreLostError);
        await expect(store.write(add('b'))).rejects.toThrow(StoreLostError);
        under.disk.mend();
        await store.write(add('c'));
        expect(labels(store)).toEqual(['safe', 'c']);
      });

      test('a new database on a full disk is an error, not a store that forgets', async () => {
        const other = await make();
        other.disk.fail('full');
        await expect(other.open()).rejects.toThrow(StoreFullError);
      });
    });

    describe('another writer', () => {
      test('is never written over; what lost the race is told and starts again from the truth', async () => {
        const other = await under.open();
        await other.write(add('theirs'));
        await expect(store.write(add('ours'))).rejects.toThrow(StoreLostError);
        expect(labels(store)).toEqual(['theirs']);
        await store.write(add('ours'));
        expect(labels(await under.open())).toEqual(['theirs', 'ours']);
      });

      test('of two racing saves exactly one wins', async () => {
        const other = await under.open();
        const results = settled(
          await Promise.allSettled([store.write(add('ours')), other.write(add('theirs'))]),
        );
        expect(results.toSorted()).toEqual(['StoreLostError', 'done']);
        expect(labels(await under.open())).toEqual([results[0] === 'done' ? 'ours' : 'theirs']);
      });
    });

    describe('change events', () => {
      test('follow durability, merged by name, before the caller goes on', async () => {
        const heard: unknown[] = [];
        store.onChange((events) => heard.push(events));
        const release = under.disk.hold();
        const early = store.write((tx) => (add('a')(tx), tx.emit('drafts.changed', '1')));
        await aWhile();
        const both = [
          store.write(
            (tx) => (add('b')(tx), tx.emit('drafts.changed', '2', '2'), tx.emit('queue.changed', 'q')),
          ),
          store.write((tx) => (add('c')(tx), tx.emit('drafts.changed', '3', '2'))),
        ];
        expect(heard).toEqual([]);
        release();
        await early;
        expect(heard[0]).toEqual([{ name: 'drafts.changed', ids: ['1'] }]);
        await Promise.all(both);
        expect(heard[1]).toEqual([
          { name: 'drafts.changed', ids: ['2', '3'] },
          { name: 'queue.changed', ids: ['q'] },
        ]);
      });

      test.each([0, 1, 2, 3, 4])('a write made %i ticks after one is not forgotten', async (ticks) => {
        const followUp = Promise.withResolvers<void>();
        const stop = store.onChange(() => {
          stop();
          void (async () => {
            for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
            await store.write(add('second'));
          })().then(followUp.resolve, followUp.reject);
        });
        await store.write((tx) => (add('first')(tx), tx.emit('drafts.changed', '1')));
        await expect(Promise.race([followUp.promise, aWhile().then(() => 'waits for ever')])).resolves.toBe(
          undefined,
        );
        expect(labels(await under.open())).toEqual(['first', 'second']);
      });

      test('of what was not kept nobody hears, nor who stopped listening', async () => {
        const listener = vi.fn();
        const stop = store.onChange(listener);
        under.disk.fail('full');
        await store.write((tx) => (add('a')(tx), tx.emit('drafts.changed', '1'))).catch(() => undefined);
        under.disk.mend();
        expect(listener).not.toHaveBeenCalled();
        await store.write((tx) => tx.emit('drafts.changed', '2'));
        expect(listener).toHaveBeenCalledTimes(1);
        stop();
        await store.write((tx) => (add('b')(tx), tx.emit('drafts.changed', '3')));
        expect(listener).toHaveBeenCalledTimes(1);
      });

      test('a listener that throws harms neither the write nor the others', async () => {
        const onChangeError = vi.fn();
        const watched = await under.open({ onChangeError });
        const listener = vi.fn();
        watched.onChange(() => {
          throw new Error('in a listener');
        });
        watched.onChange(listener);
        await watched.write((tx) => (add('a')(tx), tx.emit('drafts.changed', '1')));
        expect(listener).toHaveBeenCalledTimes(1);
        expect(onChangeError).toHaveBeenCalledTimes(1);
      });
    });

    test('whatever dies or fails, what was acknowledged stays and sums stay whole', async () => {
      await store.write((tx) => {
        for (let id = 1; id <= 20; id++) tx.run('INSERT INTO thing (id, amount) VALUES (?, 100)', [id]);
      });
      const random = seeded(20261121);
      let acknowledged = 0;
      for (let round = 1; round <= 150; round++) {
        const chance = random();
        if (chance < 0.15) under.disk.fail((['full', 'broken', 'late'] as const)[Math.floor(random() * 3)]!);
        else under.disk.mend();
        const moves = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, at) => {
          const [from, to] = [1 + Math.floor(random() * 20), 1 + Math.floor(random() * 20)];
          const throws = random() < 0.2;
          return store
            .write((tx) => {
              tx.run('UPDATE thing SET amount = amount - 3 WHERE id = ?', [from]);
              tx.run('UPDATE thing SET amount = amount + 3 WHERE id = ?', [to]);
              tx.run('UPDATE thing SET label = ? WHERE id = 1', [String(round * 10 + at)]);
              if (throws) throw new Error('changed my mind');
            })
            .then(() => (acknowledged = Math.max(acknowledged, round * 10 + at)))
            .catch(() => undefined);
        });
        if (chance > 0.9) {
          under.crash(); // with writes on their way
          store = await under.open();
        } else if (chance < 0.8) await Promise.all(moves);
        const [sum] = store.read((reader) =>
          reader.all<{ total: number; last: string | null }>(
            'SELECT sum(amount) AS total, (SELECT label FROM thing WHERE id = 1) AS last FROM thing',
          ),
        );
        expect(sum!.total).toBe(2000);
        expect(Number(sum!.last ?? 0)).toBeGreaterThanOrEqual(acknowledged);
      }
      expect(acknowledged).toBeGreaterThan(1000);
    });

    describeSqlContract(
      () => store,
      (file, query) => under.queryElsewhere(file, query),
    );
  });
}
