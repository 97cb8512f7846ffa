import type { TextKey, TextParams } from '../../i18n/index.ts';
import type { JobRun } from '../../jobs/job-run.ts';
import type { PruneCounts } from '../../jobs/prune.ts';

type Say = (key: TextKey, params?: TextParams) => string;

/** The lines of a preview, in the order things are done; what is nothing is left out. */
export const PREVIEW_LINES = [
  'drafts_to_bin',
  'bin_erased',
  'photos_released',
  'publish_log_purged',
  'audit_purged',
  'freed_bytes',
] as const satisfies (keyof PruneCounts)[];

const COUNTED = [
  'drafts_to_bin',
  'bin_erased',
  'photos_released',
  'publish_log_purged',
  'kept_keys',
  'audit_purged',
] as const satisfies (keyof PruneCounts)[];

/** What a run did, in one line: "12 to the bin · 3 erased · 1.4 MB given back". */
export function saidOfRun(t: Say, bytes: (n: number) => string, counts: JobRun['counts']): string {
  const parts = COUNTED.flatMap((name) => {
    const count = counts[name] ?? 0;
    return count > 0 ? [t(`prune.did.${name}`, { count })] : [];
  });
  const freed = counts['freed_bytes'] ?? 0;
  if (freed > 0) parts.push(t('prune.did.freed', { size: bytes(freed) }));
  return parts.length > 0 ? parts.join(' · ') : t('prune.did.nothing');
}

/** Whether there is anything to do at all. */
export function hasWork(counts: PruneCounts): boolean {
  return PREVIEW_LINES.some((name) => counts[name] > 0);
}
