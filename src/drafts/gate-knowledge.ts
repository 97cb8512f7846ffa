import { domainOf } from '../accounts/account-id.ts';
import { accountSettings } from '../accounts/account-settings.ts';
import type { GateKnowledge } from '../gate/gate.ts';
import { PRESETS } from '../gate/presets.ts';
import { knownCategory } from '../reference/known-category.ts';
import type { Reader } from '../store/store.ts';

/**
 * What the gate may know of a draft in this category, from what is kept here. Who is signed in is left open: that is of
 * the moment and is asked at the preview, while this result decides the status and stays.
 */
export function gateKnowledge(
  reader: Reader,
  accountId: string,
  catalogId: number | null,
  nowMs: number,
): GateKnowledge {
  return {
    preset: PRESETS[accountSettings(reader, accountId, nowMs).preset],
    category: knownCategory(reader, domainOf(accountId), catalogId),
    signedInAccountId: null,
  };
}
