-- What administrators do at the console and by the API (docs/decisions/0024): a first password that its owner has to change,
-- the end of a membership, and one row for each act, by which it is known again and, where two persons do it, waits.
SET LOCAL lock_timeout = '2s';

-- A first password is made here, shown once, and opens nothing but the choice of another, until a time.
ALTER TABLE account
    ADD COLUMN first_until timestamptz,
    ADD CONSTRAINT account_first_is_a_password CHECK (first_until IS NULL OR password_hash IS NOT NULL);
COMMENT ON COLUMN account.first_until IS 'the password was made by an administrator and serves until then, to choose another; null: chosen by its owner';

-- Whoever has no membership yet is of the region of who registered him.
ALTER TABLE person ADD COLUMN region text NOT NULL DEFAULT ''
    CONSTRAINT person_region_is_digits CHECK (region ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})?$');

-- An end is the last row about a membership: a suspension that nobody takes back.
ALTER TABLE membership_suspension
    ADD COLUMN is_end boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT membership_suspension_end_suspends CHECK (is_suspended OR NOT is_end);
CREATE FUNCTION refuse_after_end() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Of two at once the second waits for the first here, and then sees its row.
    PERFORM 1 FROM rights_version FOR UPDATE;
    IF EXISTS (SELECT 1 FROM membership_suspension WHERE membership = NEW.membership AND is_end) THEN
        RAISE EXCEPTION 'the membership has ended'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'membership_has_ended';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER membership_suspension_not_after_end BEFORE INSERT ON membership_suspension
    FOR EACH ROW EXECUTE FUNCTION refuse_after_end();
CREATE OR REPLACE VIEW membership_now WITH (security_invoker = true) AS
    SELECT membership.*, CASE WHEN latest.is_suspended THEN latest.at END AS suspended_at,
        CASE WHEN latest.is_end THEN latest.at END AS ended_at
    FROM membership LEFT JOIN LATERAL (
        SELECT is_suspended, is_end, at FROM membership_suspension
        WHERE membership_suspension.membership = membership.number ORDER BY id DESC LIMIT 1
    ) AS latest ON true;

CREATE FUNCTION membership_standing(
    ended_at timestamptz, suspended_at timestamptz, first_day date, last_day date, today date
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
    WHEN ended_at IS NOT NULL THEN 'ended' WHEN suspended_at IS NOT NULL THEN 'suspended'
    WHEN today < first_day THEN 'notYetValid' WHEN today > last_day THEN 'expired' ELSE 'valid' END;
-- What If-Match names: it rises with whatever is granted to a person or taken from him.
CREATE FUNCTION person_version(asked uuid) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE RETURN 1
    + (SELECT count(*) FROM membership WHERE membership.person = asked)
    + (SELECT count(*) FROM membership_suspension JOIN membership ON membership.number = membership_suspension.membership
        WHERE membership.person = asked)
    + (SELECT count(*) FROM account JOIN membership ON membership.number = account.membership
        WHERE membership.person = asked);

-- Words are kept of acts that wait alone, and none of them holds personal data; what was done the audit tells.
CREATE TABLE administrative_act (
    id uuid CONSTRAINT administrative_act_pkey PRIMARY KEY,
    scope uuid NOT NULL CONSTRAINT administrative_act_scope_fkey REFERENCES person (number),
    key text NOT NULL,
    fingerprint bytea NOT NULL CONSTRAINT administrative_act_fingerprint_is_sha256 CHECK (octet_length(fingerprint) = 32),
    kind text NOT NULL,
    words text,
    membership uuid NOT NULL CONSTRAINT administrative_act_membership_fkey REFERENCES membership (number),
    subject text NOT NULL,
    region text NOT NULL,
    roles text[] NOT NULL DEFAULT '{}',
    handed_in_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    settled_at timestamptz,
    second uuid CONSTRAINT administrative_act_second_fkey REFERENCES membership (number),
    CONSTRAINT administrative_act_key_unique UNIQUE (scope, key),
    CONSTRAINT administrative_act_waits_with_words CHECK (settled_at IS NOT NULL OR words IS NOT NULL AND cardinality(roles) > 0)
);
COMMENT ON COLUMN administrative_act.scope IS 'the person who handed it in; a key is his own';
CREATE INDEX administrative_act_open_idx ON administrative_act (handed_in_at) WHERE settled_at IS NULL;
CREATE FUNCTION refuse_other_administration() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.settled_at IS NOT NULL
        OR (NEW.id, NEW.scope, NEW.key, NEW.fingerprint, NEW.kind, NEW.words, NEW.membership, NEW.subject, NEW.region)
            IS DISTINCT FROM
            (OLD.id, OLD.scope, OLD.key, OLD.fingerprint, OLD.kind, OLD.words, OLD.membership, OLD.subject, OLD.region)
    THEN
        RAISE EXCEPTION 'an act of administration is settled once, its words stay'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER administrative_act_settled_once BEFORE UPDATE OR DELETE ON administrative_act
    FOR EACH ROW EXECUTE FUNCTION refuse_other_administration();
CREATE TRIGGER administrative_act_no_truncate BEFORE TRUNCATE ON administrative_act
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
