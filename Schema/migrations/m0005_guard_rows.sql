-- Who may see a row is a property of the row: the second wall, behind the conditions of the statements themselves
-- (design.md §5, reliability.md R12; docs/decisions/0009). The service works in four roles and as none else: people's reads
-- as reader, lineage as tracer, commits as writer, rebuilds as replayer. Roles belong to the cluster, databases are many.
-- Another migration may be making the same roles just now, in another database: it is waited for.
SET LOCAL lock_timeout = '60s';
DO $$
DECLARE
    wanted text;
    may_be boolean;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[
        'grainledger_reader', 'grainledger_replayer', 'grainledger_tracer', 'grainledger_writer'
    ] LOOP
        BEGIN
            IF to_regrole(wanted) IS NULL THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', wanted);
            END IF;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION '% may not create the role %: a superuser has to run Schema/roles.sql (Schema/README.md)',
                    current_user, wanted USING ERRCODE = 'insufficient_privilege';
        END;
        -- Whoever works here takes the role on, and never has its rights otherwise: 16 can say so, in 15 the policies do.
        IF current_setting('server_version_num')::integer >= 160000 THEN
            may_be := pg_has_role(current_user, wanted, 'SET');
        ELSE
            may_be := pg_has_role(current_user, wanted, 'MEMBER');
        END IF;
        CONTINUE WHEN may_be;
        BEGIN
            IF current_setting('server_version_num')::integer >= 160000 THEN
                EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', wanted, current_user);
            ELSE
                EXECUTE format('GRANT %I TO %I', wanted, current_user);
            END IF;
        EXCEPTION
            WHEN unique_violation THEN NULL;
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION '% may not take on the role %: a superuser has to run Schema/roles.sql (Schema/README.md)',
                    current_user, wanted USING ERRCODE = 'insufficient_privilege';
        END;
    END LOOP;
END $$;
SET LOCAL lock_timeout = '2s';

-- The marks a row bears: all see *; o and an organisation, whose it is; r and a region, where it lies, by every prefix of 0, 2,
-- 4 and 6 digits, or r- for nowhere; p and a region, where it lies, when it is nobody's. NULL owners are none; an empty one is
-- somebody who is not known, so that the row is not open to all.
CREATE FUNCTION sight_marks(counties text[], owners text[]) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    marks text[] := ARRAY['*'];
    letters text[] := ARRAY['r'];
    scope text;
    part text;
    size integer;
    lies_somewhere boolean := false;
    is_owned boolean := false;
BEGIN
    FOREACH part IN ARRAY COALESCE(owners, '{}') LOOP
        CONTINUE WHEN part IS NULL;
        is_owned := true;
        IF part <> '' AND NOT 'o' || part = ANY (marks) THEN marks := marks || ('o' || part); END IF;
    END LOOP;
    IF NOT is_owned THEN letters := letters || 'p'::text; END IF;
    FOREACH scope IN ARRAY letters LOOP
        FOREACH part IN ARRAY COALESCE(counties, '{}') LOOP
            CONTINUE WHEN part IS NULL;
            lies_somewhere := true;
            FOREACH size IN ARRAY ARRAY[0, 2, 4, 6] LOOP
                IF size <= length(part) AND NOT scope || left(part, size) = ANY (marks) THEN
                    marks := marks || (scope || left(part, size));
                END IF;
            END LOOP;
        END LOOP;
        IF NOT lies_somewhere THEN marks := marks || (scope || '-'); END IF;
    END LOOP;
    RETURN marks;
END $$;

-- The marks that whoever asks may see, from what his transaction says of him; NULL when it says nothing, or nothing known. The
-- whole country is written *, so that a missing region is not the empty prefix.
CREATE FUNCTION sight_keys() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
    RETURN (
        SELECT CASE
            WHEN asking.role = 'administrator' THEN ARRAY['*']
            WHEN asking.region IS NULL THEN NULL
            WHEN asking.role IN ('officer', 'auditor') THEN ARRAY['r' || asking.region, 'r-']
            WHEN asking.role IN ('station', 'granary', 'carrier', 'facility') THEN
                array_remove(ARRAY['o' || asking.organization, 'p' || asking.region, 'p-'], NULL)
        END
        FROM (
            SELECT nullif(current_setting('grainledger.role', true), '') AS role,
                nullif(current_setting('grainledger.organization', true), '') AS organization,
                CASE current_setting('grainledger.region', true) WHEN '*' THEN ''
                    ELSE nullif(current_setting('grainledger.region', true), '') END AS region
        ) AS asking
    );

