import type { Reader, Store } from '../store/store.ts';
import { indexRepository } from './index-repository.ts';
import { slipsOf } from './one-edit.ts';
import { vocabularyRepository, type KnownWord } from './vocabulary-repository.ts';

/** Sizes of one commit: each dirties some hundred pages of 4 KiB at most. */
const WORDS_A_STEP = 60;
const PAGES_A_STEP = 48;
/** A level merges by itself at 16 segments, all at once and in a seller's commit: well before that it is done here. */
const SEGMENTS = 8;
const CHECKED_A_STEP = 500;

export interface TendDeps {
  store: Pick<Store, 'read' | 'write'>;
  /** False ends the work after the commit at hand; what is left is done the next time. */
  goOn(): boolean;
}

/**
 * Upkeep of the search index, in small commits, for idle moments: merges segments before FTS4 has to, and writes down the
 * slips of new words. Cheap where there is nothing to do: two readings.
 * @returns how many commits it took
 */
export async function tendIndex({ store, goOn }: TendDeps): Promise<number> {
  let steps = 0;
  while (goOn() && store.read((reader) => indexRepository.mostSegments(reader)) >= SEGMENTS) {
    steps++;
    if (!(await store.write((tx) => indexRepository.merge(tx, PAGES_A_STEP, SEGMENTS)))) break;
  }
  while (goOn() && (await learnSome(store))) steps++;
  return steps;
}

async function learnSome(store: TendDeps['store']): Promise<boolean> {
  const words = store.read((reader) => vocabularyRepository.unlearned(reader, WORDS_A_STEP));
  if (words.length === 0) return false;
  await store.write((tx) => {
    for (const { id, word } of words) vocabularyRepository.learn(tx, id, slipsOf(word));
  });
  return true;
}

/**
 * Forgets words no text holds any more, once in a while: reads the whole vocabulary in slices, writes only where some are
 * gone. @returns how many it forgot
 */
export async function forgetWords({ store, goOn }: TendDeps): Promise<number> {
  let forgotten = 0;
  let last = 0;
  while (goOn()) {
    const words = store.read((reader) => vocabularyRepository.wordsAfter(reader, last, CHECKED_A_STEP));
    const end = words.at(-1);
    if (!end) break;
    last = end.id;
    const isGone = (reader: Reader) => (known: KnownWord) => !indexRepository.holds(reader, known.word);
    const gone = store.read((reader) => words.filter(isGone(reader)));
    if (gone.length === 0) continue;
    forgotten += await store.write((tx) => {
      // Asked again: a draft saved meanwhile may have brought a word back.
      const stillGone = gone.filter(isGone(tx));
      for (const { id, word } of stillGone) vocabularyRepository.forget(tx, id, slipsOf(word));
      return stillGone.length;
    });
  }
  return forgotten;
}
