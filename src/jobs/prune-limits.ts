import { accountSettings } from '../accounts/account-settings.ts';
import { KEPT_DAYS } from '../accounts/retention.ts';
import { isoTime } from '../shared/clock.ts';
import type { Reader } from '../store/store.ts';
import type { PrunePreview } from './prune.ts';

const DAY_MS = 24 * 3_600_000;

/** From when on what is older may go, by the account's settings at this moment. Times are ISO. */
export interface PruneLimits {
  days: PrunePreview['days'];
  draftsBefore: string;
  binBefore: string;
  logBefore: string;
  auditBefore: string;
}

export function pruneLimits(reader: Reader, accountId: string, nowMs: number): PruneLimits {
  const { ttlDraftsDays, ttlPublishLogDays } = accountSettings(reader, accountId, nowMs);
  const before = (days: number) => isoTime(nowMs - days * DAY_MS);
  return {
    days: { drafts: ttlDraftsDays, publishLog: ttlPublishLogDays, ...KEPT_DAYS },
    draftsBefore: before(ttlDraftsDays),
    binBefore: before(KEPT_DAYS.bin),
    logBefore: before(ttlPublishLogDays),
    auditBefore: before(KEPT_DAYS.audit),
  };
}
