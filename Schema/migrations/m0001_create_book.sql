-- The book: immutable records, their movements and answers, and the projections made from them.
SET LOCAL lock_timeout = '2s';

CREATE TABLE record (
    seq bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT record_pkey PRIMARY KEY,
    id uuid NOT NULL CONSTRAINT record_id_unique UNIQUE,
    kind text NOT NULL,
    actor text NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    digest bytea NOT NULL CONSTRAINT record_digest_is_sha256 CHECK (octet_length(digest) = 32),
    body text NOT NULL,
    CONSTRAINT record_digest_matches CHECK (digest = sha256(convert_to(body, 'UTF8')))
);
CREATE INDEX record_kind_idx ON record (kind, seq);
CREATE INDEX record_occurred_idx ON record USING brin (occurred_at);

CREATE TABLE answer (
    scope text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    record_id uuid NOT NULL CONSTRAINT answer_record_fkey REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
    body text NOT NULL,
    CONSTRAINT answer_pkey PRIMARY KEY (scope, key)
);

CREATE TABLE movement_leg (
    record_id uuid NOT NULL CONSTRAINT movement_leg_record_fkey REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
    leg integer NOT NULL,
    batch text NOT NULL,
    place text NOT NULL,
    mass_g bigint NOT NULL,
    CONSTRAINT movement_leg_pkey PRIMARY KEY (record_id, leg)
);
CREATE INDEX movement_leg_batch_idx ON movement_leg (batch);
CREATE INDEX movement_leg_place_idx ON movement_leg (place);

CREATE TABLE finding (
    record_id uuid NOT NULL CONSTRAINT finding_record_fkey REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
    number integer NOT NULL,
    code text NOT NULL,
    severity text NOT NULL CONSTRAINT finding_severity_known CHECK (severity IN ('hold', 'warn', 'info')),
    subject text NOT NULL,
    detail text NOT NULL,
    CONSTRAINT finding_pkey PRIMARY KEY (record_id, number)
);
CREATE INDEX finding_subject_idx ON finding (subject);

CREATE TABLE organization (
    code text CONSTRAINT organization_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS (body ->> 'county') STORED
);
CREATE TABLE bin (
    code text CONSTRAINT bin_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS (body ->> 'county') STORED,
    granary text GENERATED ALWAYS AS (body ->> 'granary') STORED,
    CONSTRAINT bin_capacity_positive CHECK ((body ->> 'capacityGrams')::bigint > 0)
);
CREATE TABLE scale (
    code text CONSTRAINT scale_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL
);
CREATE TABLE parcel (
    code text CONSTRAINT parcel_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS (body ->> 'county') STORED
);
CREATE TABLE sample (
    code text CONSTRAINT sample_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS (body ->> 'county') STORED
);
CREATE TABLE test_run (
    code text CONSTRAINT test_run_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL
);
CREATE TABLE report (
    code text CONSTRAINT report_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL
);
CREATE TABLE reinspection (
    code text CONSTRAINT reinspection_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL
);
CREATE TABLE batch (
    code text CONSTRAINT batch_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS (body ->> 'county') STORED,
    granary text GENERATED ALWAYS AS (body ->> 'granary') STORED,
    grain_class text GENERATED ALWAYS AS (body ->> 'grainClass') STORED,
    CONSTRAINT batch_class_known CHECK (body ->> 'grainClass' IN ('A', 'B', 'C', 'D', 'pending'))
);
CREATE INDEX batch_county_idx ON batch (county, grain_class);
CREATE TABLE manifest (
    code text CONSTRAINT manifest_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS (body ->> 'county') STORED,
    state text GENERATED ALWAYS AS (body ->> 'state') STORED
);
CREATE TABLE disposal (
    code text CONSTRAINT disposal_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS (body ->> 'county') STORED
);

CREATE TABLE holding (
    batch text NOT NULL,
    place text NOT NULL,
    mass_g bigint NOT NULL CONSTRAINT holding_mass_not_negative CHECK (mass_g >= 0),
    CONSTRAINT holding_pkey PRIMARY KEY (batch, place)
);

-- A movement neither makes nor destroys grain: its legs sum to zero for each batch.
CREATE FUNCTION check_conservation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM movement_leg WHERE record_id = NEW.record_id GROUP BY batch HAVING sum(mass_g) <> 0
    ) THEN
        RAISE EXCEPTION 'movement of record % does not close', NEW.record_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_conserves_mass';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER movement_conserves_mass
    AFTER INSERT OR UPDATE ON movement_leg DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION check_conservation();

-- Records, legs, findings and answers are facts: nobody changes or removes them.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;
CREATE TRIGGER record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON record
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER movement_leg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON movement_leg
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER finding_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON finding
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON answer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
