/**
 * Title length and hashtags of each preset, to be shown. The rules themselves stand in `src/accounts`, beside what
 * reads the database; a test holds the two together.
 */
export const PRESET_FACTS = {
  sober: { title: 100, min: 0, max: 5 },
  classic: { title: 70, min: 3, max: 5 },
  streetwear: { title: 100, min: 0, max: 12 },
} as const;
