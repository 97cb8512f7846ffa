const NOW = `(strftime('%Y-%m-%dT%H:%M:%fZ','now'))`;

/**
 * The diary of the daily jobs, what must outlive the publish log, and what is left of a photo that was erased.
 *
 * SQLite has no SHA-256, so the keys of publications from before this step are hashed by the code, in the transaction
 * that would purge their row at the latest: `publish_log_keeps_keys` lets no row of a real publication go before.
 */
export const jobsAndKeys = {
  version: 2,
  name: 'jobs-and-keys',
  sql: `
CREATE TABLE job_run (
  id TEXT PRIMARY KEY, job TEXT NOT NULL,
  local_date TEXT,                  -- the seller's day a daily run is for; null for one started by hand
  planned_for TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT,
  status TEXT NOT NULL DEFAULT 'running' CHECK (status IN ('running','done','failed','cancelled')),
  resumed INTEGER NOT NULL DEFAULT 0, -- how often it was taken up again after the worker died
  counts_json TEXT NOT NULL DEFAULT '{}', error_json TEXT,
  UNIQUE (job, local_date)          -- a local date runs once; NULLs never collide, so runs by hand are free
) STRICT;
CREATE INDEX idx_job_run_recent ON job_run(started_at, id);

-- Kept for ever: one row per real publication that was ever confirmed.
CREATE TABLE publication_keys (
  key_hash TEXT PRIMARY KEY,        -- the SHA-256 of the idempotency key
  draft_id TEXT, listing_url TEXT,
  ended_as TEXT CHECK (ended_as IN ('ok','manual','error')), -- null: still queued
  created_at TEXT NOT NULL DEFAULT ${NOW}
) STRICT;
CREATE INDEX idx_publication_keys_draft ON publication_keys(draft_id);

ALTER TABLE publish_log ADD COLUMN key_hash TEXT; -- of a real publication; null: not hashed yet
-- What the prune counts and looks for, answered from the index alone.
CREATE INDEX idx_publog_age ON publish_log(user_id, created_at, status, dry_run, id);
CREATE INDEX idx_publog_open ON publish_log(user_id, draft_id) WHERE status IN ('queued','manual');
CREATE INDEX idx_queue_open ON plugin_queue(user_id, draft_id)
  WHERE status IN ('queued','processing','paused','manual','unknown');
CREATE INDEX idx_publog_unkept ON publish_log(user_id) WHERE dry_run = 0 AND key_hash IS NULL;
CREATE TRIGGER publish_log_keeps_keys BEFORE DELETE ON publish_log
WHEN OLD.dry_run = 0
  AND EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id) -- an account that is erased takes its log along
  AND NOT EXISTS (SELECT 1 FROM publication_keys WHERE key_hash = OLD.key_hash)
BEGIN SELECT RAISE(ABORT, 'the key of a real publication is not kept'); END;

-- Enough to recognise a piece years later, where the photo itself is gone.
CREATE TABLE photo_trace (
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE,
  sha256 TEXT NOT NULL, original_sha256 TEXT, dhash TEXT,
  piece_id TEXT REFERENCES pieces(id) ON DELETE SET NULL,
  erased_at TEXT NOT NULL,
  PRIMARY KEY (user_id, sha256)
) STRICT;
CREATE INDEX idx_photo_trace_piece ON photo_trace(piece_id);

CREATE INDEX idx_photos_bin ON photo_metadata(user_id, deleted_at) WHERE deleted_at IS NOT NULL;
`,
} as const;
