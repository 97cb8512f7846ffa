import { accountSettings } from '../accounts/account-settings.ts';
import { contentHash } from '../drafts/content-hash.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { appError } from '../shared/app-error.ts';
import { isoTime } from '../shared/clock.ts';
import { newId } from '../shared/ids.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import { readToken, tokenHash } from './confirm-token.ts';
import { itemOfDraft } from './item-of-draft.ts';
import { CONTRACT_VERSION, nothingDone } from './job-data.ts';
import { paceNow } from './pace-of-account.ts';
import { plannedTimes } from './pace.ts';
import type { PublishDeps } from './publish-deps.ts';
import { publishLogRepository } from './publish-log-repository.ts';
import { queueRepository, type Job } from './queue-repository.ts';

/** A confirmed job that did not start this long after its planned slot is given up (spec section 6). */
const JOB_LIFE_MS = 24 * 3_600_000;

/**
 * Step 2 of a publication: redeems the token, once, and puts the job in the line. The token is verified before the key
 * is touched; then key, log and job are made in one transaction, in which everything is looked at again.
 * @returns `panic` · `bad_token` · `token_expired` · `terms_not_accepted` · `wrong_account` · `token_stale` when the
 *   draft is not what was confirmed · `conflict` when the key or token was seen, or a job of the draft is open
 */
export async function confirmPublication(
  deps: PublishDeps,
  tokenKey: CryptoKey,
  request: { token: string; idempotencyKey: string | null; dryRun: boolean },
): Promise<Result<Job>> {
  if (await deps.browserState.get('panic')) return fail(appError('panic', { reach: 'none' }));
  const nowMs = deps.clock.now();
  const read = await readToken(tokenKey, request.token, nowMs);
  if (!read.ok) return read;
  const claims = read.value;
  // A rehearsal token can't start a real publication; a real one may be spent on a rehearsal.
  if (!request.dryRun && claims.mode !== 'real') return fail(appError('bad_token', { reach: 'none' }));
  const accountId = deps.accountId();
  if (claims.accountId !== accountId) {
    const params = { found: accountId, expected: claims.accountId };
    return fail(appError('wrong_account', { params, reach: 'none' }));
  }
  const settings = deps.store.read((reader) => accountSettings(reader, accountId, nowMs));
  if (!request.dryRun && !settings.termsAccepted)
    return fail(appError('terms_not_accepted', { reach: 'none' }));

  const hash = await tokenHash(request.token);
  const key = request.idempotencyKey ?? claims.nonce;
  const pace = await paceNow(deps);

  return writeResult(deps.store, (tx) => {
    const queue = queueRepository(accountId);
    const log = publishLogRepository(accountId);
    const draft = readDraft(tx, accountId, claims.draftId);
    if (!draft) return fail(appError('not_found'));
    if (contentHash(draft) !== claims.contentHash) return fail(appError('token_stale', { reach: 'none' }));
    const open = queue.openJobOf(tx, draft.id);
    if (open) return fail(appError('conflict', { params: { time: open.createdAt }, reach: 'none' }));
    if (log.seenIdempotency(tx, key) || log.tokenRedeemed(tx, hash)) {
      return fail(appError('conflict', { params: { time: isoTime(nowMs) }, reach: 'none' }));
    }
    if (!request.dryRun && log.mayBeOnline(tx, draft.id)) {
      return fail(appError('conflict', { params: { time: draft.updatedAt }, reach: 'none' }));
    }
    if (draft.status !== 'prepared') return fail(appError('token_stale', { reach: 'none' }));
    const item = itemOfDraft(draft);
    if (!item) return fail(appError('gate_blocked', { reach: 'none' }));

    const logId = newId(nowMs);
    const jobId = newId(nowMs);
    const now = isoTime(nowMs);
    log.logPublish(
      tx,
      { id: logId, draftId: draft.id, idempotencyKey: key, tokenHash: hash, dryRun: request.dryRun },
      { status: 'queued' },
      now,
    );
    queue.insert(
      tx,
      {
        id: jobId,
        operation: request.dryRun ? 'rehearse' : 'publish_product',
        draftId: draft.id,
        publishLogId: logId,
        done: nothingDone(),
        context: {
          mode: request.dryRun ? 'rehearsal' : 'real',
          accountId,
          contentHash: claims.contentHash,
          item,
          photos: draft.photos.map(({ photoId, sha256 }) => ({ photoId, sha256 })),
          gate: draft.flags,
          contractVersion: CONTRACT_VERSION,
        },
      },
      now,
    );
    const ahead = queue.open(tx).filter((job) => job.operation === 'publish_product').length;
    const planned = request.dryRun
      ? nowMs
      : plannedTimes(Math.max(1, ahead), pace.creates, pace.limits, deps.pace, nowMs).at(-1)!;
    queue.update(tx, jobId, { expiresAt: isoTime(planned + JOB_LIFE_MS) }, now);
    return ok(queue.find(tx, jobId)!);
  });
}
