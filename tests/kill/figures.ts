import type { Inspection } from './extension/orders.ts';

export interface KillFigures {
  kills: number;
  /** Of these: the whole browser, and only the process of the extension. */
  kills_of_browser: number;
  kills_of_worker: number;
  /** Afterwards there were chunks of a fold, or of a base written whole, that no head names. */
  kills_in_fold: number;
  /** Of these: in the middle of a replacement by other content. */
  kills_in_replace: number;
  acked: number;
  /** By the kill with the fewest. */
  acked_least: number;
  lost: number;
  /** Kills after which they did not hold; likewise. */
  broken_invariants: number;
  integrity_errors: number;
  /** What was found, in words. */
  findings: string[];
}

export interface Kill {
  target: 'browser' | 'worker';
  /** The commits that were acknowledged before it, and the last one of before the storm. */
  acked: number[];
  since: number;
  found: Inspection;
}

/** Adds up what is found after each kill. */
export class Tally {
  readonly figures: KillFigures = {
    kills: 0,
    kills_of_browser: 0,
    kills_of_worker: 0,
    kills_in_fold: 0,
    kills_in_replace: 0,
    acked: 0,
    acked_least: Infinity,
    lost: 0,
    broken_invariants: 0,
    integrity_errors: 0,
    findings: [],
  };
  /** What a fold left behind lies there until the next one: it is counted once. */
  private readonly seenFolds = new Set<number>();

  /** @returns the kill in words */
  add(kill: Kill): string {
    const { figures } = this;
    const { target, acked, found } = kill;
    const { lost, broken, integrity } = judge(kill);
    const folds = found.unfinishedFolds.filter(({ fold }) => !this.seenFolds.has(fold));
    for (const { fold } of folds) this.seenFolds.add(fold);
    figures.kills++;
    figures[`kills_of_${target}`]++;
    figures.kills_in_fold += Number(folds.length > 0);
    figures.kills_in_replace += Number(folds.some(({ replacing }) => replacing));
    figures.acked += acked.length;
    figures.acked_least = Math.min(figures.acked_least, acked.length);
    figures.lost += lost.length;
    figures.broken_invariants += Number(broken.length > 0);
    figures.integrity_errors += Number(integrity.length > 0);
    const findings = [...broken, ...integrity, ...(lost.length > 0 ? [`lost ${lost.join(', ')}`] : [])];
    figures.findings.push(...findings.map((finding) => `kill ${figures.kills}: ${finding}`));
    const place = folds.length > 0 ? ', in a fold' : '';
    return [
      `kill ${figures.kills} of the ${target}${place}: ${acked.length} acknowledged, ${lost.length} lost, at ${found.sequence}`,
      ...[...broken, ...integrity].map((finding) => `  ${finding}`),
    ].join('\n');
  }
}

/** Whether a database is fit for another storm: what is torn stays torn. */
export function isWhole({ refused, broken, integrity }: Inspection): boolean {
  return refused === null && broken.length + integrity.length === 0;
}

function judge({ found, acked, since }: Kill): { lost: number[]; broken: string[]; integrity: string[] } {
  if (found.refused) return { lost: acked, broken: [], integrity: [`not opened: ${found.refused.message}`] };
  const there = new Set(found.commits);
  const back = found.sequence < since ? [`the sequence went back from ${since} to ${found.sequence}`] : [];
  return {
    lost: acked.filter((sequence) => !there.has(sequence)),
    broken: [...found.broken, ...back],
    integrity: found.integrity,
  };
}
