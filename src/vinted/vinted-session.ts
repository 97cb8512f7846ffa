import { appError } from '../shared/app-error.ts';
import type { Clock } from '../shared/clock.ts';
import { fail, ok } from '../shared/result.ts';
import { classify } from './classify.ts';
import { itemBody } from './item-body.ts';
import { pageTransport } from './page-transport.ts';
import { ROUTES, type VintedRouteName } from './routes.ts';
import type { AnswerOf } from './schemas.ts';
import type { VintedRequest } from './transport.ts';
import type { VintedTabs } from './vinted-tabs.ts';
import type { CallHandle, CallOutcome, VintedPage, VintedSession } from './vinted.ts';

type Failed = Exclude<CallOutcome<unknown>, { kind: 'done' }>;
type Repair = 'load_a_page' | 'read_a_fresh_token';

/** A replay is a request of its own, with an id that can be found again from the first one. */
const replayId = (call: CallHandle) => `${call.requestId}.r1`;

/**
 * Every call of a publication over the page transport. A read or a photo that was refused for a stale session (401) or a
 * stale CSRF token (403, code 106) is replayed once after the one repair that fits; a create never is.
 */
export function vintedSession(tabs: VintedTabs, clock: Clock): VintedSession {
  async function run<Name extends VintedRouteName>(
    page: VintedPage,
    call: CallHandle,
    request: VintedRequest & { route: Name },
  ): Promise<CallOutcome<AnswerOf<Name>>> {
    const transport = pageTransport(tabs, clock, page);
    const ask = async (requestId: string, asked: VintedRequest) =>
      classify(request.route, await transport.execute(requestId, asked), clock.now());

    const first = await ask(call.requestId, request);
    const repair = repairFor(request.route, first);
    if (!repair) return first;
    if (repair === 'load_a_page' && !(await tabs.loadOnce())) return first;
    return ask(replayId(call), { ...request, freshToken: true });
  }

  return {
    async openPage(prefer) {
      const page = await tabs.open(prefer);
      return page ? ok(page) : fail(appError('no_page', { reach: 'none' }));
    },
    currentUser: (page, call) => run(page, call, { route: 'current_user', params: {} }),
    formConfiguration: (page, call) => run(page, call, { route: 'configuration', params: {} }),
    newestWardrobeItems: (page, call, vintedId) =>
      run(page, call, { route: 'wardrobe', params: { userId: vintedId } }),
    uploadPhoto: (page, call, file, uploadSessionId) =>
      run(page, call, { route: 'photo', params: {}, photo: { file, uploadSessionId } }),
    createItem: (page, call, item) => run(page, call, { route: 'create', params: {}, json: itemBody(item) }),
    async readItem(page, call, itemId) {
      const outcome = await run(page, call, { route: 'read_item', params: { itemId } });
      if (outcome.kind !== 'done' || outcome.value.id === itemId) return outcome;
      const failure = {
        code: 'vinted_changed',
        route: ROUTES.read_item.path,
        detail: 'item.id: another item',
      } as const;
      return { kind: 'refused', failure };
    },

    async recall<T>(page: VintedPage, call: CallHandle, step: keyof StepValues) {
      const transport = pageTransport(tabs, clock, page);
      const first = await transport.recall(call.requestId);
      if (first.kind !== 'outcome') return first;
      const outcome = classify(step, first.outcome, clock.now());
      if (!repairFor(step, outcome)) return { kind: 'answered', outcome: outcome as CallOutcome<T> };

      const replay = await transport.recall(replayId(call));
      // The refusal made nothing, and its replay is sealed now: as good as never sent, and free to be made anew.
      if (replay.kind !== 'outcome') return replay;
      return { kind: 'answered', outcome: classify(step, replay.outcome, clock.now()) as CallOutcome<T> };
    },
    async acknowledge(page, call) {
      const transport = pageTransport(tabs, clock, page);
      await Promise.all([transport.acknowledge(call.requestId), transport.acknowledge(replayId(call))]);
    },
  };
}

/** The steps that can be recalled, with what each gives. */
type StepValues = { [Name in Parameters<VintedSession['recall']>[2]]: AnswerOf<Name> };

/** The one repair after which a call may be replayed, or null: a create never, anything else once. */
function repairFor(name: VintedRouteName, outcome: CallOutcome<unknown>): Repair | null {
  if (ROUTES[name].operation === 'create' || outcome.kind === 'done' || outcome.kind === 'unclear')
    return null;
  const { failure } = outcome satisfies Failed;
  if (outcome.kind === 'not_attempted') {
    // The form page led away: the session is stale, or nobody is signed in. Loading a page tells which.
    return failure.code === 'signed_out' ? 'load_a_page' : null;
  }
  if (failure.code === 'signed_out' && (failure.status === 401 || failure.apiCode === 100))
    return 'load_a_page';
  return failure.code === 'access_denied' && failure.apiCode === 106 ? 'read_a_fresh_token' : null;
}
