import { accountSettings } from '../accounts/account-settings.ts';
import type { Draft } from '../drafts/draft.ts';
import { readDrafts } from '../drafts/read-draft.ts';
import { mayShow } from '../photos/set-photos.ts';
import { draftsOnVinted } from '../publish/drafts-on-vinted.ts';
import type { Reader } from '../store/store.ts';
import type { FieldName, FieldValue, KeptPart, KeptReason } from './activity.ts';
import { activityRepository } from './activity-repository.ts';
import { isSame } from './draft-fields.ts';
import { composed, type JournalLine } from './journal-lines.ts';
import { planDraft } from './plan-draft.ts';

/** What one draft or one setting becomes, and what of it stays. */
export interface PartPlan {
  draft: Draft | null;
  draftId: string | null;
  /** A setting's name, where it is none of a draft. */
  setting: string | null;
  apply: Map<FieldName, FieldValue>;
  kept: KeptPart | null;
  /** Whether the draft is, may be or was on Vinted. */
  onVinted: boolean;
}

/** Looks at some parts of an operation as they are in this transaction. @param nowMs for settings */
export function planParts(
  reader: Reader,
  accountId: string,
  operationId: string,
  parts: readonly string[],
  nowMs: number,
): PartPlan[] {
  const lines = activityRepository(accountId).linesOfParts(reader, operationId, parts);
  const ofDrafts = Map.groupBy(
    lines.filter((line) => line.draftId !== null && line.entity !== 'settings'),
    (line) => line.draftId!,
  );
  const ids = [...ofDrafts.keys()];
  const drafts = new Map(readDrafts(reader, accountId, ids).map((draft) => [draft.id, draft]));
  const online = draftsOnVinted(reader, accountId, ids);
  const plans = ids.map((id) =>
    planOfDraft(reader, accountId, id, drafts.get(id) ?? null, ofDrafts.get(id)!, online.has(id)),
  );
  const settings = lines.filter((line) => line.entity === 'settings');
  return [...plans, ...settings.map((line) => planOfSetting(reader, accountId, line, nowMs))];
}

function planOfDraft(
  reader: Reader,
  accountId: string,
  draftId: string,
  draft: Draft | null,
  lines: JournalLine[],
  onVinted: boolean,
): PartPlan {
  const plan = planDraft(draft, composed(lines), onVinted);
  const { apply } = plan;
  let kept = plan.kept;
  const photos = apply.get('photos') as string[] | undefined;
  if (photos && !mayShow(reader, accountId, draftId, photos).ok) {
    apply.delete('photos');
    kept = { reason: kept?.reason ?? 'photo_erased', fields: [...(kept?.fields ?? []), 'photos'] };
  }
  const named = kept && keptPart(draft, draftId, kept.reason, kept.fields);
  return { draft, draftId, setting: null, apply, kept: named, onVinted };
}

function keptPart(draft: Draft | null, draftId: string, reason: KeptReason, fields: FieldName[]): KeptPart {
  return { draftId, reference: draft?.piece?.reference ?? null, title: draft?.title ?? null, reason, fields };
}

function planOfSetting(reader: Reader, accountId: string, line: JournalLine, nowMs: number): PartPlan {
  const name = line.entityId;
  const field = `settings:${name}`;
  const settings = accountSettings(reader, accountId, nowMs) as unknown as Record<string, FieldValue>;
  const now = settings[name] ?? null;
  const part: PartPlan = {
    draft: null,
    draftId: null,
    setting: name,
    apply: new Map(),
    kept: null,
    onVinted: false,
  };
  if (isSame(now, line.before as FieldValue)) return part;
  if (isSame(now, line.after as FieldValue)) part.apply.set(name, line.before as FieldValue);
  else part.kept = { draftId: null, reference: null, title: null, reason: 'changed_since', fields: [field] };
  return part;
}
