/** A `#` that begins a word and a word with a letter in it: "#vintage", "#90s". "#3" is a number, "C#" a language. */
const HASHTAG = /(?<![\p{L}\p{N}_#&])#(?=[\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]+/gu;

export function hashtagsOf(text: string): string[] {
  return text.match(HASHTAG) ?? [];
}

/** The first words that stand behind a hashtag, where hashtags should be the end; null where nothing does. */
export function textAfterHashtags(text: string): string | null {
  const first = text.search(HASHTAG);
  if (first === -1) return null;
  const rest = text.slice(first).replace(HASHTAG, ' ');
  const words = rest.match(/[\p{L}\p{N}]\S*/gu);
  return words ? words.slice(0, 4).join(' ') : null;
}
