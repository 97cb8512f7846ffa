import { browser } from 'wxt/browser';
import { listDrafts } from '../../drafts/list-drafts.ts';
import { readDraft } from '../../drafts/read-draft.ts';
import { formatMoney, resolveLanguage, translate, type Language } from '../../i18n/index.ts';
import type { RouteOutput } from '../../messaging/routes.ts';
import type { Handlers } from '../../messaging/server.ts';
import { queueView } from '../../publish/queue-view.ts';
import { appError } from '../../shared/app-error.ts';
import { fail, ok } from '../../shared/result.ts';
import type { AppContext } from '../context.ts';

/** As many as the sheet shows without becoming a list of its own. */
const SHOWN = 6;

type PanelState = RouteOutput<'panel.state'>;
export type PanelContext = Pick<AppContext, 'store' | 'accountId' | 'browserState' | 'publish'>;

export const panelHandlers: Pick<Handlers<PanelContext>, 'panel.state' | 'panel.openPreview'> = {
  'panel.state': async (_request, context) => {
    const { store, accountId, browserState } = context;
    const language = resolveLanguage(await browserState.get('language'), navigator.language);
    const query = { status: 'ready', text: '', sort: 'updated', cursor: null, limit: SHOWN } as const;
    const page = store.read((reader) => listDrafts(reader, accountId(), query));
    if (!page.ok) return page;
    const queue = await queueView(context.publish);
    const ready = page.value.drafts.map((draft) => ({
      id: draft.id,
      reference: draft.reference,
      title: draft.title,
      price: formatMoney(language, draft.priceCents, draft.currency),
    }));
    const needsYou =
      queue.panic ||
      queue.halt !== null ||
      queue.jobs.some((job) => job.status === 'manual' || job.status === 'unknown');
    const state = { language, ready, readyTotal: page.value.total, queued: queue.jobs.length, needsYou };
    return ok({ ...state, texts: panelTexts(language, state) });
  },

  /** The panel leads to a preview in an extension page, and that is all it can do. */
  'panel.openPreview': async ({ draftId }, { store, accountId }) => {
    const draft = store.read((reader) => readDraft(reader, accountId(), draftId));
    if (!draft || draft.deletedAt) return fail(appError('not_found'));
    await browser.tabs.create({ url: `${browser.runtime.getURL('/studio.html')}#/preview/${draft.id}` });
    return ok({ opened: true });
  },
};

/** Every text the panel shows, in the seller's language: the content script carries no dictionary. */
function panelTexts(language: Language, state: Omit<PanelState, 'texts'>): Record<string, string> {
  const plain = [
    'name',
    'open',
    'fold',
    'nothingReady',
    'needsYou',
    'prepare',
    'opening',
    'reach',
    'failed',
  ] as const;
  const texts: Record<string, string> = {};
  for (const key of plain) texts[key] = translate(language, `panel.${key}`);
  texts.ready = translate(language, 'panel.ready', { count: state.readyTotal });
  texts.queued = translate(language, 'panel.queued', { count: state.queued });
  texts.more = translate(language, 'panel.more', { count: state.readyTotal - state.ready.length });
  for (const { id, title } of state.ready)
    texts[`prepare:${id}`] = translate(language, 'panel.prepareTitle', { title });
  return texts;
}
