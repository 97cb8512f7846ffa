INSERT INTO drafts (id, user_id, title, price, brand, status, created_at, updated_at) VALUES
  ('d5', 'www.vinted.fr:4711', 'Manteau œuf et pêche', 45, 'A.P.C.', 'pending', '2026-03-01T08:00:00.000Z', '2026-03-01T08:00:00.000Z');
