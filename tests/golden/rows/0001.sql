INSERT INTO users (id, domain, vinted_id, login, created_at, updated_at) VALUES
  ('www.vinted.fr:4711', 'www.vinted.fr', '4711', 'friperie', '2026-01-05T08:00:00.000Z', '2026-01-05T08:00:00.000Z');
INSERT INTO settings (key, value, updated_at) VALUES
  ('ttl_drafts_days', '30', '2026-01-05T08:00:00.000Z'), ('dataset.id', '"00000000-0000-7000-8000-000000000001"', '2026-01-05T08:00:00.000Z');
INSERT INTO pieces (id, user_id, reference, cost_cents, purchase_date, source, location, notes, measures_json, defects, quantity, state, revision, deleted_at, created_at, updated_at) VALUES
  ('p1', 'www.vinted.fr:4711', 1, 450, '2026-01-03', 'vide-grenier', 'boîte B3', 'cœur brodé', '{"chest_cm":52}', 'petite tache', 1, 'listed', 3, NULL, '2026-01-05T08:01:00.000Z', '2026-01-06T08:00:00.000Z'),
  ('p2', 'www.vinted.fr:4711', 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2, 'in_stock', 1, NULL, '2026-01-05T08:02:00.000Z', '2026-01-05T08:02:00.000Z'),
  ('p3', 'www.vinted.fr:4711', 3, 1200, NULL, 'lot', 'portant', NULL, NULL, NULL, 1, 'sold', 1, '2026-01-09T08:00:00.000Z', '2026-01-05T08:03:00.000Z', '2026-01-09T08:00:00.000Z');
INSERT INTO drafts (id, piece_id, user_id, title, description, price, currency, brand, size, color, category, item_json, listing_json, flags_json, status, error_json, prepared_until, revision, deleted_at, created_at, updated_at) VALUES
  ('d1', 'p1', 'www.vinted.fr:4711', 'Robe d’été Sézane à fleurs', 'Robe légère, portée deux fois.', 24.9, 'EUR', 'Sézane', 'M', 'Bleu', 'Robes', '{"confirmed":["brand"]}', '{"catalog_id":178,"brand_id":245062}', '{"publish_ready":true,"blockers":[],"warnings":[]}', 'published', NULL, NULL, 5, NULL, '2026-01-05T08:01:00.000Z', '2026-01-06T08:00:00.000Z'),
  ('d2', 'p2', 'www.vinted.fr:4711', 'Jean Levi''s 501', NULL, 0, 'EUR', 'Levi''s', NULL, NULL, NULL, NULL, NULL, NULL, 'pending', NULL, NULL, 1, NULL, '2026-01-05T08:02:00.000Z', '2026-01-05T08:02:00.000Z'),
  ('d3', 'p3', 'www.vinted.fr:4711', 'Pull en laine', 'Un pull chaud.', 15, 'EUR', NULL, 'L', 'Gris', 'Pulls', NULL, NULL, NULL, 'error', '{"code":"vinted_refused"}', NULL, 2, '2026-01-09T08:00:00.000Z', '2026-01-05T08:03:00.000Z', '2026-01-09T08:00:00.000Z'),
  ('d4', NULL, 'www.vinted.fr:4711', 'Sac à main', NULL, 30, 'EUR', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'manual', '{"code":"answer_lost"}', NULL, 2, NULL, '2026-01-05T08:04:00.000Z', '2026-01-07T08:00:00.000Z');
INSERT INTO listings (id, draft_id, piece_id, user_id, vinted_id, title, price, listing_url, status, verified_at, snapshot, created_at, updated_at) VALUES
  ('l1', 'd1', 'p1', 'www.vinted.fr:4711', '7000000001', 'Robe d’été Sézane à fleurs', 24.9, 'https://www.vinted.fr/items/7000000001', 'active', '2026-01-06T08:01:00.000Z', '{"photos":2}', '2026-01-06T08:00:30.000Z', '2026-01-06T08:01:00.000Z');
INSERT INTO publish_log (id, user_id, draft_id, idempotency_key, confirm_token, dry_run, status, listing_url, error_json, created_at, updated_at) VALUES
  ('g1', 'www.vinted.fr:4711', 'd1', 'k1', 't1', 0, 'ok', 'https://www.vinted.fr/items/7000000001', NULL, '2026-01-06T08:00:00.000Z', '2026-01-06T08:00:30.000Z'),
  ('g2', 'www.vinted.fr:4711', 'd1', 'k2', 't2', 1, 'ok', NULL, NULL, '2026-01-05T09:00:00.000Z', '2026-01-05T09:00:30.000Z'),
  ('g3', 'www.vinted.fr:4711', 'd4', 'k3', 't3', 0, 'manual', NULL, '{"code":"answer_lost"}', '2026-01-07T08:00:00.000Z', '2026-01-07T08:00:00.000Z');
