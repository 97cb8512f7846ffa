import type { Caller } from '../messaging/route-schemas.ts';

/** Where the panel may live. Exact: no subdomain, no other scheme. */
const PANEL_ORIGINS: readonly string[] = ['https://www.vinted.fr'];

export interface Sender {
  id?: string;
  origin?: string;
  url?: string;
}

/**
 * Who sent a message: one of our own pages, the panel, or nobody who may. Decided by the extension's id and the exact
 * origin; a tab tells nothing, since a popup opened in a tab has one too.
 */
export function callerOf(sender: Sender, own: { id: string; origin: string }): Caller | null {
  if (sender.id !== own.id) return null;
  const origin = sender.origin ?? (sender.url ? originOf(sender.url) : undefined);
  if (origin === own.origin) return 'page';
  return origin && PANEL_ORIGINS.includes(origin) ? 'panel' : null;
}

/** `URL.origin` is "null" for some extension schemes: scheme and host are joined by hand. */
export function originOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
