INSERT INTO job_run (id, job, local_date, planned_for, started_at, finished_at, status, resumed, counts_json) VALUES
  ('j1', 'prune', '2026-02-01', '2026-02-01T01:00:00.000Z', '2026-02-01T01:00:01.000Z', '2026-02-01T01:00:02.000Z', 'done', 0, '{"drafts_binned":1}'),
  ('j2', 'prune', NULL, '2026-02-02T10:00:00.000Z', '2026-02-02T10:00:00.000Z', NULL, 'running', 1, '{}');
INSERT INTO publication_keys (key_hash, draft_id, listing_url, ended_as, created_at) VALUES
  ('h0', 'd0', 'https://www.vinted.fr/items/6999999999', 'ok', '2025-10-01T08:00:00.000Z'),
  ('h1', 'd1', 'https://www.vinted.fr/items/7000000001', 'ok', '2026-01-06T08:00:00.000Z');
UPDATE publish_log SET key_hash = 'h1' WHERE id = 'g1';
INSERT INTO photo_trace (user_id, sha256, original_sha256, dhash, piece_id, erased_at) VALUES
  ('www.vinted.fr:4711', 'aa00', 'bb00', 'ff00ff00ff00ff00', 'p1', '2026-02-01T01:00:01.000Z');
