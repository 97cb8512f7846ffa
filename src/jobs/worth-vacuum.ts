export interface PageStats {
  pageSize: number;
  pageCount: number;
  freePages: number;
}

const MANY_PAGES = 1000;
const LARGE_SHARE = 0.2;

/**
 * Whether the free pages of a database are worth giving back: a lot of them, or a large share. A few are left, since
 * the next writes would only take them again.
 */
export function worthVacuum({ pageCount, freePages }: Pick<PageStats, 'pageCount' | 'freePages'>): boolean {
  return freePages > MANY_PAGES || freePages > pageCount * LARGE_SHARE;
}
