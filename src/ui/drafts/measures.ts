/** Names under which measures are kept, in the order of the form; the first four fit most garments. */
export const MEASURES = [
  'épaules',
  'aisselles',
  'manches',
  'longueur',
  'taille',
  'hanches',
  'entrejambe',
] as const;

/** Centimetres as people write them: "71", "71,5", "71.5 cm". Null where it is no length. */
export function parseCentimetres(text: string): number | null {
  const match = /^(\d{1,4})(?:[.,](\d))?\s*(?:cm)?$/i.exec(text.trim());
  if (!match) return null;
  return Number(`${match[1]}.${match[2] ?? 0}`);
}
