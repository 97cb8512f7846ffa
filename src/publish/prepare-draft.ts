import { knownAccount } from '../accounts/known-account.ts';
import { accountSettings } from '../accounts/account-settings.ts';
import { contentHash } from '../drafts/content-hash.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { moveDraft } from '../drafts/move-draft.ts';
import { recheckDraft } from '../drafts/recheck-draft.ts';
import { referenceTitles } from '../reference/reference-titles.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import { signToken, TOKEN_LIFE_MS, type ConfirmClaims } from './confirm-token.ts';
import { previewFields } from './item-of-draft.ts';
import type { Preview, PublishMode } from './job.ts';
import { paceNow, paceView } from './pace-of-account.ts';
import type { PublishDeps } from './publish-deps.ts';
import { publishLogRepository } from './publish-log-repository.ts';
import { queueRepository } from './queue-repository.ts';

/**
 * Step 1 of a publication (spec section 6): runs the gate, shows exactly what would be sent, and gives the token that
 * is bound to it. Nothing reaches Vinted.
 * @returns `account_unknown` before the first sign-in · `wrong_account` · `gate_blocked` with the findings in the draft
 *   · `conflict` while a job of the draft is unfinished · `invalid_move` from a status that can't be prepared
 */
export async function prepareDraft(
  deps: PublishDeps,
  tokenKey: CryptoKey,
  draftId: string,
  mode: PublishMode,
): Promise<Result<Preview>> {
  const accountId = deps.accountId();
  const account = deps.store.read((reader) => knownAccount(reader));
  if (!account.owner) return fail(appError('account_unknown', { reach: 'none' }));
  if (account.signedIn && account.signedIn.id !== account.owner.id) {
    const params = { found: account.signedIn.login, expected: account.owner.login ?? account.owner.id };
    return fail(appError('wrong_account', { params, reach: 'none' }));
  }

  const nowMs = deps.clock.now();
  const expiresAtMs = nowMs + TOKEN_LIFE_MS;
  const moved = await writeResult(deps.store, (tx) => {
    const checked = recheckDraft(tx, accountId, draftId, deps.clock);
    if (!checked.ok) return checked;
    const draft = readDraft(tx, accountId, draftId);
    if (!draft || draft.deletedAt) return fail(appError('not_found'));
    const open = queueRepository(accountId).openJobOf(tx, draftId);
    if (open) return fail(appError('conflict', { params: { time: open.createdAt }, reach: 'none' }));
    if (draft.flags && !draft.flags.publish_ready) return ok(draft);
    if (draft.status !== 'ready' && draft.status !== 'prepared') {
      return fail(appError('invalid_move', { params: { status: draft.status }, reach: 'none' }));
    }
    const result = moveDraft(tx, accountId, draftId, 'prepared', {
      preparedUntil: isoTime(expiresAtMs),
      actor: 'seller',
      reason: 'preview',
      now: isoTime(nowMs),
    });
    return result.ok ? ok(readDraft(tx, accountId, draftId)!) : result;
  });
  if (!moved.ok) return moved;
  const draft = moved.value;
  const blockers = draft.flags?.blockers ?? [];
  if (blockers.length > 0) {
    const params = {
      n: blockers.length,
      ref: `#${String(draft.piece?.reference ?? 0).padStart(4, '0')}`,
      rule: blockers[0]!.rule,
    };
    return fail(appError('gate_blocked', { params, reach: 'none' }));
  }

  const claims: ConfirmClaims = {
    draftId,
    contentHash: contentHash(draft),
    photoSha256s: draft.photos.map((photo) => photo.sha256),
    accountId,
    mode,
    nonce: newId(nowMs),
    expiresAtMs,
  };
  const pace = await paceNow(deps);
  const settings = deps.store.read((reader) => accountSettings(reader, accountId, nowMs));
  return ok({
    draftId,
    reference: draft.piece?.reference ?? null,
    mode,
    confirmToken: await signToken(tokenKey, claims),
    expiresAt: isoTime(expiresAtMs),
    contentHash: claims.contentHash,
    title: draft.title,
    description: draft.description,
    priceCents: draft.priceCents,
    currency: draft.currency,
    photoSha256s: claims.photoSha256s,
    fields: previewFields(draft, referenceTitles(draft.listing)),
    account: account.owner,
    warnings: draft.flags?.warnings ?? [],
    pace: paceView(pace, nowMs),
    termsAccepted: settings.termsAccepted,
    rehearsedBefore: deps.store.read((reader) => publishLogRepository(accountId).rehearsedBefore(reader)),
  });
}