-- Aggregates bear the marks of their own document.
ALTER TABLE organization ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(ARRAY[body ->> 'county'], ARRAY[code])) STORED;
ALTER TABLE bin ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(ARRAY[body ->> 'county'], ARRAY[body ->> 'granary'])) STORED;
ALTER TABLE scale ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(NULL, ARRAY[body ->> 'owner'])) STORED;
ALTER TABLE parcel ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(ARRAY[body ->> 'county'], NULL)) STORED;
ALTER TABLE sample ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(ARRAY[body ->> 'county'], ARRAY[body ->> 'laboratory'])) STORED;
ALTER TABLE batch ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(ARRAY[body ->> 'county'], ARRAY[body ->> 'granary'])) STORED;
ALTER TABLE manifest ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(
        ARRAY[body ->> 'county'], ARRAY[body ->> 'consignor', body ->> 'consignee', body ->> 'carrier'])) STORED;
ALTER TABLE disposal ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(ARRAY[body ->> 'county'], ARRAY[body ->> 'facility'])) STORED;
ALTER TABLE bureau_report ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(ARRAY[body #>> '{report,region}'], ARRAY[''])) STORED;

-- Stock is its granary's, and the facility's in whose yard it lies.
ALTER TABLE holding
    ADD COLUMN granary text NOT NULL DEFAULT '',
    ADD COLUMN county text NOT NULL DEFAULT '',
    ADD COLUMN grain_class text NOT NULL DEFAULT 'pending',
    ADD CONSTRAINT holding_class_known CHECK (grain_class IN ('A', 'B', 'C', 'D', 'pending'));
UPDATE holding SET granary = batch.granary, county = batch.county, grain_class = batch.grain_class
FROM batch WHERE batch.code = holding.batch;
ALTER TABLE holding
    ADD COLUMN owners text[] NOT NULL GENERATED ALWAYS AS (
        ARRAY[granary] || CASE WHEN place LIKE 'facility:%' THEN ARRAY[substr(place, 10)] ELSE '{}' END) STORED;
ALTER TABLE holding ADD COLUMN seen_by text[] NOT NULL GENERATED ALWAYS AS (sight_marks(
        ARRAY[county],
        ARRAY[granary] || CASE WHEN place LIKE 'facility:%' THEN ARRAY[substr(place, 10)] ELSE '{}' END)) STORED;

-- The legs of a record on one batch are its granary's, and those of the facility or buyer they name.
ALTER TABLE movement_leg ADD COLUMN county text NOT NULL DEFAULT '', ADD COLUMN owners text[] NOT NULL DEFAULT '{""}';
ALTER TABLE movement_leg DISABLE TRIGGER movement_leg_append_only;
UPDATE movement_leg AS leg SET county = batch.county, owners = ARRAY[batch.granary] || ARRAY(
    SELECT DISTINCT split_part(other.place, ':', 2) FROM movement_leg AS other
    WHERE other.record_id = leg.record_id AND other.batch = leg.batch
        AND split_part(other.place, ':', 1) IN ('facility', 'sold') ORDER BY 1)
FROM batch WHERE batch.code = leg.batch;
-- The deferred check of the legs just updated has to be over before the table is altered.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE movement_leg ENABLE TRIGGER movement_leg_append_only;
ALTER TABLE movement_leg ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(ARRAY[county], owners)) STORED;

-- Records name the counties and organisations they concern when they are written (`Concern`); those that are there already
-- are given what the committer would have written. A record that concerns nobody known is the administrator's alone.
ALTER TABLE record ADD COLUMN counties text[] NOT NULL DEFAULT '{""}', ADD COLUMN owners text[] NOT NULL DEFAULT '{""}';
ALTER TABLE record DISABLE TRIGGER record_append_only;
UPDATE record SET
    counties = CASE WHEN cardinality(grain.counties) > 0 THEN grain.counties ELSE ARRAY[COALESCE(
        (SELECT sample.county FROM sample WHERE sample.code = act.data ->> 'sample'),
        (SELECT sample.county FROM reinspection JOIN sample ON sample.code = reinspection.body ->> 'sample'
            WHERE reinspection.code = act.data ->> 'reinspection'),
        (SELECT manifest.county FROM manifest WHERE manifest.code = act.data ->> 'manifest'),
        (SELECT disposal.county FROM disposal WHERE disposal.code = act.data ->> 'disposal'),
        act.data #>> '{organization,county}', act.data #>> '{parcel,county}', act.data #>> '{report,region}',
        (SELECT organization.county FROM organization WHERE organization.code = COALESCE(
            act.data ->> 'granary', act.data ->> 'laboratory', act.data #>> '{scale,owner}')),
        '')] END,
    owners = ARRAY(
        SELECT DISTINCT concerned.code FROM (
            SELECT '' UNION ALL SELECT act.actor UNION ALL SELECT unnest(grain.owners)
            UNION ALL SELECT act.data ->> 'granary' UNION ALL SELECT act.data ->> 'laboratory'
            UNION ALL SELECT act.data #>> '{scale,owner}'
            UNION ALL SELECT unnest(ARRAY[body ->> 'consignor', body ->> 'consignee', body ->> 'carrier'])
                FROM manifest WHERE code = COALESCE(act.data ->> 'manifest', act.data ->> 'subject')
            UNION ALL SELECT body ->> 'facility' FROM disposal WHERE code = act.data ->> 'disposal'
            UNION ALL SELECT body ->> 'laboratory' FROM reinspection WHERE code = act.data ->> 'reinspection'
            UNION ALL SELECT body ->> 'laboratory' FROM sample
                WHERE act.kind = 'report-issued' AND code = act.data ->> 'sample'
        ) AS concerned (code) WHERE concerned.code IS NOT NULL ORDER BY 1)
FROM (
    SELECT id, kind, body::jsonb -> 'data' AS data, body::jsonb #>> '{actor,organization}' AS actor,
        -- What a consignee names as the receiving batch counts only when grain went there.
        CASE WHEN kind <> 'manifest-confirmed' THEN body::jsonb #>> '{data,batch}' END AS batch
    FROM record
) AS act CROSS JOIN LATERAL (
    SELECT ARRAY(
            SELECT county FROM movement_leg WHERE record_id = act.id AND county <> ''
            UNION SELECT county FROM batch WHERE code = act.batch ORDER BY 1) AS counties,
        ARRAY(
            SELECT unnest(owners) FROM movement_leg WHERE record_id = act.id
            UNION SELECT granary FROM batch WHERE code = act.batch) AS owners
) AS grain
WHERE act.id = record.id;
ALTER TABLE record ENABLE TRIGGER record_append_only;
ALTER TABLE record ADD COLUMN seen_by text[] NOT NULL GENERATED ALWAYS AS (sight_marks(counties, owners)) STORED;

CREATE INDEX organization_seen_idx ON organization USING gin (seen_by);
CREATE INDEX bin_seen_idx ON bin USING gin (seen_by);
CREATE INDEX scale_seen_idx ON scale USING gin (seen_by);
CREATE INDEX parcel_seen_idx ON parcel USING gin (seen_by);
CREATE INDEX sample_seen_idx ON sample USING gin (seen_by);
CREATE INDEX batch_seen_idx ON batch USING gin (seen_by);
CREATE INDEX manifest_seen_idx ON manifest USING gin (seen_by);
CREATE INDEX disposal_seen_idx ON disposal USING gin (seen_by);
CREATE INDEX bureau_report_seen_idx ON bureau_report USING gin (seen_by);
CREATE INDEX holding_seen_idx ON holding USING gin (seen_by);
CREATE INDEX movement_leg_seen_idx ON movement_leg USING gin (seen_by);
CREATE INDEX record_seen_idx ON record USING gin (seen_by);

-- Rights. Nobody has any but these four, and each only while it is taken on (`current_user`): on PostgreSQL 15 a member
-- inherits a role's policies without taking it on. Nobody deletes; nobody changes a fact, names in disclosures included.
GRANT USAGE ON SCHEMA public TO grainledger_reader, grainledger_replayer, grainledger_tracer, grainledger_writer;
DO $$
DECLARE
    guarded text;
    facts CONSTANT text[] := ARRAY['record', 'movement_leg', 'finding', 'answer', 'disclosure'];
    aggregates CONSTANT text[] := ARRAY[
        'organization', 'bin', 'scale', 'parcel', 'sample', 'test_run', 'report', 'reinspection', 'batch', 'manifest',
        'disposal', 'bureau_report', 'holding'];
BEGIN
    FOREACH guarded IN ARRAY facts || aggregates LOOP
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', guarded);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', guarded);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO grainledger_writer', guarded);
        EXECUTE format(
            'CREATE POLICY writing ON %I TO grainledger_writer USING (current_user = ''grainledger_writer'')
             WITH CHECK (current_user = ''grainledger_writer'')', guarded);
        IF guarded <> 'disclosure' THEN
            EXECUTE format('GRANT SELECT ON %I TO grainledger_replayer', guarded);
            EXECUTE format(
                'CREATE POLICY replaying ON %I FOR SELECT TO grainledger_replayer
                 USING (current_user = ''grainledger_replayer'')', guarded);
        END IF;
        IF guarded NOT IN ('answer', 'disclosure') THEN
            EXECUTE format('GRANT SELECT ON %I TO grainledger_reader', guarded);
        END IF;
        IF guarded IN ('organization', 'bin', 'scale', 'parcel', 'sample', 'batch', 'manifest', 'bureau_report', 'holding',
            'movement_leg', 'record') THEN
            EXECUTE format(
                'CREATE POLICY reading ON %I FOR SELECT TO grainledger_reader
                 USING (seen_by && (SELECT sight_keys()))', guarded);
        END IF;
        IF guarded IN ('batch', 'parcel', 'sample', 'report', 'manifest', 'disposal', 'record', 'movement_leg', 'finding')
        THEN
            EXECUTE format('GRANT SELECT ON %I TO grainledger_tracer', guarded);
            EXECUTE format(
                'CREATE POLICY tracing ON %I FOR SELECT TO grainledger_tracer
                 USING (current_user = ''grainledger_tracer'' AND (SELECT sight_keys()) IS NOT NULL)', guarded);
        END IF;
    END LOOP;
    FOREACH guarded IN ARRAY aggregates LOOP
        EXECUTE format('GRANT UPDATE ON %I TO grainledger_writer', guarded);
    END LOOP;
END $$;

-- What stands on another row is seen with it; the row asked for is under its own policy.
CREATE POLICY reading ON test_run FOR SELECT TO grainledger_reader
    USING (EXISTS (SELECT FROM organization WHERE organization.code = test_run.body ->> 'laboratory'));
CREATE POLICY reading ON report FOR SELECT TO grainledger_reader
    USING (EXISTS (SELECT FROM sample WHERE sample.code = report.body ->> 'sample'));
CREATE POLICY reading ON reinspection FOR SELECT TO grainledger_reader
    USING (EXISTS (SELECT FROM sample WHERE sample.code = reinspection.body ->> 'sample'));
CREATE POLICY reading ON finding FOR SELECT TO grainledger_reader
    USING (EXISTS (SELECT FROM record WHERE record.id = finding.record_id));
CREATE POLICY reading ON disposal FOR SELECT TO grainledger_reader
    USING (seen_by && (SELECT sight_keys())
        OR EXISTS (SELECT FROM batch WHERE batch.code = disposal.body ->> 'batch'));

-- The doctor counts as replayer.
GRANT SELECT ON migration TO grainledger_replayer;
GRANT SELECT (name) ON token_grant, token_revocation TO grainledger_replayer;

-- Waits for writers under way, as figures that are to be frozen have to; a reader may not lock the table itself.
CREATE FUNCTION await_writers() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    LOCK TABLE public.record IN SHARE MODE;
END $$;
REVOKE ALL ON FUNCTION await_writers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION await_writers() TO grainledger_replayer;

ALTER FUNCTION check_conservation() SET search_path = public, pg_temp;
ALTER FUNCTION refuse_change() SET search_path = public, pg_temp;
ALTER FUNCTION refuse_rewriting() SET search_path = public, pg_temp;
ALTER FUNCTION check_bin_use() SET search_path = public, pg_temp;
ALTER FUNCTION class_rank(text) SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION check_class_order() SET search_path = public, pg_temp;
ALTER FUNCTION refuse_figures() SET search_path = public, pg_temp;