INSERT INTO media_asset (id, user_id, sha256, original_sha256, dhash, width, height, mime, size_bytes, exif_taken_at, created_at, updated_at) VALUES
  ('m1', 'www.vinted.fr:4711', 'aa01', 'bb01', '00ff00ff00ff00ff', 1500, 2000, 'image/jpeg', 410000, '2026-01-04T10:00:00.000Z', '2026-01-05T08:01:00.000Z', '2026-01-05T08:01:00.000Z'),
  ('m2', 'www.vinted.fr:4711', 'aa02', NULL, NULL, 800, 800, 'image/jpeg', 90000, NULL, '2026-01-05T08:01:00.000Z', '2026-01-05T08:01:00.000Z');
INSERT INTO photo_metadata (photo_id, user_id, draft_id, asset_id, tier, file_name, file_size_bytes, compressed_size_bytes, upload_date, published_to_vinted, published_date, access_count, position, alt_text, deleted_at, created_at, updated_at) VALUES
  ('f1', 'www.vinted.fr:4711', 'd1', 'm1', 'hot', 'IMG_0001.jpg', 2400000, 410000, '2026-01-05T08:01:00.000Z', 1, '2026-01-06T08:00:30.000Z', 3, 0, 'Robe de face', NULL, '2026-01-05T08:01:00.000Z', '2026-01-06T08:00:30.000Z'),
  ('f2', 'www.vinted.fr:4711', 'd4', 'm2', 'temp', 'IMG_0002.jpg', 300000, 90000, '2026-01-05T08:01:00.000Z', 0, NULL, 0, 0, NULL, NULL, '2026-01-05T08:01:00.000Z', '2026-01-05T08:01:00.000Z'),
  ('f3', 'www.vinted.fr:4711', NULL, 'm2', 'temp', 'IMG_0003.jpg', 300000, 90000, '2026-01-05T08:01:00.000Z', 0, NULL, 0, 1, NULL, '2026-01-08T08:00:00.000Z', '2026-01-05T08:01:00.000Z', '2026-01-08T08:00:00.000Z');
INSERT INTO plugin_queue (id, user_id, operation, draft_id, publish_log_id, status, position, current_step, accumulated_data, context_data, created_at, updated_at) VALUES
  ('q1', 'www.vinted.fr:4711', 'publish_product', 'd1', 'g1', 'completed', 1, 'save', '{"vinted_id":"7000000001"}', '{"content_hash":"cc"}', '2026-01-06T08:00:00.000Z', '2026-01-06T08:00:30.000Z'),
  ('q2', 'www.vinted.fr:4711', 'publish_product', 'd4', 'g3', 'unknown', 2, 'create', '{}', '{}', '2026-01-07T08:00:00.000Z', '2026-01-07T08:00:00.000Z');
INSERT INTO plugin_tasks (id, queue_id, step, attempt, http_method, path, payload, status, request_id, result, error, started_at, finished_at, created_at) VALUES
  ('t1', 'q1', 'create', 1, 'POST', '/api/v2/item_upload/items', '{"photos":1}', 'done', 'r1', '{"item_id":7000000001}', NULL, '2026-01-06T08:00:10.000Z', '2026-01-06T08:00:11.000Z', '2026-01-06T08:00:10.000Z'),
  ('t2', 'q2', 'create', 1, 'POST', '/api/v2/item_upload/items', '{"photos":1}', 'unknown', 'r2', NULL, '{"code":"answer_lost"}', '2026-01-07T08:00:10.000Z', NULL, '2026-01-07T08:00:10.000Z');
INSERT INTO reference_cache (domain, kind, key, value, seen_at) VALUES
  ('www.vinted.fr', 'colors', 'all', '[{"id":9,"title":"Bleu"}]', '2026-01-05T08:00:00.000Z');
INSERT INTO audit_log (id, user_id, actor, action, entity, entity_id, before, after, created_at) VALUES
  ('a1', 'www.vinted.fr:4711', 'seller', 'drafts.save', 'draft', 'd1', NULL, '{"title":"Robe d’été Sézane à fleurs"}', '2026-01-05T08:01:00.000Z');
