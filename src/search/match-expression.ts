import type { QueryWord } from './query-words.ts';

type Column = 'title' | 'brand' | 'reference';
/** Where a word may stand; null = anywhere. */
type Place = readonly (Column | null)[];

const TITLE: Place = ['title'];
const HEAD: Place = ['title', 'brand'];
const ANYWHERE: Place = [null];

/** Every document that holds all the words, in FTS4's language. */
export function matchAll(words: readonly QueryWord[]): string {
  return all(words, ANYWHERE, 'begins');
}

/**
 * The same documents in tiers, best first, none twice: all words in the title, whole before begun (or meant: likely
 * words); in title and brand; anywhere. With one word whole goes before begun in each place; with more, what a further
 * tier costs on long lists is worth more than the finer order.
 */
export function matchTiers(words: readonly QueryWord[]): string[] {
  const title = all(words, TITLE, 'begins');
  const head = all(words, HEAD, 'begins');
  const anywhere = matchAll(words);
  const wholeTitle = all(words, TITLE, 'whole');
  const tiers = [wholeTitle, `${title} NOT ${wholeTitle}`];
  if (words.length > 1) return [...tiers, `${head} NOT ${title}`, `${anywhere} NOT ${head}`];
  const wholeHead = all(words, HEAD, 'whole');
  const whole = all(words, ANYWHERE, 'whole');
  return [
    ...tiers,
    `${wholeHead} NOT ${title}`,
    `(${head} NOT ${title}) NOT ${wholeHead}`,
    `${whole} NOT ${head}`,
    `(${anywhere} NOT ${head}) NOT ${whole}`,
  ];
}

type Fit = 'whole' | 'begins';

function all(words: readonly QueryWord[], place: Place, fit: Fit): string {
  return `(${words.map((word) => one(word, placeOf(word, place), fit)).join(' ')})`;
}

/** A number is as good as a title where it is the reference. */
function placeOf(word: QueryWord, place: Place): Place {
  if (word.isReference) return ['reference'];
  const isNumber = word.ways.every((way) => way.every((part) => /^\d+$/.test(part)));
  return isNumber && place !== ANYWHERE ? [...place, 'reference'] : place;
}

function one(word: QueryWord, place: Place, fit: Fit): string {
  const ways = place.flatMap((column) => word.ways.map((way) => wayIn(column, way, fit)));
  const likely =
    fit === 'whole' ? [] : place.flatMap((column) => word.likely.map((meant) => term(column, meant)));
  return `(${[...ways, ...likely].join(' OR ')})`;
}

function wayIn(column: Column | null, way: readonly string[], fit: Fit): string {
  const last = way.length - 1;
  const terms = way.map((part, at) =>
    at === last && fit === 'begins' ? beginning(column, part) : term(column, part),
  );
  return terms.length === 1 ? terms[0]! : `(${terms.join(' ')})`;
}

/** One letter begins half of all words: then only those of titles, and the letter itself ("taille M"). */
function beginning(column: Column | null, part: string): string {
  if (column === null && part.length === 1) return `(${part} OR title:${part}*)`;
  return `${term(column, part)}*`;
}

function term(column: Column | null, word: string): string {
  return column === null ? word : `${column}:${word}`;
}
