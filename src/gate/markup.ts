/** An HTML tag or comment, as pasted from a page. "taille < 38" and "<3" are none. */
const TAG = /<\/?[a-z][^<>]*>|<!--[\s\S]*?-->/gi;

export function firstTag(text: string): string | null {
  return text.match(TAG)?.[0] ?? null;
}

/** The text without its tags; spaces that stood around them become one. */
export function withoutTags(text: string): string {
  return text
    .replace(TAG, ' ')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}
