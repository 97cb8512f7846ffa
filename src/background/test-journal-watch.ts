import { migrations } from '../store/migrations/index.ts';
import { testStore } from '../store/test-store.ts';
import type { Store, Transaction } from '../store/store.ts';

/** What a seller or a job can change, and which changes of a row count: `made`, `erased`, or a group of columns. */
const WATCHED: Record<string, { id: string; of?: string; when?: string; groups: Record<string, string[]> }> =
  {
    drafts: {
      id: 'id',
      groups: {
        content: [
          'title',
          'description',
          'price',
          'currency',
          'brand',
          'size',
          'color',
          'category',
          'listing_json',
          'item_json',
        ],
        status: ['status'],
        bin: ['deleted_at'],
      },
    },
    pieces: {
      id: 'id',
      groups: {
        content: [
          'cost_cents',
          'purchase_date',
          'source',
          'location',
          'notes',
          'measures_json',
          'defects',
          'quantity',
        ],
        state: ['state'],
      },
    },
    photo_metadata: {
      id: 'photo_id',
      of: 'draft_id',
      groups: {
        place: ['draft_id', 'position', 'deleted_at'],
        words: ['alt_text'],
        published: ['published_to_vinted'],
      },
    },
    settings: {
      id: 'key',
      when: `row.key LIKE 'account.%' AND row.key <> 'account.signed_in'`,
      groups: { value: ['value'] },
    },
    listings: { id: 'id', groups: { content: ['title', 'price', 'status', 'vinted_id', 'deleted_at'] } },
  };

interface Change {
  entity: string;
  id: string;
  of: string | null;
  what: string;
}
interface Line {
  action: string;
  entity: string;
  entity_id: string;
  draft_id: string | null;
  after: string | null;
  operation: string | null;
}

/** Triggers that write down every change of what can be edited. */
function watchingTriggers(): string {
  const statements = ['CREATE TABLE watched (entity TEXT, id TEXT, of TEXT, what TEXT)'];
  for (const [table, { id, of, when = '1', groups }] of Object.entries(WATCHED)) {
    const trigger = (what: string, on: string, row: 'old' | 'new', more = '1') =>
      statements.push(`CREATE TRIGGER watch_${table}_${what} AFTER ${on} ON ${table}
        WHEN (${when.replaceAll('row.', `${row}.`)}) AND (${more})
        BEGIN INSERT INTO watched VALUES ('${table}', ${row}.${id}, ${of ? `${row}.${of}` : 'NULL'}, '${what}'); END`);
    trigger('made', 'INSERT', 'new');
    trigger('erased', 'DELETE', 'old');
    for (const [what, columns] of Object.entries(groups)) {
      const differ = columns.map((name) => `old.${name} IS NOT new.${name}`).join(' OR ');
      trigger(what, `UPDATE OF ${columns.join(', ')}`, 'new', differ);
    }
  }
  return `${statements.join(';\n')};`;
}

/**
 * For tests: a store in which every transaction is watched.
 * @returns with it, changes that were made without a line of the journal that says so, and what it saw
 */
export async function watchedStore(): Promise<{ store: Store; silent: string[]; seen: Map<string, number> }> {
  const version = migrations.length + 1;
  const store = await testStore([{ version, name: 'watch', sql: watchingTriggers(), hash: 'of a test' }]);
  const watch = { store, silent: [] as string[], seen: new Map<string, number>() };
  const write = store.write.bind(store);
  store.write = (change) =>
    write((tx) => {
      const from = tx.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM audit_log')?.seq ?? 0;
      const value = change(tx);
      const changes = tx.all<Change>('SELECT DISTINCT * FROM watched');
      if (changes.length === 0) return value;
      tx.run('DELETE FROM watched');
      const lines = tx.all<Line>(
        `SELECT a.action, a.entity, a.entity_id, a.draft_id, a.after, o.id AS operation FROM audit_log a
         LEFT JOIN operations o ON o.id = a.operation_id WHERE a.seq > ?`,
        [from],
      );
      for (const one of changes) {
        const key = `${one.entity}.${one.what}`;
        watch.seen.set(key, (watch.seen.get(key) ?? 0) + 1);
        if (!lines.some((line) => line.operation !== null && says(tx, line, one))) watch.silent.push(key);
      }
      return value;
    });
  return watch;
}

const MAKES = ['draft.create', 'draft.import', 'draft.duplicate'];
const EDITS = ['draft.save', ...MAKES];
const ACTIONS: Record<string, readonly string[]> = {
  'drafts.made': ['draft.create'],
  'drafts.erased': ['draft.erase'],
  'drafts.content': EDITS,
  'drafts.status': ['draft.status'],
  'drafts.bin': ['draft.bin', 'draft.restore'],
  'pieces.made': EDITS,
  'pieces.content': EDITS,
};

function says(tx: Transaction, line: Line, { entity, id, of, what }: Change): boolean {
  switch (entity) {
    case 'drafts':
      return line.entity_id === id && ACTIONS[`drafts.${what}`]!.includes(line.action);
    case 'pieces': {
      if (what === 'state') return line.entity === 'piece' && line.entity_id === id;
      const ofPiece = tx.all<{ id: string }>('SELECT id FROM drafts WHERE piece_id = ?', [id]);
      const named = ofPiece.some((draft) => draft.id === line.entity_id);
      return named && ACTIONS[`pieces.${what}`]!.includes(line.action);
    }
    case 'photo_metadata': {
      if (line.entity === 'photo' && line.entity_id === id) return true;
      const erased = what === 'erased' && line.action === 'draft.erase';
      const order = (JSON.parse(line.after ?? 'null') as { photos?: unknown } | null)?.photos;
      return (
        line.draft_id === of && (erased || ((what === 'place' || what === 'made') && Array.isArray(order)))
      );
    }
    case 'settings':
      return line.entity === 'settings' && `account.${line.entity_id}` === id;
    default:
      return line.entity === 'listing' && line.entity_id === id;
  }
}
