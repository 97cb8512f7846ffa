/** Money is integer cents everywhere in code; `price REAL` and Vinted's bare number exist only at the edges. */
export function centsOf(price: number): number {
  return Math.round(price * 100);
}

export function priceOf(cents: number): number {
  return cents / 100;
}

/**
 * Reads what a seller typed ("12", "12,5", "12.50 €", "1 200"). Null where it is no amount, is negative, or has more
 * than two decimals: a price is never guessed.
 */
export function parsePriceCents(text: string): number | null {
  const compact = text.replace(/[\s\u00a0\u202f€]/g, '');
  const match = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(compact);
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
