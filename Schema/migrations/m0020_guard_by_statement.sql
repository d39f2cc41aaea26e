-- The same guards for less: what a row bears is computed in the statement itself, and what was checked once a row is checked
-- once a statement (docs/decisions/0020). Nothing that was refused before is let through.
SET LOCAL lock_timeout = '2s';

-- The marks of a row with one county and one owner, as almost all have, are an expression that PostgreSQL takes into the
-- statement; others are made as before. The body is bound to its names when it is created, so it needs no search path, and
-- with one it could not be taken in.
CREATE FUNCTION sight_marks_of_many(counties text[], owners text[]) RETURNS text[]
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
CREATE OR REPLACE FUNCTION sight_marks(counties text[], owners text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN cardinality(counties) = 1 AND length(counties[1]) = 6 AND cardinality(owners) = 1 AND owners[1] <> '' THEN
            ARRAY['*', 'o' || owners[1], 'r', 'r' || left(counties[1], 2), 'r' || left(counties[1], 4), 'r' || counties[1]]
        -- Records name an empty owner besides, so that none is open to all.
        WHEN cardinality(counties) = 1 AND length(counties[1]) = 6 AND cardinality(owners) = 2 AND owners[1] = ''
            AND owners[2] <> '' THEN
            ARRAY['*', 'o' || owners[2], 'r', 'r' || left(counties[1], 2), 'r' || left(counties[1], 4), 'r' || counties[1]]
        ELSE sight_marks_of_many(counties, owners)
    END;
ALTER FUNCTION sight_marks(text[], text[]) RESET ALL;

-- Rows that name a record: it has to be there when the statement that adds them ends. Before, this was asked for each row at
-- the commit. Records are never removed, so what is asked once holds.
CREATE FUNCTION check_record_named() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
BEGIN
    -- A query of its own for each row, not a join: a plan made while the book is young must not read all of it later.
    IF EXISTS (SELECT FROM added WHERE (SELECT true FROM record WHERE record.id = added.record_id) IS NULL) THEN
        RAISE EXCEPTION '% names a record that is not there', TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_TABLE_NAME || '_record_fkey';
    END IF;
    RETURN NULL;
END $$;
ALTER TABLE answer DROP CONSTRAINT answer_record_fkey;
CREATE TRIGGER answer_record_fkey AFTER INSERT ON answer
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_record_named();
ALTER TABLE leaf_pending DROP CONSTRAINT leaf_pending_record_fkey;
CREATE TRIGGER leaf_pending_record_fkey AFTER INSERT ON leaf_pending
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_record_named();
ALTER TABLE movement_leg DROP CONSTRAINT movement_leg_record_fkey;
CREATE TRIGGER movement_leg_record_fkey AFTER INSERT ON movement_leg
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_record_named();

-- A movement is added by one statement, and closes when that ends. Legs added to a record later have to close by themselves.
DROP TRIGGER movement_conserves_mass ON movement_leg;
CREATE OR REPLACE FUNCTION check_conservation() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp SET jit = off AS $$
DECLARE
    opened uuid;
BEGIN
    SELECT record_id INTO opened FROM added GROUP BY record_id, batch HAVING sum(mass_g) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'movement of record % does not close', opened
            USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_conserves_mass';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER movement_conserves_mass AFTER INSERT ON movement_leg
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_conservation();

-- Legs into a bin whose use forbids their class; only these are then looked at one by one, as m0003 has it.
DROP TRIGGER movement_respects_bin_use ON movement_leg;
CREATE OR REPLACE FUNCTION check_bin_use() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
    posted record;
BEGIN
    FOR posted IN
        SELECT added.*, (SELECT body ->> 'use' FROM bin WHERE code = split_part(added.place, ':', 2)) AS use_of_bin
        FROM added WHERE mass_g > 0 AND place LIKE 'bin:%'
            AND CASE (SELECT body ->> 'use' FROM bin WHERE code = split_part(added.place, ':', 2))
                WHEN 'ordinary' THEN grain_class <> 'A'
                WHEN 'segregated' THEN grain_class NOT IN ('B', 'C', 'D')
                WHEN 'quarantine' THEN grain_class = 'A'
                ELSE true END
    LOOP
        -- A stocktake or a corrected intake may find more of what lies there already; that brings nothing in.
        IF EXISTS (
            SELECT 1 FROM movement_leg AS source WHERE source.record_id = posted.record_id AND source.batch = posted.batch
                AND source.mass_g < 0 AND source.place NOT IN ('stocktake', 'paddy')
        ) OR NOT EXISTS (
            SELECT 1 FROM holding WHERE batch = posted.batch AND place = posted.place AND mass_g > 0
        ) THEN
            RAISE EXCEPTION 'class % may not be brought into a bin of use %', posted.grain_class, posted.use_of_bin
                USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_respects_bin_use';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER movement_respects_bin_use AFTER INSERT ON movement_leg
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_bin_use();

-- The order of classes and the leaf of a record are asked at the commit, as before: their statements come in any order.

-- Room in the page for the next version of a row that is written again and again: then no index has to be touched.
ALTER TABLE batch SET (fillfactor = 70);
ALTER TABLE bin SET (fillfactor = 70);
ALTER TABLE holding SET (fillfactor = 70);
ALTER TABLE stream SET (fillfactor = 70);
