import { browser } from 'wxt/browser';

export const STUDIO_PAGES = ['drafts', 'preview', 'queue', 'import', 'settings'] as const;
export type StudioPage = (typeof STUDIO_PAGES)[number];
export interface StudioPlace {
  page: StudioPage | 'unknown';
  id: string | null;
}

/** `#/drafts/0190…` */
export function hashOf(page: StudioPage, id?: string): string {
  return id ? `#/${page}/${encodeURIComponent(id)}` : `#/${page}`;
}

export function placeOf(hash: string): StudioPlace {
  const [page = '', id = ''] = hash.replace(/^#\/?/, '').split('/');
  if (page === '') return { page: 'drafts', id: null };
  const known = STUDIO_PAGES.find((name) => name === page);
  if (!known) return { page: 'unknown', id: null };
  try {
    return { page: known, id: id ? decodeURIComponent(id) : null };
  } catch {
    return { page: 'unknown', id: null };
  }
}

/** The address of a studio page for other places: the popup, the worker. */
export function studioUrl(page: StudioPage, id?: string): string {
  return `${browser.runtime.getURL('/')}studio.html${hashOf(page, id)}`;
}
