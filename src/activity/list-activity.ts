import { readDrafts } from '../drafts/read-draft.ts';
import type { Reader } from '../store/store.ts';
import { KINDS_OF, type ActivityEntry, type ActivityPage, type ActivityQuery } from './activity.ts';
import { activityRepository, type OperationRow } from './activity-repository.ts';
import { composed, type JournalLine } from './journal-lines.ts';

/** Lines looked at of one operation: an edit of one draft has some, a mass edit thousands. */
const LINES = 40;
const NAMED_DRAFTS = 3;
const NAMED_CHANGES = 6;

/** What happened, newest first, a page at a time. Each operation with its first drafts and changes. */
export function listActivity(reader: Reader, accountId: string, query: ActivityQuery): ActivityPage {
  const journal = activityRepository(accountId);
  const rows = journal.page(reader, {
    draftId: query.draftId,
    kinds: query.kind === 'all' ? null : KINDS_OF[query.kind],
    actor: query.actor === 'all' ? null : query.actor,
    before: query.before,
    limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const entries = page.map((row) => {
    const lines = journal.firstLines(reader, row.id, LINES);
    // A count walks the lines: only where there are more than were read.
    const count = lines.length < LINES ? null : journal.draftCount(reader, row.id);
    return entryOf(row, lines, count, (ids) => readDrafts(reader, accountId, ids));
  });
  return { entries, next: rows.length > page.length ? page.at(-1)!.seq : null };
}

function entryOf(
  row: OperationRow,
  lines: readonly JournalLine[],
  count: number | null,
  read: (ids: string[]) => ReturnType<typeof readDrafts>,
): ActivityEntry {
  const ids = [...new Set(lines.flatMap((line) => line.draftId ?? []))];
  const named = ids.slice(0, NAMED_DRAFTS);
  const known = new Map(read(named).map((draft) => [draft.id, draft]));
  const single = ids.length <= 1;
  return {
    id: row.id,
    seq: row.seq,
    kind: row.kind,
    actor: row.actor,
    at: row.created_at,
    reversible: row.reversible === 1,
    undoOf: row.undo_of,
    undoOfKind: row.undo_of_kind,
    undoneBy: row.undone_by,
    draftCount: count ?? ids.length,
    drafts: named.map((id) => {
      const draft = known.get(id);
      return {
        id,
        reference: draft?.piece?.reference ?? null,
        title: draft?.title ?? null,
        coverSha256: draft?.photos[0]?.sha256 ?? null,
      };
    }),
    changes: single ? composed(lines).changes.slice(0, NAMED_CHANGES) : [],
    move: single ? moveOf(lines) : null,
  };
}

/** From the first status to the last, where the lines say of any. */
function moveOf(lines: readonly JournalLine[]): ActivityEntry['move'] {
  const moves = lines.filter((line) => line.action === 'draft.status' && line.before && line.after);
  if (moves.length === 0) return null;
  const { status: from } = moves[0]!.before as { status: string };
  const { status: to, reason } = moves.at(-1)!.after as { status: string; reason: string };
  return { from, to, reason };
}
