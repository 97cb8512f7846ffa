import { domainOf } from '../accounts/account-id.ts';
import { ownerId } from '../accounts/known-account.ts';
import { isoTime, type Clock } from '../shared/clock.ts';
import { foldText } from '../shared/fold-text.ts';
import { ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Reader, Store } from '../store/store.ts';
import { NO_BRAND } from './basics.ts';
import { buildTree, flattenTree, searchTree, type CategoryTree } from './category-tree.ts';
import type { CategoryDetail, ReferenceReader } from './reference.ts';
import {
  referenceRepository,
  type ReferenceKind,
  type ReferenceValues,
  type Seen,
} from './reference-repository.ts';
import type { VintedReads } from './vinted-reads.ts';

/** After this the answer is asked again, when Vinted can be reached; until then, and when not, the kept one serves. */
const FRESH_MS = 7 * 24 * 3_600_000;
/** A question that failed is not repeated at every key stroke. */
const PAUSE_AFTER_FAILURE_MS = 10_000;
const MOST_BRANDS = 30;

interface Deps {
  store: Store;
  reads: VintedReads;
  clock: Pick<Clock, 'now'>;
}

/**
 * Reference data from the cache, asked from Vinted where it is missing or old. What Vinted could not say stays unknown
 * (null), it is never guessed; what it said serves offline for ever.
 */
export function createReferenceReader(deps: Deps): ReferenceReader {
  const { store, reads, clock } = deps;
  const cacheOf = (reader: Reader) => referenceRepository(domainOf(ownerId(reader)));
  const asking = new Map<string, Promise<unknown>>();
  const failedAt = new Map<string, number>();
  let built: { seenAt: string; domain: string; tree: CategoryTree } | null = null;

  /** One question at a time per key, and none for a while after a failure. Null: no answer. */
  async function ask<T>(key: string, question: () => Promise<Result<T>>): Promise<T | null> {
    const failed = failedAt.get(key);
    if (failed !== undefined && clock.now() - failed < PAUSE_AFTER_FAILURE_MS) return null;
    let answer = asking.get(key) as Promise<Result<T>> | undefined;
    if (!answer) {
      answer = question().finally(() => asking.delete(key));
      asking.set(key, answer);
    }
    const result = await answer;
    if (result.ok) failedAt.delete(key);
    else failedAt.set(key, clock.now());
    return result.ok ? result.value : null;
  }

  function isFresh(seenAt: string | null): boolean {
    return seenAt !== null && clock.now() - Date.parse(seenAt) < FRESH_MS;
  }

  /** A store that is full must not keep the answer from the seller: it is asked again the next time. */
  async function keep(
    kind: ReferenceKind,
    key: string,
    value: ReferenceValues[ReferenceKind],
  ): Promise<void> {
    await writeResult(store, (tx) => ok(cacheOf(tx).put(tx, kind, key, value, isoTime(clock.now()))));
  }

  /** The kept answer if fresh, else a new one, else the old one. An answer of null is "not known" and is not kept. */
  async function kept<Kind extends ReferenceKind>(
    kind: Kind,
    key: string,
    question: () => Promise<Result<ReferenceValues[Kind] | null>>,
  ): Promise<Seen<Kind> | null> {
    const known = store.read((reader) => cacheOf(reader).get(reader, kind, key));
    if (known && isFresh(known.seenAt)) return known;
    const value = await ask(`${kind} ${key}`, question);
    if (value === null) return known;
    await keep(kind, key, value);
    return { key, value, seenAt: isoTime(clock.now()) };
  }

  async function askForTree(): Promise<void> {
    const roots = await ask('tree', reads.catalogs);
    if (!roots || roots.length === 0) return;
    await writeResult(store, (tx) =>
      ok(cacheOf(tx).replaceTree(tx, flattenTree(roots), isoTime(clock.now()))),
    );
  }

  function keptTree(): CategoryTree | null {
    return store.read((reader) => {
      const domain = domainOf(ownerId(reader));
      const cache = referenceRepository(domain);
      const seenAt = cache.treeSeenAt(reader);
      if (seenAt === null) return null;
      if (built?.seenAt !== seenAt || built.domain !== domain) {
        const nodes = cache.all(reader, 'catalog').map(({ key, value }) => ({ id: Number(key), value }));
        built = { seenAt, domain, tree: buildTree(nodes) };
      }
      return built.tree;
    });
  }

  /** Waits for the tree only where there is none; an old one serves while a new one is on its way. */
  async function tree(): Promise<CategoryTree | null> {
    const seenAt = store.read((reader) => cacheOf(reader).treeSeenAt(reader));
    if (seenAt === null) await askForTree();
    else if (!isFresh(seenAt)) void askForTree().catch(() => failedAt.set('tree', clock.now()));
    return keptTree();
  }

  return {
    async searchCategories(text) {
      const known = await tree();
      return { known: known !== null, categories: known ? searchTree(known, text) : [] };
    },

    async category(catalogId): Promise<CategoryDetail> {
      const key = String(catalogId);
      const path = (await tree())?.pathOf(catalogId) ?? '';
      // One after the other: nothing here is so urgent that Vinted should get a burst.
      const sizes = await kept('sizes', key, async () => {
        const groups = await reads.sizeGroups(catalogId);
        return groups.ok
          ? ok(groups.value.map((group) => ({ caption: group.caption, sizes: group.sizes })))
          : groups;
      });
      const packages = await kept('packages', key, () => reads.packageSizes(catalogId));
      const attributes = await kept('attributes', key, () => reads.attributes(catalogId));
      return {
        id: catalogId,
        path,
        sizes: sizes?.value ?? null,
        packageSizes: packages?.value ?? null,
        attributes: attributes?.value ?? null,
        seenAt: oldest([sizes, packages, attributes]),
      };
    },

    async brands(text, catalogId) {
      const typed = foldText(text);
      const none = isAskedFor(NO_BRAND.title, typed) ? [NO_BRAND] : [];
      if (typed === '') return { brands: none, customAllowed: true };
      const asked = await kept('brands', `${catalogId ?? ''} ${typed}`, () =>
        reads.brands(text.trim(), catalogId),
      );
      const brands = asked?.value.brands ?? brandsSeen(typed);
      return {
        brands: [...none, ...brands.filter((brand) => brand.id !== NO_BRAND.id)].slice(0, MOST_BRANDS),
        customAllowed: asked?.value.customAllowed ?? true,
      };
    },
  };

  /** Offline: whatever fits among all brands any search ever brought, beginnings first. */
  function brandsSeen(typed: string): { id: number; title: string }[] {
    const answers = store.read((reader) => cacheOf(reader).all(reader, 'brands'));
    const seen = new Map(
      answers.flatMap(({ value }) => value.brands.map((brand) => [brand.id, brand] as const)),
    );
    const rank = (title: string) => (foldText(title).startsWith(typed) ? 0 : 1);
    return [...seen.values()]
      .filter((brand) => isAskedFor(brand.title, typed))
      .sort((a, b) => rank(a.title) - rank(b.title) || a.title.localeCompare(b.title, 'fr'));
  }
}

function isAskedFor(title: string, typed: string): boolean {
  return foldText(title).includes(typed);
}

function oldest(seen: (Seen<ReferenceKind> | null)[]): string | null {
  const times = seen.flatMap((one) => (one ? [one.seenAt] : []));
  return times.sort()[0] ?? null;
}
