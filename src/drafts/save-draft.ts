import { appError } from '../shared/app-error.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { writeResult } from '../store/rollback.ts';
import type { Draft, DraftPatch } from './draft.ts';
import type { DraftDeps } from './draft-deps.ts';
import { draftRepository, revisionConflict } from './draft-repository.ts';
import { editDraft } from './edit-draft.ts';

/**
 * Saves an edit over the revision the editor read, in one transaction. An edit of what is never sent leaves the status.
 * @returns the draft as it is now; or `not_found` (also in the bin) · `conflict_revision` with `yours`, `theirs` and
 *   `time` · `draft_locked` with `reason`, where what would be sent cannot change now
 */
export function saveDraft(
  deps: DraftDeps,
  edit: { id: string; revision: number; patch: DraftPatch },
): Promise<Result<Draft>> {
  const accountId = deps.accountId();
  const drafts = draftRepository(accountId);
  return writeResult(deps.store, (tx): Result<Draft> => {
    const before = drafts.find(tx, edit.id);
    if (!before || before.deletedAt) return fail(appError('not_found'));
    if (before.revision !== edit.revision) {
      return fail(revisionConflict(edit.revision, before.revision, before.updatedAt));
    }
    const edited = editDraft(tx, accountId, before, edit.patch, { clock: deps.clock });
    if (!edited.ok) return edited;
    return ok(edited.value ? drafts.find(tx, edit.id)! : before);
  });
}
