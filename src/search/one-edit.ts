/**
 * True where one word becomes the other by one slip of the finger: a letter too many, one missing, one wrong, or two
 * neighbours swapped. Equal words are none.
 */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB === restA[1]! + restA[0]!;
}

/**
 * The word, and the word without each of its letters. Two words one edit apart have one of these in common, whichever
 * edit it is: so one look-up by a few keys finds every candidate (symmetric deletion, as in SymSpell).
 */
export function slipsOf(word: string): string[] {
  const slips = new Set([word]);
  for (let at = 0; at < word.length; at++) slips.add(word.slice(0, at) + word.slice(at + 1));
  return [...slips];
}
