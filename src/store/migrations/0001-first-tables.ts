const NOW = `(strftime('%Y-%m-%dT%H:%M:%fZ','now'))`;
/** Columns every editable row has: a revision against lost updates, and the bin. */
const EDITABLE = `revision INTEGER NOT NULL DEFAULT 1, deleted_at TEXT`;
const TIMES = `created_at TEXT NOT NULL DEFAULT ${NOW}, updated_at TEXT NOT NULL DEFAULT ${NOW}`;

/** The first schema. Frozen: later changes are later migrations. */
export const firstTables = {
  version: 1,
  name: 'first-tables',
  sql: `
CREATE TABLE users (
  id TEXT PRIMARY KEY,              -- '<domain>:<numeric id>', or 'local' before the first sign-in
  domain TEXT NOT NULL, vinted_id TEXT, login TEXT, ${TIMES}
) STRICT;
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL, updated_at TEXT NOT NULL DEFAULT ${NOW}) STRICT;

CREATE TABLE pieces (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE,
  reference INTEGER NOT NULL,       -- shown as #0127, never used again
  cost_cents INTEGER, purchase_date TEXT, source TEXT, location TEXT, notes TEXT, measures_json TEXT, defects TEXT,
  quantity INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'in_stock' CHECK (state IN ('in_stock','listed','reserved','sold','returned','lost')),
  ${EDITABLE}, ${TIMES}, UNIQUE (user_id, reference)
) STRICT;

CREATE TABLE drafts (
  id TEXT PRIMARY KEY, piece_id TEXT REFERENCES pieces(id) ON DELETE SET NULL,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE,
  title TEXT NOT NULL, description TEXT, price REAL NOT NULL CHECK (price >= 0), currency TEXT NOT NULL DEFAULT 'EUR',
  brand TEXT, size TEXT, color TEXT, category TEXT,
  item_json TEXT, listing_json TEXT, flags_json TEXT,
  status TEXT NOT NULL DEFAULT 'pending'
    CHECK (status IN ('pending','ready','prepared','published','error','manual')),
  error_json TEXT,                  -- why the status is error or manual
  prepared_until TEXT,              -- until when a confirmation of this draft may be alive
  ${EDITABLE}, ${TIMES}
) STRICT;
CREATE INDEX idx_drafts_user ON drafts(user_id, deleted_at, updated_at, id);
CREATE INDEX idx_drafts_status ON drafts(user_id, status, deleted_at, updated_at, id);
CREATE INDEX idx_drafts_piece ON drafts(piece_id);

CREATE TABLE listings (
  id TEXT PRIMARY KEY, draft_id TEXT REFERENCES drafts(id) ON DELETE SET NULL,
  piece_id TEXT REFERENCES pieces(id) ON DELETE SET NULL,
  user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE,
  vinted_id TEXT UNIQUE, title TEXT NOT NULL, price REAL NOT NULL, currency TEXT NOT NULL DEFAULT 'EUR', listing_url TEXT,
  status TEXT NOT NULL DEFAULT 'active'
    CHECK (status IN ('active','under_review','reserved','hidden','sold','deleted')),
  verified_at TEXT,                 -- null: published, still to be read back
  snapshot TEXT, ${EDITABLE}, ${TIMES}
) STRICT;
CREATE INDEX idx_listings_user ON listings(user_id, updated_at, id);
CREATE INDEX idx_listings_draft ON listings(draft_id);
CREATE INDEX idx_listings_piece ON listings(piece_id);

CREATE TABLE publish_log (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE,
  draft_id TEXT, idempotency_key TEXT UNIQUE NOT NULL,
  confirm_token TEXT NOT NULL,      -- the SHA-256 of the token, never the token
  dry_run INTEGER NOT NULL DEFAULT 1 CHECK (dry_run IN (0, 1)),
  status TEXT NOT NULL DEFAULT 'queued' CHECK (status IN ('queued','ok','manual','error')),
  listing_url TEXT, error_json TEXT, ${TIMES}
) STRICT;
CREATE INDEX idx_publog_idem ON publish_log(idempotency_key);
CREATE INDEX idx_publog_draft ON publish_log(draft_id);

CREATE TABLE media_asset (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE,
  sha256 TEXT NOT NULL, original_sha256 TEXT, dhash TEXT,
  width INTEGER NOT NULL, height INTEGER NOT NULL, mime TEXT NOT NULL, size_bytes INTEGER NOT NULL,
  exif_taken_at TEXT, ${TIMES}, UNIQUE (user_id, sha256)
) STRICT;
CREATE INDEX idx_asset_original ON media_asset(user_id, original_sha256);

CREATE TABLE photo_metadata (
  photo_id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE,
  draft_id TEXT REFERENCES drafts(id) ON DELETE SET NULL,
  asset_id TEXT NOT NULL REFERENCES media_asset(id),
  tier TEXT NOT NULL DEFAULT 'temp' CHECK (tier IN ('temp','hot','cold')),
  backend TEXT NOT NULL DEFAULT 'browser',
  file_name TEXT,
  file_size_bytes INTEGER NOT NULL, compressed_size_bytes INTEGER NOT NULL,
  upload_date TEXT NOT NULL DEFAULT ${NOW}, last_access_date TEXT, scheduled_deletion TEXT,
  published_to_vinted INTEGER NOT NULL DEFAULT 0, published_date TEXT, access_count INTEGER NOT NULL DEFAULT 0,
  storage_path TEXT, cdn_url TEXT, position INTEGER NOT NULL DEFAULT 0, alt_text TEXT,
  ${EDITABLE}, ${TIMES}
) STRICT;
CREATE INDEX idx_photos_user ON photo_metadata(user_id);
CREATE INDEX idx_photos_tier ON photo_metadata(tier);
CREATE INDEX idx_photos_draft ON photo_metadata(draft_id, deleted_at, position);
CREATE INDEX idx_photos_scheduled_deletion ON photo_metadata(scheduled_deletion);
CREATE INDEX idx_photos_published ON photo_metadata(published_to_vinted);
CREATE INDEX idx_photos_upload_date ON photo_metadata(upload_date);
CREATE INDEX idx_photos_last_access ON photo_metadata(last_access_date);
CREATE INDEX idx_photos_asset ON photo_metadata(asset_id);

CREATE TABLE plugin_queue (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE,
  platform TEXT NOT NULL DEFAULT 'vinted',
  operation TEXT NOT NULL CHECK (operation IN ('publish_product','rehearse','update_listing','save_vinted_draft',
    'update_price','hide','delete','relist')),
  draft_id TEXT, publish_log_id TEXT,
  status TEXT NOT NULL DEFAULT 'queued' CHECK (status IN ('queued','processing','completed','failed','paused','manual',
    'unknown','cancelled')),
  position INTEGER NOT NULL,        -- the order of the line; lower goes first
  current_step TEXT, accumulated_data TEXT NOT NULL DEFAULT '{}', context_data TEXT NOT NULL DEFAULT '{}',
  error_message TEXT,               -- an AppError as JSON
  retry_count INTEGER NOT NULL DEFAULT 0, lease TEXT, expires_at TEXT, finished_at TEXT,
  ${TIMES},
  -- NULLs never collide in a UNIQUE index: a publishing job without its draft would slip past the one below
  CHECK (draft_id IS NOT NULL OR operation NOT IN ('publish_product','rehearse','save_vinted_draft','relist'))
) STRICT;
CREATE UNIQUE INDEX idx_queue_one_open ON plugin_queue(draft_id)
  WHERE operation IN ('publish_product','rehearse','save_vinted_draft','relist')
    AND status IN ('queued','processing','paused','manual','unknown');
CREATE INDEX idx_queue_draft ON plugin_queue(draft_id, status);
CREATE INDEX idx_queue_line ON plugin_queue(user_id, platform, status, position);

CREATE TABLE plugin_tasks (
  id TEXT PRIMARY KEY, queue_id TEXT NOT NULL REFERENCES plugin_queue(id) ON DELETE CASCADE,
  platform TEXT NOT NULL DEFAULT 'vinted', step TEXT NOT NULL, attempt INTEGER NOT NULL DEFAULT 1,
  http_method TEXT, path TEXT, payload TEXT,
  status TEXT NOT NULL CHECK (status IN ('intended','done','rehearsed','failed','unknown','not_sent')),
  request_id TEXT, page_id TEXT, tab_id INTEGER,
  result TEXT, error TEXT, started_at TEXT, finished_at TEXT, created_at TEXT NOT NULL DEFAULT ${NOW}
) STRICT;
CREATE INDEX idx_tasks_queue ON plugin_tasks(queue_id, created_at, id);

CREATE TABLE reference_cache (
  domain TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, seen_at TEXT NOT NULL,
  PRIMARY KEY (domain, kind, key)
) STRICT;

CREATE TABLE audit_log (
  id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE,
  actor TEXT NOT NULL, action TEXT NOT NULL, entity TEXT NOT NULL, entity_id TEXT NOT NULL,
  before TEXT, after TEXT, created_at TEXT NOT NULL DEFAULT ${NOW}
) STRICT;
CREATE INDEX idx_audit_entity ON audit_log(entity, entity_id, created_at);
CREATE INDEX idx_audit_time ON audit_log(user_id, created_at);
`,
} as const;
