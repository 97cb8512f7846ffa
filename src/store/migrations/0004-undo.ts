const NOW = `(strftime('%Y-%m-%dT%H:%M:%fZ','now'))`;

/**
 * What one undo takes back: an edit, a mass edit of thousands, an import. Lines from before this step are one operation
 * each. `seq` is the order in which things happened: times of one millisecond, or of a clock that went back, do not
 * tell it. Of the journal it is a column of ours, since a VACUUM may number rows anew.
 */
export const undo = {
  version: 4,
  name: 'undo',
  sql: `
CREATE TABLE operations (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE,
  kind TEXT NOT NULL,               -- the action of its lines, or 'mass_edit', 'import', 'undo', 'version' …
  actor TEXT NOT NULL,
  reversible INTEGER NOT NULL DEFAULT 0 CHECK (reversible IN (0, 1)),
  undo_of TEXT,                     -- the operation it takes back
  undone_by TEXT,                   -- the operation that took all of it back
  created_at TEXT NOT NULL DEFAULT ${NOW}
) STRICT;
CREATE INDEX idx_operations_recent ON operations(user_id, seq);

ALTER TABLE audit_log ADD COLUMN seq INTEGER;
ALTER TABLE audit_log ADD COLUMN operation_id TEXT;
ALTER TABLE audit_log ADD COLUMN draft_id TEXT; -- whose history the line belongs to; of a photo, that of its draft
UPDATE audit_log SET operation_id = id, draft_id = CASE entity WHEN 'draft' THEN entity_id
  WHEN 'photo' THEN (SELECT draft_id FROM photo_metadata WHERE photo_id = entity_id) END;
INSERT INTO operations (id, user_id, kind, actor, reversible, created_at)
  SELECT id, user_id, action, actor,
    action IN ('draft.save','draft.bin','draft.restore','photo.order','photo.describe','settings.set'), created_at
  FROM audit_log ORDER BY created_at, rowid;
UPDATE audit_log SET seq = (SELECT o.seq FROM operations o WHERE o.id = audit_log.id);
CREATE UNIQUE INDEX idx_audit_seq ON audit_log(seq);
CREATE INDEX idx_audit_operation ON audit_log(operation_id, seq);
CREATE INDEX idx_audit_draft ON audit_log(draft_id, seq) WHERE draft_id IS NOT NULL;
`,
} as const;
