-- Names stay out of records: a record holds digests, the values stand here and can be erased (evidence.md §4.1).
-- A correction names the record it corrects. A movement knows the class its grain had, and no movement brings grain into
-- a bin whose use forbids it, nor lets a merge or split better a class, whatever the service believes (design.md §2.3).
SET LOCAL lock_timeout = '2s';

ALTER TABLE record ADD COLUMN prev uuid CONSTRAINT record_prev_fkey REFERENCES record (id);

CREATE TABLE disclosure (
    record_id uuid NOT NULL CONSTRAINT disclosure_record_fkey REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
    role text NOT NULL,
    digest text NOT NULL,
    salt text,
    value text,
    erased_at timestamptz,
    CONSTRAINT disclosure_pkey PRIMARY KEY (record_id, role),
    CONSTRAINT disclosure_erased_whole CHECK ((salt IS NULL) = (value IS NULL) AND (salt IS NULL) = (erased_at IS NOT NULL))
);

-- A disclosure is erased, or it stays as it is; its digest never changes.
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.value IS NULL AND OLD.value IS NOT NULL
        AND (NEW.record_id, NEW.role, NEW.digest) IS NOT DISTINCT FROM (OLD.record_id, OLD.role, OLD.digest) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a disclosure is erased, never rewritten'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;
CREATE TRIGGER disclosure_erase_only BEFORE UPDATE OR DELETE ON disclosure
    FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER disclosure_no_truncate BEFORE TRUNCATE ON disclosure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE movement_leg ADD COLUMN grain_class text;
ALTER TABLE movement_leg DISABLE TRIGGER movement_leg_append_only;
UPDATE movement_leg SET grain_class = batch.grain_class FROM batch WHERE batch.code = movement_leg.batch;
-- Else the deferred checks of these rows wait for the commit, and no ALTER of their table may pass them (55006).
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE movement_leg ENABLE TRIGGER movement_leg_append_only;
ALTER TABLE movement_leg ALTER COLUMN grain_class SET NOT NULL;
ALTER TABLE movement_leg ADD CONSTRAINT movement_leg_class_known CHECK (grain_class IN ('A', 'B', 'C', 'D', 'pending'));

CREATE FUNCTION check_bin_use() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    use_of_bin text;
BEGIN
    SELECT body ->> 'use' INTO use_of_bin FROM bin WHERE code = split_part(NEW.place, ':', 2);
    IF use_of_bin IS NULL
        OR use_of_bin = 'ordinary' AND NEW.grain_class <> 'A'
        OR use_of_bin = 'segregated' AND NEW.grain_class NOT IN ('B', 'C', 'D')
        OR use_of_bin = 'quarantine' AND NEW.grain_class = 'A' THEN
        -- A stocktake or a corrected intake may find more of what lies there already; that brings nothing in.
        IF EXISTS (
            SELECT 1 FROM movement_leg AS source WHERE source.record_id = NEW.record_id AND source.batch = NEW.batch
                AND source.mass_g < 0 AND source.place NOT IN ('stocktake', 'paddy')
        ) OR NOT EXISTS (
            SELECT 1 FROM holding WHERE batch = NEW.batch AND place = NEW.place AND mass_g > 0
        ) THEN
            RAISE EXCEPTION 'class % may not be brought into a bin of use %', NEW.grain_class, use_of_bin
                USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_respects_bin_use';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER movement_respects_bin_use AFTER INSERT ON movement_leg
    FOR EACH ROW WHEN (NEW.mass_g > 0 AND NEW.place LIKE 'bin:%') EXECUTE FUNCTION check_bin_use();

-- Rank of a class; pending outranks all.
CREATE FUNCTION class_rank(grain_class text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT
    RETURN array_position(ARRAY['A', 'B', 'C', 'D', 'pending'], grain_class);

CREATE FUNCTION check_class_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM movement_leg AS given
        JOIN movement_leg AS taken ON taken.record_id = given.record_id AND taken.place = 'from:' || given.batch
            AND given.place = 'into:' || taken.batch
        WHERE given.record_id = NEW.record_id AND class_rank(taken.grain_class) < class_rank(given.grain_class)
    ) THEN
        RAISE EXCEPTION 'a merge or split of record % betters a class', NEW.record_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_keeps_class_order';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER movement_keeps_class_order AFTER INSERT ON movement_leg DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.place LIKE 'from:%') EXECUTE FUNCTION check_class_order();
