import { domainOf } from '../../accounts/account-id.ts';
import { recheckCategory } from '../../drafts/recheck-category.ts';
import type { Handlers } from '../../messaging/server.ts';
import { COLORS, CONDITIONS, MATERIALS, PACKAGE_SIZES } from '../../reference/basics.ts';
import { knownCategory } from '../../reference/known-category.ts';
import { ok } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

export type ReferenceContext = Pick<AppContext, 'store' | 'clock' | 'accountId' | 'reference'>;

export const referenceHandlers = {
  'reference.searchCategories': async ({ text }, { reference }) => ok(await reference.searchCategories(text)),

  'reference.category': async ({ catalogId }, context) => {
    const { store, clock, reference } = context;
    const accountId = context.accountId();
    const known = () => store.read((reader) => knownCategory(reader, domainOf(accountId), catalogId));
    const before = known();
    const detail = await reference.category(catalogId);
    // What was just learned may block or free the drafts of this category.
    if (JSON.stringify(known()) !== JSON.stringify(before)) {
      await recheckCategory(store, accountId, catalogId, clock);
    }
    return ok(detail);
  },

  'reference.brands': async ({ text, catalogId }, { reference }) =>
    ok(await reference.brands(text, catalogId)),

  'reference.basics': () =>
    Promise.resolve(
      ok({
        colors: COLORS.map(({ id, title, hex }) => ({ id, title, hex })),
        conditions: CONDITIONS.map(({ id, title, explanation }) => ({ id, title, explanation })),
        materials: [...MATERIALS],
        packageSizes: [...PACKAGE_SIZES],
      }),
    ),
} satisfies Partial<Handlers<ReferenceContext>>;
