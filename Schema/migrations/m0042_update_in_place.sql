-- A partial index asks for its condition's columns, and a row whose columns an index asks for is never updated in its place: since m0031 each
-- movement wrote every index of its batch and its two holdings anew, though none of what they hold had changed. The conditions become
-- columns of their own, which a movement leaves as they are.
SET LOCAL lock_timeout = '2s';

ALTER TABLE batch ADD COLUMN is_frozen boolean NOT NULL
    GENERATED ALWAYS AS (COALESCE(body -> 'frozenBy' <> '[]', false)) STORED;
DROP INDEX batch_frozen_idx;
CREATE INDEX batch_frozen_idx ON batch (code) WHERE is_frozen;

ALTER TABLE holding ADD COLUMN lies boolean NOT NULL GENERATED ALWAYS AS (mass_g > 0) STORED;
DROP INDEX holding_lying_idx;
CREATE INDEX holding_lying_idx ON holding (place) WHERE lies;
