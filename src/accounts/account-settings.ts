import type { Preset } from '../gate/presets.ts';
import type { Clock } from '../shared/clock.ts';
import { isoTime } from '../shared/clock.ts';
import type { Reader, Transaction } from '../store/store.ts';
import { accountRepository } from './account-repository.ts';
import { recordChange } from './record-change.ts';
import { TTL_DAYS } from './retention.ts';
import { settingsRepository } from './settings-repository.ts';

/** What the seller set for this account. Language, theme and keys belong to the browser. */
export interface AccountSettings {
  preset: Preset;
  /** Creates per rolling hour and per local day (spec section 6). */
  hourLimit: number;
  dayLimit: number;
  /** The notice on Vinted's terms was read and ticked. */
  termsAccepted: boolean;
  /** TTL_DRAFTS_DAYS: published or refused drafts unchanged for so many days go to the bin (a day is 24 h). */
  ttlDraftsDays: number;
  /** TTL_PUBLISH_LOG_DAYS: lines of the publish log older than this are purged. */
  ttlPublishLogDays: number;
}

const DEFAULTS: AccountSettings = {
  preset: 'sober',
  hourLimit: 4,
  dayLimit: 15,
  termsAccepted: false,
  ttlDraftsDays: TTL_DAYS.drafts,
  ttlPublishLogDays: TTL_DAYS.publishLog,
};

const keyOf = (name: string) => `account.${name}`;

/** The settings of the account, and since when it is known here (its first 7 days have lower limits). */
export function accountSettings(
  reader: Reader,
  accountId: string,
  nowMs: number,
): AccountSettings & { firstSeenAtMs: number } {
  const kept = Object.fromEntries(
    Object.keys(DEFAULTS).flatMap((name) => {
      const value = settingsRepository.get(reader, keyOf(name));
      return value === undefined ? [] : [[name, value]];
    }),
  ) as Partial<AccountSettings>;
  const firstSeenAt = accountRepository.find(reader, accountId)?.firstSeenAt;
  return { ...DEFAULTS, ...kept, firstSeenAtMs: firstSeenAt ? Date.parse(firstSeenAt) : nowMs };
}

/** Sets what is given; the rest stays. */
export function changeAccountSettings(
  tx: Transaction,
  accountId: string,
  patch: Partial<AccountSettings>,
  clock: Pick<Clock, 'now'>,
): void {
  const before = accountSettings(tx, accountId, clock.now());
  const now = isoTime(clock.now());
  for (const name of Object.keys(DEFAULTS) as (keyof AccountSettings)[]) {
    const value = patch[name];
    if (value === undefined || value === before[name]) continue;
    settingsRepository.set(tx, keyOf(name), value, now);
    recordChange(tx, accountId, {
      actor: 'seller',
      action: 'settings.set',
      entity: 'settings',
      entityId: name,
      before: before[name],
      after: value,
      now,
    });
    tx.emit('settings.changed', name);
  }
}
