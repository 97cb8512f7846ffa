import type { RouteOutput } from '../../messaging/routes.ts';
import { element, icon, mark } from './panel-dom.ts';

export type PanelState = RouteOutput<'panel.state'>;

export interface PanelActions {
  fold(): void;
  prepare(draftId: string): void;
}

/** What the sheet itself knows beside the state: which preview is on its way, and whether the last one failed. */
export interface SheetProgress {
  opening: string | null;
  failed: boolean;
}

/** The open panel: what waits for a human, the ready pieces, each with the one button that leads to its preview. */
export function panelSheet(state: PanelState, progress: SheetProgress, actions: PanelActions): HTMLElement {
  const { texts } = state;
  const fold = element('button', { type: 'button', class: 'pd-fold', 'aria-label': texts.fold! });
  fold.append(icon('caret-line-right', 16));
  onTrustedClick(fold, actions.fold);

  const sheet = element('section', { class: 'pd-sheet', tabindex: '-1', 'aria-label': texts.name! });
  sheet.append(element('header', { class: 'pd-head' }, mark(18), element('b', {}, texts.name!), fold));
  if (state.needsYou) sheet.append(line('hand-palm', 'pd-line pd-needs', texts.needsYou!));
  const count = state.ready.length > 0 ? texts.ready! : texts.nothingReady!;
  sheet.append(element('h2', { class: 'pd-count' }, count));
  if (state.ready.length > 0) {
    const rows = state.ready.map((draft) => row(draft, state, progress, actions));
    sheet.append(element('ul', { class: 'pd-list' }, ...rows));
  }
  if (state.readyTotal > state.ready.length) sheet.append(element('p', { class: 'pd-more' }, texts.more!));
  sheet.append(foot(state, progress));
  return sheet;
}

function row(
  draft: PanelState['ready'][number],
  { texts }: PanelState,
  progress: SheetProgress,
  actions: PanelActions,
): HTMLElement {
  const isOpening = progress.opening === draft.id;
  const button = element('button', {
    type: 'button',
    class: 'pd-prepare',
    'data-draft': draft.id,
    'aria-label': texts[`prepare:${draft.id}`]!,
    'aria-disabled': String(progress.opening !== null),
  });
  button.append(icon('paper-plane-tilt', 14), isOpening ? texts.opening! : texts.prepare!);
  onTrustedClick(button, () => {
    if (progress.opening === null) actions.prepare(draft.id);
  });
  const reference = draft.reference === null ? '' : `#${String(draft.reference).padStart(4, '0')} · `;
  return element(
    'li',
    { class: 'pd-row' },
    element(
      'div',
      {},
      element('div', { class: 'pd-title', title: draft.title }, draft.title),
      element('div', { class: 'pd-facts' }, reference + draft.price),
    ),
    button,
  );
}

function foot({ queued, texts }: PanelState, progress: SheetProgress): HTMLElement {
  const parts = [line('house-line', 'pd-line', texts.reach!)];
  if (queued > 0) parts.push(element('p', { class: 'pd-line' }, texts.queued!));
  const status = element('p', { class: 'pd-line pd-failed', role: 'status' });
  if (progress.failed) status.textContent = texts.failed!;
  else status.hidden = true;
  return element('footer', { class: 'pd-foot' }, ...parts, status);
}

function line(name: Parameters<typeof icon>[0], className: string, text: string): HTMLElement {
  return element('p', { class: className }, icon(name, 14), element('span', {}, text));
}

/** Clicks of a person only: a page can make events of its own, but not trusted ones. */
export function onTrustedClick(button: HTMLElement, act: () => void): void {
  button.addEventListener('click', (event) => {
    if (event.isTrusted) act();
  });
}
