import { onBeforeUnmount, onMounted } from 'vue';
import { useSettings } from '../stores/settings-store.ts';

/** Names as in `KeyboardEvent.key`, lower case for letters, with `Mod+`, `Alt+`, `Shift+` in that order. */
export type KeyBindings = Record<string, (event: KeyboardEvent) => void>;

const FIELDS = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"]';
/** What the browser itself does with Space and Enter on a control comes first. */
const PRESSED_BY_SPACE = 'button, input, summary, [role="option"]';
const PRESSED_BY_ENTER = `${PRESSED_BY_SPACE}, a[href]`;

export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const single = event.key.length === 1;
  const key = single ? event.key.toLowerCase() : event.key;
  const mod = event.ctrlKey || event.metaKey ? 'Mod+' : '';
  const alt = event.altKey ? 'Alt+' : '';
  // Shift is part of how a sign like "?" is typed, and says nothing more there.
  const shift = event.shiftKey && (!single || /[a-z]/i.test(event.key)) ? 'Shift+' : '';
  return `${mod}${alt}${shift}${key}`;
}

/** A key that types a sign: acts outside fields only, and can be switched off in the settings (WCAG 2.1.4). */
export const isSingleKey = (name: string) => name.length === 1 && name !== ' ';

/**
 * Keyboard shortcuts of a page, alive while the component is. They rest while a dialog is open and inside fields,
 * except combinations with Ctrl, Cmd or Alt.
 */
export function useKeys(bindings: KeyBindings): void {
  const settings = useSettings();

  function onKey(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing) return;
    const name = keyName(event);
    const action = bindings[name];
    if (!action) return;
    if (isSingleKey(name) && !settings.values.singleKeys) return;
    const target = event.target instanceof Element ? event.target : null;
    const combined = event.ctrlKey || event.metaKey || event.altKey;
    if (!combined && target?.closest(FIELDS)) return;
    if (name === ' ' && target?.closest(PRESSED_BY_SPACE)) return;
    if (name === 'Enter' && target?.closest(PRESSED_BY_ENTER)) return;
    if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
    event.preventDefault();
    action(event);
  }

  onMounted(() => window.addEventListener('keydown', onKey));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));
}
