import type { GateFlags } from '../gate/gate.ts';
import { gateFlags, runGate } from '../gate/run-gate.ts';
import { isoTime } from '../shared/clock.ts';
import type { Reader } from '../store/store.ts';
import { contentHash } from './content-hash.ts';
import type { Draft } from './draft.ts';
import { gateKnowledge } from './gate-knowledge.ts';

/** What the gate says of a draft, as it is kept beside it. */
export function judgeDraft(reader: Reader, draft: Draft, nowMs: number): GateFlags {
  const knowledge = gateKnowledge(reader, draft.accountId, draft.listing.catalogId, nowMs);
  return gateFlags(runGate(draft, knowledge), { checkedAt: isoTime(nowMs), contentHash: contentHash(draft) });
}
