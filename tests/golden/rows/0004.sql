INSERT INTO operations (seq, id, user_id, kind, actor, reversible, undo_of, undone_by, created_at) VALUES
  (100, 'o1', 'www.vinted.fr:4711', 'mass_edit', 'seller', 1, NULL, 'o2', '2026-03-02T08:00:00.000Z'),
  (101, 'o2', 'www.vinted.fr:4711', 'undo', 'seller', 1, 'o1', NULL, '2026-03-02T08:00:05.000Z');
INSERT INTO audit_log (id, user_id, actor, action, entity, entity_id, before, after, created_at, seq, operation_id, draft_id) VALUES
  ('x101', 'www.vinted.fr:4711', 'seller', 'draft.save', 'draft', 'd5', '{"priceCents":5000}', '{"priceCents":4500}', '2026-03-02T08:00:00.000Z', 100, 'o1', 'd5'),
  ('x102', 'www.vinted.fr:4711', 'seller', 'draft.save', 'draft', 'd5', '{"priceCents":4500}', '{"priceCents":5000}', '2026-03-02T08:00:05.000Z', 101, 'o2', 'd5');
