/** The longest title and the number of hashtags a seller may choose between (spec section 5). */
export const PRESETS = {
  sober: { titleMax: 100, hashtagsMin: 0, hashtagsMax: 5 },
  classic: { titleMax: 70, hashtagsMin: 3, hashtagsMax: 5 },
  streetwear: { titleMax: 100, hashtagsMin: 0, hashtagsMax: 12 },
} as const;

export type Preset = keyof typeof PRESETS;
