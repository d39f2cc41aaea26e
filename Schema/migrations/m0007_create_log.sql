-- The evidence log: one leaf for every record, written with it; a tree over the leaves, in the public form of C2SP tlog-tiles
-- (evidence.md §4; docs/decisions/0014). Accepting a record takes no lock of the log and gives it no index: its leaf waits in
-- leaf_pending until a sequencer takes what is committed.
SET LOCAL lock_timeout = '2s';

-- A batch's stream: the secret that hides which batch a tag stands for, and the last number given. Whoever locks the batch
-- counts here, so that the numbers of a batch are 1, 2, 3 … without a hole.
CREATE TABLE stream (
    batch text CONSTRAINT stream_pkey PRIMARY KEY,
    secret bytea NOT NULL CONSTRAINT stream_secret_size CHECK (octet_length(secret) = 32),
    last_number bigint NOT NULL CONSTRAINT stream_last_number_positive CHECK (last_number > 0)
);

CREATE TABLE leaf_pending (
    id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) CONSTRAINT leaf_pending_pkey PRIMARY KEY,
    record_id uuid NOT NULL CONSTRAINT leaf_pending_record_unique UNIQUE
        CONSTRAINT leaf_pending_record_fkey REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
    entry bytea NOT NULL CONSTRAINT leaf_pending_entry_size CHECK (octet_length(entry) BETWEEN 1 AND 65535),
    enqueued_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Entries in the order of the tree. A record lost in a restore leaves its entry behind: then there is no record_id.
CREATE TABLE leaf (
    leaf_index bigint CONSTRAINT leaf_pkey PRIMARY KEY CONSTRAINT leaf_index_not_negative CHECK (leaf_index >= 0),
    record_id uuid CONSTRAINT leaf_record_unique UNIQUE CONSTRAINT leaf_record_fkey REFERENCES record (id),
    entry bytea NOT NULL
);

-- A partial tile is the beginning of the row, so every width a checkpoint ever needed stays readable.
CREATE TABLE log_tile (
    level integer NOT NULL CONSTRAINT log_tile_level_known CHECK (level BETWEEN 0 AND 7),
    tile bigint NOT NULL,
    hashes bytea NOT NULL
        CONSTRAINT log_tile_whole_hashes CHECK (octet_length(hashes) % 32 = 0 AND octet_length(hashes) BETWEEN 32 AND 8192),
    CONSTRAINT log_tile_pkey PRIMARY KEY (level, tile)
);
ALTER TABLE log_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- The one row whose lock makes sequencers follow each other.
CREATE TABLE log_state (
    is_only boolean DEFAULT true CONSTRAINT log_state_pkey PRIMARY KEY CONSTRAINT log_state_only_one CHECK (is_only),
    size bigint NOT NULL,
    root bytea NOT NULL,
    frontier bytea NOT NULL,
    origin text,
    is_complete boolean NOT NULL,
    frozen_since timestamptz,
    frozen_reason text
);
INSERT INTO log_state (size, root, frontier, is_complete)
SELECT 0, sha256(''), '', NOT EXISTS (SELECT 1 FROM record);

CREATE TABLE log_checkpoint (
    size bigint CONSTRAINT log_checkpoint_pkey PRIMARY KEY,
    root bytea NOT NULL,
    note bytea NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- Public keys the log has signed with; the secret ones are in no database.
CREATE TABLE log_key (
    vkey text CONSTRAINT log_key_pkey PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE log_examination (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT log_examination_pkey PRIMARY KEY,
    ended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    size bigint NOT NULL,
    faults jsonb NOT NULL
);

CREATE TRIGGER leaf_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON leaf
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- No road into the book leads past the log: a record without a leaf does not commit.
CREATE FUNCTION check_leaf() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM leaf_pending WHERE record_id = NEW.id)
        AND NOT EXISTS (SELECT 1 FROM leaf WHERE record_id = NEW.id) THEN
        RAISE EXCEPTION 'record % has no leaf', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'record_has_leaf';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER record_has_leaf AFTER INSERT ON record DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION check_leaf();

-- The committer may add leaves and count streams, and nothing else of the log.
DO $$
BEGIN
    IF to_regrole('grainledger_writer') IS NOT NULL THEN
        GRANT SELECT, INSERT, UPDATE ON stream TO grainledger_writer;
        GRANT SELECT, INSERT ON leaf_pending TO grainledger_writer;
        GRANT SELECT (record_id) ON leaf TO grainledger_writer;
    END IF;
END $$;
