-- The same movement as a service of this kind would usually keep it: one row a batch, bin and holding, the same immutable
-- record with its digest, the same two legs, the same answer under an idempotency key. Filled by the harness.
CREATE TABLE token (digest bytea PRIMARY KEY, name text NOT NULL, organization text NOT NULL, role text NOT NULL);
CREATE TABLE batch (
    code text PRIMARY KEY, granary text NOT NULL, grain_class text NOT NULL, frozen boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL, version bigint NOT NULL DEFAULT 1
);
CREATE TABLE bin (
    code text PRIMARY KEY, granary text NOT NULL, use text NOT NULL, capacity_g bigint NOT NULL, content_g bigint NOT NULL
);
CREATE TABLE holding (
    batch text NOT NULL, place text NOT NULL, mass_g bigint NOT NULL CHECK (mass_g >= 0), PRIMARY KEY (batch, place)
);
CREATE TABLE record (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid NOT NULL UNIQUE, kind text NOT NULL, actor text NOT NULL,
    occurred_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    digest bytea NOT NULL, body text NOT NULL
);
CREATE INDEX ON record (kind, seq);
CREATE INDEX ON record USING brin (occurred_at);
CREATE TABLE answer (
    scope text NOT NULL, key text NOT NULL, fingerprint bytea NOT NULL, record_id uuid NOT NULL, body text NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE TABLE movement_leg (
    record_id uuid NOT NULL, leg integer NOT NULL, batch text NOT NULL, place text NOT NULL, mass_g bigint NOT NULL,
    PRIMARY KEY (record_id, leg)
);
CREATE INDEX ON movement_leg (batch);
CREATE INDEX ON movement_leg (place);

-- One movement in one call: who asks, the key, the batch, both bins in order of code, the record, legs and answer.
-- The body comes with its digest, or is put together here and digested here, so that pgbench does that work too.
CREATE FUNCTION move(
    p_token bytea, p_key text, p_fingerprint bytea, p_batch text, p_from text, p_to text, p_grams bigint,
    p_reason text, p_operation text, p_occurred timestamptz, p_id uuid, p_body text, p_digest bytea
) RETURNS text LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
    who token%ROWTYPE; known answer%ROWTYPE; held batch%ROWTYPE; target bin%ROWTYPE; one text; body text := p_body;
BEGIN
    SELECT * INTO who FROM token WHERE digest = p_token;
    IF NOT FOUND THEN RETURN '401'; END IF;
    SELECT * INTO known FROM answer WHERE scope = who.name AND key = p_key;
    IF FOUND THEN
        RETURN CASE WHEN known.fingerprint = p_fingerprint THEN known.body ELSE '422' END;
    END IF;
    SELECT * INTO held FROM batch WHERE code = p_batch FOR UPDATE;
    IF NOT FOUND OR held.frozen OR p_occurred < held.created_at OR p_grams <= 0 OR p_from = p_to THEN RETURN '409'; END IF;
    FOR one IN SELECT unnest(ARRAY[least(p_from, p_to), greatest(p_from, p_to)]) LOOP
        UPDATE bin SET content_g = content_g + CASE WHEN code = p_to THEN p_grams ELSE -p_grams END
        WHERE code = one AND granary = held.granary RETURNING * INTO target;
        IF NOT FOUND OR target.content_g > target.capacity_g OR (held.grain_class = 'A') <> (target.use = 'ordinary') THEN
            RAISE EXCEPTION 'bin %', one USING ERRCODE = 'raise_exception';
        END IF;
    END LOOP;
    UPDATE holding SET mass_g = mass_g - p_grams WHERE batch = p_batch AND place = 'bin:' || p_from AND mass_g >= p_grams;
    IF NOT FOUND THEN RAISE EXCEPTION 'holding' USING ERRCODE = 'raise_exception'; END IF;
    INSERT INTO holding AS h (batch, place, mass_g) VALUES (p_batch, 'bin:' || p_to, p_grams)
    ON CONFLICT (batch, place) DO UPDATE SET mass_g = h.mass_g + excluded.mass_g;
    UPDATE batch SET version = version + 1 WHERE code = p_batch;
    IF body IS NULL THEN
        body := json_build_object(
            'form', 2, 'id', p_id, 'kind', 'batch-moved', 'occurredAt', p_occurred, 'nonce', p_key,
            'actor', json_build_object('name', who.name, 'organization', who.organization, 'role', who.role, 'region', '43'),
            'data', json_build_object('operation', p_operation, 'batch', p_batch, 'from', p_from, 'to', p_to,
                'grams', p_grams, 'reason', p_reason),
            'outcome', json_build_object('findings', '[]'::json))::text;
    END IF;
    INSERT INTO record (id, kind, actor, occurred_at, digest, body)
    VALUES (p_id, 'batch-moved', who.name, p_occurred, COALESCE(p_digest, sha256(convert_to(body, 'UTF8'))), body);
    INSERT INTO movement_leg (record_id, leg, batch, place, mass_g) VALUES
        (p_id, 1, p_batch, 'bin:' || p_from, -p_grams), (p_id, 2, p_batch, 'bin:' || p_to, p_grams);
    INSERT INTO answer (scope, key, fingerprint, record_id, body)
    VALUES (who.name, p_key, p_fingerprint, p_id, '{"findings":[],"kind":"batch-moved","recordId":"' || p_id || '"}');
    RETURN '{"findings":[],"kind":"batch-moved","recordId":"' || p_id || '"}';
END $$;
