-- Telephones and weighbridge browsers that keep records while there is no network (docs/decisions/0027): who used each last, when it was
-- heard and what it still keeps; and, once it is withdrawn, that it forgets everything as soon as that is handed in.
SET LOCAL lock_timeout = '2s';

CREATE TABLE handset (
    name text CONSTRAINT handset_pkey PRIMARY KEY
        CONSTRAINT handset_name_form CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    membership uuid NOT NULL CONSTRAINT handset_membership_fkey REFERENCES membership (number),
    first_heard_at timestamptz NOT NULL,
    last_heard_at timestamptz NOT NULL,
    waiting integer NOT NULL CONSTRAINT handset_waiting_is_a_count CHECK (waiting >= 0),
    codes integer NOT NULL CONSTRAINT handset_codes_is_a_count CHECK (codes >= 0),
    withdrawn_at timestamptz,
    withdrawn_by text,
    reason text,
    forgotten_at timestamptz,
    CONSTRAINT handset_withdrawn_by_somebody CHECK (
        (withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (reason IS NULL)),
    CONSTRAINT handset_forgets_once_withdrawn CHECK (forgotten_at IS NULL OR withdrawn_at IS NOT NULL)
);
COMMENT ON COLUMN handset.membership IS 'who used it last; a handset that is handed on is heard by its next holder';
COMMENT ON COLUMN handset.waiting IS 'records it keeps that are not in the book, as it said when it was last heard';
COMMENT ON COLUMN handset.codes IS 'pre-issued codes it has left, as it said when it was last heard';
CREATE INDEX handset_membership_idx ON handset (membership);

-- Withdrawn is for good, and what it said last when it forgot stays.
CREATE FUNCTION refuse_handset_return() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL
        AND (NEW.withdrawn_at, NEW.withdrawn_by, NEW.reason) IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_by, OLD.reason)
        OR OLD.forgotten_at IS NOT NULL AND NEW.forgotten_at IS DISTINCT FROM OLD.forgotten_at
    THEN
        RAISE EXCEPTION 'a handset that was withdrawn stays withdrawn'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handset_stays_withdrawn BEFORE UPDATE OR DELETE ON handset
    FOR EACH ROW EXECUTE FUNCTION refuse_handset_return();
CREATE TRIGGER handset_no_truncate BEFORE TRUNCATE ON handset
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION handset_standing(
    withdrawn_at timestamptz, forgotten_at timestamptz, waiting integer, last_heard_at timestamptz, silent_before timestamptz
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
    WHEN forgotten_at IS NOT NULL THEN 'forgotten' WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
    WHEN waiting > 0 AND last_heard_at < silent_before THEN 'silent' ELSE 'inUse' END;
CREATE VIEW handset_now WITH (security_invoker = true) AS
    SELECT handset.name, person.alias, person.number AS person, membership.role, membership.organization, membership.region,
        handset.first_heard_at, handset.last_heard_at, handset.waiting, handset.codes, handset.withdrawn_at,
        handset.forgotten_at, handset.reason, handset.withdrawn_by
    FROM handset JOIN membership ON membership.number = handset.membership JOIN person ON person.number = membership.person;
