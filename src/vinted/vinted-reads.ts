import type { AppError } from '../shared/app-error.ts';
import type { Clock } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { classify, EMPTIED } from './classify.ts';
import { pageTransport } from './page-transport.ts';
import { ROUTES, type RouteParams, type VintedRouteName } from './routes.ts';
import type { AnswerOf } from './schemas.ts';
import type { Transport, VintedRequest } from './transport.ts';
import type { VintedTabs } from './vinted-tabs.ts';
import type { VintedFailure } from './vinted.ts';

type DirectRead = 'catalogs' | 'size_groups' | 'brands' | 'package_sizes';

/**
 * Reference data, asked of Vinted; `VintedReads` of the reference room is what this satisfies. GETs go by the worker's
 * own fetch. The attributes are asked by POST, so they go over a vinted.fr page, and only where one is open already:
 * no tab is opened for them.
 */
export function vintedReads(direct: Transport, tabs: VintedTabs, clock: Clock) {
  async function ask<Name extends VintedRouteName>(
    transport: Transport,
    request: VintedRequest & { route: Name },
  ): Promise<{ ok: true; value: AnswerOf<Name> } | { ok: false; failure: VintedFailure }> {
    const requestId = newId(clock.now());
    const outcome = classify(request.route, await transport.execute(requestId, request), clock.now());
    await transport.acknowledge(requestId);
    return outcome.kind === 'done'
      ? { ok: true, value: outcome.value }
      : { ok: false, failure: outcome.failure };
  }

  async function read<Name extends DirectRead>(
    route: Name,
    params: RouteParams<Name>,
  ): Promise<Result<AnswerOf<Name>>> {
    const answer = await ask(direct, { route, params });
    return answer.ok ? ok(answer.value) : fail(errorOf(answer.failure, route));
  }

  return {
    catalogs: () => read('catalogs', {}),
    sizeGroups: (catalogId: number) => read('size_groups', { catalogId }),
    async brands(text: string, catalogId: number | null): Promise<Result<AnswerOf<'brands'>>> {
      const keyword = text.trim().slice(0, 100);
      return keyword ? read('brands', { keyword, catalogId }) : ok({ brands: [], customAllowed: false });
    },
    packageSizes: (catalogId: number) => read('package_sizes', { catalogId }),
    async attributes(catalogId: number): Promise<Result<AnswerOf<'attributes'> | null>> {
      const page = await tabs.find();
      if (!page) return fail(errorOf({ code: 'no_page' }, 'attributes'));
      const json = { attributes: [{ code: 'category', value: [catalogId] }] };
      const answer = await ask(pageTransport(tabs, clock, page), { route: 'attributes', params: {}, json });
      if (answer.ok) return ok(answer.value);
      return answer.failure.detail === EMPTIED ? ok(null) : fail(errorOf(answer.failure, 'attributes'));
    },
  };
}

/** Reading reference data sends nothing of the seller's: its reach is always none. */
function errorOf(failure: VintedFailure, route: VintedRouteName): AppError {
  return { code: failure.code, params: { path: ROUTES[route].path }, reach: 'none', detail: failure.detail };
}
