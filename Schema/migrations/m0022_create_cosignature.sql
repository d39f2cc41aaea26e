-- What other departments' witnesses have signed of the log, and under which policy it asks them (C2SP tlog-witness,
-- tlog-cosignature, tlog-policy; evidence.md §4.10; docs/decisions/0018). Only verified lines come in here; they are kept for
-- ever and published with the checkpoint they stand on.
SET LOCAL lock_timeout = '2s';

CREATE TABLE log_cosignature (
    size bigint NOT NULL CONSTRAINT log_cosignature_size_fkey REFERENCES log_checkpoint (size),
    witness text NOT NULL,
    signed_at timestamptz NOT NULL,
    line text NOT NULL CONSTRAINT log_cosignature_line_form CHECK (line LIKE E'— % %\n'),
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT log_cosignature_pkey PRIMARY KEY (size, witness, signed_at)
);
CREATE INDEX log_cosignature_witness_idx ON log_cosignature (witness, size);
COMMENT ON COLUMN log_cosignature.witness IS 'public key of the witness (vkey)';

-- Policies in the order in which they came into force; the last one counts.
CREATE TABLE log_policy (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT log_policy_pkey PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    body text NOT NULL
);

-- How each witness answered last. It may be wrong without harm: a witness that holds another size says so.
CREATE TABLE log_witness (
    witness text CONSTRAINT log_witness_pkey PRIMARY KEY,
    held_size bigint NOT NULL CONSTRAINT log_witness_held_not_negative CHECK (held_size >= 0),
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    answer text NOT NULL
);

CREATE TRIGGER log_cosignature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_cosignature
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_policy_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_policy
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT ON log_cosignature, log_policy, log_witness TO grainledger_replayer;
