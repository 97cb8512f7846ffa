import { element, mark } from './panel-dom.ts';
import { onTrustedClick, panelSheet, type PanelState, type SheetProgress } from './panel-sheet.ts';
import { PANEL_STYLES } from './panel-styles.ts';

export interface PanelDeps {
  /** What there is to show; null where the worker did not answer: then what was shown stays. */
  state(): Promise<PanelState | null>;
  /** @returns whether the preview was opened */
  openPreview(draftId: string): Promise<boolean>;
  /** Everything the panel attached to the page goes with it. */
  signal: AbortSignal;
}

const HOST_NAME = 'penderie-panel';
/** While the sheet is open and seen. Folded, it is asked again only when the page comes back to view. */
const REFRESH_MS = 30_000;
/** A page that keeps taking the panel away is not fought for ever. */
const MOST_RETURNS = 20;

/**
 * Shows the panel on the page it runs in: a launcher that unfolds into a sheet with the ready pieces. It lives in a
 * closed shadow root outside of the page's body, so that neither the page's styles nor its navigation reach it; it is
 * away while there is nothing to show. It can open a preview, and nothing else.
 */
export function showPanel({ state: askState, openPreview, signal }: PanelDeps): void {
  const host = element(HOST_NAME as 'div');
  // Beats the page's rules for every element, and stands where the page's content policy has no say.
  for (const [name, value] of [
    ['all', 'initial'],
    ['display', 'block'],
    ['position', 'fixed'],
    ['right', '16px'],
    ['bottom', '16px'],
    ['z-index', '2147483000'],
  ] as const) {
    host.style.setProperty(name, value, 'important');
  }
  const root = host.attachShadow({ mode: 'closed' });
  addStyles(root);
  const frame = element('div', { class: 'pd-frame' });
  root.append(frame);

  let state: PanelState | null = null;
  let isOpen = false;
  let progress: SheetProgress = { opening: null, failed: false };
  let drawn = '';

  function draw(): void {
    if (!state || !hasSomething(state)) {
      isOpen = false;
      drawn = '';
      frame.replaceChildren();
      host.remove();
      return;
    }
    const next = JSON.stringify([state, isOpen, progress]);
    if (next !== drawn) {
      drawn = next;
      const focused = focusedControl();
      host.lang = state.language;
      frame.replaceChildren(isOpen ? panelSheet(state, progress, { fold, prepare }) : launcher(state));
      if (focused) focusOn(focused);
    }
    if (!host.isConnected) document.documentElement.append(host);
  }

  function launcher({ texts, readyTotal, needsYou }: PanelState): HTMLElement {
    const button = element('button', {
      type: 'button',
      class: 'pd-launcher',
      'aria-expanded': 'false',
      'aria-label': needsYou ? `${texts.open!}. ${texts.needsYou!}` : `${texts.open!}. ${texts.ready!}`,
    });
    button.append(mark(20));
    const flag = needsYou ? '!' : readyTotal > 0 ? String(readyTotal) : '';
    if (flag) {
      button.append(
        element('span', { class: needsYou ? 'pd-flag pd-you' : 'pd-flag', 'aria-hidden': 'true' }, flag),
      );
    }
    onTrustedClick(button, unfold);
    return button;
  }

  function unfold(): void {
    isOpen = true;
    progress = { opening: null, failed: false };
    draw();
    focusOn('.pd-sheet');
    refresh();
  }

  function fold(): void {
    isOpen = false;
    draw();
    focusOn('.pd-launcher');
  }

  function prepare(draftId: string): void {
    progress = { opening: draftId, failed: false };
    draw();
    void openPreview(draftId).then((opened) => {
      if (signal.aborted) return;
      progress = { opening: null, failed: !opened };
      draw();
      refresh();
    });
  }

  /** A selector of the control that has the focus, so that it has it again after drawing anew. */
  function focusedControl(): string | null {
    const active = root.activeElement;
    const draft = active?.getAttribute('data-draft');
    if (draft) return `[data-draft="${CSS.escape(draft)}"]`;
    return active ? `.${active.classList[0]}` : null;
  }

  function focusOn(selector: string): void {
    const wanted = root.querySelector<HTMLElement>(selector) ?? root.querySelector<HTMLElement>('.pd-sheet');
    wanted?.focus({ preventScroll: true });
  }

  function refresh(): void {
    void askState().then((answer) => {
      if (signal.aborted || !answer) return;
      state = answer;
      draw();
    });
  }

  frame.addEventListener('keydown', (event) => {
    if (event.isTrusted && event.key === 'Escape' && isOpen) fold();
  });
  // What is typed in the panel is none of the page's shortcuts.
  for (const type of ['keydown', 'keypress', 'keyup'] as const) {
    host.addEventListener(type, (event) => event.stopPropagation());
  }
  document.addEventListener('visibilitychange', () => !document.hidden && refresh(), { signal });
  window.addEventListener('focus', refresh, { signal });
  const timer = setInterval(() => isOpen && !document.hidden && refresh(), REFRESH_MS);

  let returns = 0;
  const observer = new MutationObserver(() => {
    if (host.isConnected || !state || !hasSomething(state) || ++returns > MOST_RETURNS) return;
    draw();
  });
  observer.observe(document.documentElement, { childList: true });

  signal.addEventListener(
    'abort',
    () => {
      clearInterval(timer);
      observer.disconnect();
      host.remove();
    },
    { once: true },
  );
  refresh();
}

function hasSomething(state: PanelState): boolean {
  return state.readyTotal > 0 || state.queued > 0 || state.needsYou;
}

/**
 * A sheet made by script is not subject to the page's content policy; an element is the way where the browser does not
 * let a content script adopt one.
 */
function addStyles(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PANEL_STYLES);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(element('style', {}, PANEL_STYLES));
  }
}
