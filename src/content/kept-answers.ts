import type { Recalled, TransportOutcome } from '../vinted/transport.ts';

/** Answers kept at once; beyond, the oldest is let go. One job never has more than two that are not acknowledged. */
const MOST_ANSWERS = 64;
/** Ids remembered as used. Far more than the requests one page can make before its deadline of a late message is over. */
const MOST_IDS = 10_000;

type Entry =
  | { state: 'made'; outcome: Promise<TransportOutcome>; ended: boolean }
  /** Recalled before it came: must never be made. */
  | { state: 'sealed' }
  /** Made, and its answer is gone. */
  | { state: 'forgotten' };

/** What became of each request id: an id is made at most once, and its answer kept until it is acknowledged. */
export interface KeptAnswers {
  once(requestId: string, make: () => Promise<TransportOutcome>): Promise<TransportOutcome>;
  /** An id it never saw is sealed, so that "never sent" stays true. */
  recall(requestId: string): Promise<Recalled>;
  acknowledge(requestId: string): void;
}

export function keptAnswers(): KeptAnswers {
  // A Map keeps the order of first use, so the first entries are the oldest.
  const entries = new Map<string, Entry>();

  function trim(): void {
    const ended = [...entries].filter(([, entry]) => entry.state === 'made' && entry.ended);
    for (const [id] of ended.slice(0, -MOST_ANSWERS)) entries.set(id, { state: 'forgotten' });
    for (const [id, entry] of entries) {
      if (entries.size <= MOST_IDS) return;
      if (entry.state !== 'made') entries.delete(id);
    }
  }

  return {
    once(requestId, make) {
      const known = entries.get(requestId);
      switch (known?.state) {
        case 'made':
          return known.outcome;
        case 'sealed':
          return Promise.resolve({ kind: 'not_attempted', reason: 'given_up' });
        case 'forgotten':
          return Promise.resolve({ kind: 'no_answer', reason: 'lost' });
        case undefined: {
          // A throw is a bug, and nobody can tell whether the request had left.
          const outcome = make().catch((): TransportOutcome => ({ kind: 'no_answer', reason: 'lost' }));
          const entry: Entry = { state: 'made', outcome, ended: false };
          entries.set(requestId, entry);
          void entry.outcome.then(() => {
            entry.ended = true;
            trim();
          });
          return entry.outcome;
        }
      }
    },
    async recall(requestId) {
      const known = entries.get(requestId);
      switch (known?.state) {
        case 'made':
          return { kind: 'outcome', outcome: await known.outcome };
        case 'forgotten':
          return { kind: 'lost' };
        case undefined:
          entries.set(requestId, { state: 'sealed' });
          trim();
          return { kind: 'never_sent' };
        case 'sealed':
          return { kind: 'never_sent' };
      }
    },
    acknowledge(requestId) {
      const known = entries.get(requestId);
      if (known?.state === 'made' && known.ended) entries.set(requestId, { state: 'forgotten' });
    },
  };
}
