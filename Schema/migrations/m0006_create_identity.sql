-- Who may come in and what came of it: persons, memberships, accounts, sessions, credentials, throttles, consents, audit.
-- What was granted, suspended, revoked or noted is a row that nobody changes. Names and telephone numbers stand in
-- person_detail alone and can be erased; everything else knows a person by number (design.md §6).
-- The tables token_grant and token_revocation of m0002 stay as they are and are not read any more: their tokens carry
-- no check sum, no scope and no end, and have to be issued anew.
SET LOCAL lock_timeout = '2s';

CREATE TABLE person (
    number uuid CONSTRAINT person_pkey PRIMARY KEY,
    alias text NOT NULL CONSTRAINT person_alias_unique UNIQUE
        CONSTRAINT person_alias_form CHECK (alias ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    added_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN person.alias IS 'the name of the person in records, whatever accounts and credentials; no personal data, and never changed';
CREATE TABLE person_detail (
    person uuid CONSTRAINT person_detail_pkey PRIMARY KEY CONSTRAINT person_detail_person_fkey REFERENCES person (number),
    name text,
    phone text,
    erased_at timestamptz,
    CONSTRAINT person_detail_erased_whole CHECK (erased_at IS NULL OR name IS NULL AND phone IS NULL)
);

CREATE TABLE membership (
    number uuid CONSTRAINT membership_pkey PRIMARY KEY,
    person uuid NOT NULL CONSTRAINT membership_person_fkey REFERENCES person (number),
    organization text NOT NULL,
    role text NOT NULL CONSTRAINT membership_role_known CHECK (role IN (
        'sampler', 'technician', 'reviewer', 'approver', 'weigher', 'keeper', 'granary-manager', 'carrier',
        'facility-operator', 'county-officer', 'city-officer', 'department-reader', 'auditor', 'administrator')),
    reach text NOT NULL CONSTRAINT membership_reach_known CHECK (reach IN ('region', 'organization', 'sites', 'own-trips')),
    region text NOT NULL CONSTRAINT membership_region_is_digits CHECK (region ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})$'),
    sites text[] NOT NULL DEFAULT '{}',
    first_day date NOT NULL,
    last_day date NOT NULL,
    granted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    granted_by text NOT NULL,
    CONSTRAINT membership_days_in_order CHECK (first_day <= last_day),
    CONSTRAINT membership_sites_when_asked CHECK ((reach = 'sites') = (cardinality(sites) > 0))
);
COMMENT ON COLUMN membership.region IS 'reach of those who have a region; of others, where they see what belongs to nobody';
CREATE INDEX membership_person_idx ON membership (person);
CREATE INDEX membership_organization_idx ON membership (organization);
CREATE TABLE membership_suspension (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT membership_suspension_pkey PRIMARY KEY,
    membership uuid NOT NULL CONSTRAINT membership_suspension_membership_fkey REFERENCES membership (number),
    is_suspended boolean NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    by text NOT NULL,
    reason text NOT NULL
);
CREATE INDEX membership_suspension_membership_idx ON membership_suspension (membership, id);
CREATE VIEW membership_now WITH (security_invoker = true) AS
    SELECT membership.*, CASE WHEN latest.is_suspended THEN latest.at END AS suspended_at
    FROM membership LEFT JOIN LATERAL (
        SELECT is_suspended, at FROM membership_suspension
        WHERE membership_suspension.membership = membership.number ORDER BY id DESC LIMIT 1
    ) AS latest ON true;

CREATE TABLE account (
    name text CONSTRAINT account_pkey PRIMARY KEY
        CONSTRAINT account_name_form CHECK (name ~ '^[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]$'),
    membership uuid NOT NULL CONSTRAINT account_membership_fkey REFERENCES membership (number),
    password_hash text CONSTRAINT account_hash_is_argon2id CHECK (password_hash LIKE '$argon2id$%'),
    password_set_at timestamptz,
    added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT account_password_whole CHECK ((password_hash IS NULL) = (password_set_at IS NULL))
);
CREATE INDEX account_membership_idx ON account (membership);
CREATE TABLE second_factor (
    account text NOT NULL CONSTRAINT second_factor_account_fkey REFERENCES account (name),
    kind text NOT NULL CONSTRAINT second_factor_kind_known CHECK (kind IN ('totp', 'webauthn')),
    number integer NOT NULL DEFAULT 1,
    secret bytea NOT NULL,
    algorithm text NOT NULL,
    digits integer NOT NULL,
    last_step bigint,
    added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT second_factor_pkey PRIMARY KEY (account, kind, number)
);
COMMENT ON TABLE second_factor IS 'totp: the key, sealed by AES-GCM with a key outside the database; webauthn: kept free for public key and counter of a hardware key';
CREATE TABLE recovery_set (
    account text CONSTRAINT recovery_set_pkey PRIMARY KEY CONSTRAINT recovery_set_account_fkey REFERENCES account (name),
    salt bytea NOT NULL CONSTRAINT recovery_set_salt_length CHECK (octet_length(salt) = 16),
    passes bigint NOT NULL,
    memory_bytes bigint NOT NULL,
    issued_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE recovery_code (
    account text NOT NULL CONSTRAINT recovery_code_set_fkey REFERENCES recovery_set (account),
    digest bytea NOT NULL CONSTRAINT recovery_code_digest_length CHECK (octet_length(digest) = 32),
    used_at timestamptz,
    CONSTRAINT recovery_code_pkey PRIMARY KEY (account, digest)
);

CREATE TABLE session (
    digest bytea CONSTRAINT session_pkey PRIMARY KEY CONSTRAINT session_digest_is_sha256 CHECK (octet_length(digest) = 32),
    account text NOT NULL CONSTRAINT session_account_fkey REFERENCES account (name),
    started_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    ended_at timestamptz,
    address text NOT NULL
);
CREATE INDEX session_open_idx ON session (account) WHERE ended_at IS NULL;

CREATE TABLE credential_grant (
    digest bytea CONSTRAINT credential_grant_pkey PRIMARY KEY
        CONSTRAINT credential_digest_is_sha256 CHECK (octet_length(digest) = 32),
    name text NOT NULL CONSTRAINT credential_name_unique UNIQUE
        CONSTRAINT credential_name_form CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    kind text NOT NULL CONSTRAINT credential_kind_known CHECK (kind IN ('glp_', 'gld_')),
    membership uuid CONSTRAINT credential_membership_fkey REFERENCES membership (number),
    office text CONSTRAINT credential_office_known CHECK (office IN ('import')),
    scopes text[] NOT NULL CONSTRAINT credential_has_scopes CHECK (cardinality(scopes) > 0),
    valid_from timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    granted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    granted_by text NOT NULL,
    CONSTRAINT credential_of_one CHECK ((membership IS NULL) = (office IS NOT NULL)),
    CONSTRAINT credential_times_in_order CHECK (valid_from < expires_at)
);
COMMENT ON COLUMN credential_grant.office IS 'import: the operator of the machine brings in what others recorded; no person, granted on the command line alone';
CREATE TABLE credential_use (
    digest bytea CONSTRAINT credential_use_pkey PRIMARY KEY
        CONSTRAINT credential_use_grant_fkey REFERENCES credential_grant (digest),
    last_used_at timestamptz NOT NULL
);
CREATE TABLE credential_revocation (
    digest bytea CONSTRAINT credential_revocation_pkey PRIMARY KEY
        CONSTRAINT credential_revocation_grant_fkey REFERENCES credential_grant (digest),
    revoked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    by text NOT NULL
);

-- One row whose number rises with everything that can take a right away: what holds verified credentials in memory asks
-- for it once a second. A sequence would not do: its number is seen before the row that it stands for.
CREATE TABLE rights_version (
    one boolean DEFAULT true CONSTRAINT rights_version_pkey PRIMARY KEY CONSTRAINT rights_version_is_one CHECK (one),
    version bigint NOT NULL
);
INSERT INTO rights_version (version) VALUES (1);
CREATE FUNCTION raise_rights_version() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE rights_version SET version = version + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER membership_raises_rights AFTER INSERT ON membership
    FOR EACH STATEMENT EXECUTE FUNCTION raise_rights_version();
CREATE TRIGGER membership_suspension_raises_rights AFTER INSERT ON membership_suspension
    FOR EACH STATEMENT EXECUTE FUNCTION raise_rights_version();
CREATE TRIGGER credential_revocation_raises_rights AFTER INSERT ON credential_revocation
    FOR EACH STATEMENT EXECUTE FUNCTION raise_rights_version();

CREATE TABLE throttle (
    key bytea CONSTRAINT throttle_pkey PRIMARY KEY CONSTRAINT throttle_key_is_sha256 CHECK (octet_length(key) = 32),
    tries bigint[] NOT NULL DEFAULT '{}',
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN throttle.tries IS 'microseconds since 1970 UTC of the tries that count, oldest first';

-- Acts that wait for the consent of a second person. The words are kept as handed in; the names that go with them are
-- removed when the act is settled, for then the record's disclosures hold them.
CREATE TABLE pending_act (
    id uuid CONSTRAINT pending_act_pkey PRIMARY KEY,
    scope text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    persons text,
    occurred_at timestamptz NOT NULL,
    expected_version bigint,
    actor text NOT NULL,
    membership uuid NOT NULL CONSTRAINT pending_act_membership_fkey REFERENCES membership (number),
    presence text NOT NULL,
    scopes text[] NOT NULL,
    roles text[] NOT NULL,
    ties text NOT NULL,
    handed_in_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    settled_at timestamptz,
    second uuid CONSTRAINT pending_act_second_fkey REFERENCES membership (number),
    record_id uuid,
    CONSTRAINT pending_act_key_unique UNIQUE (scope, key),
    CONSTRAINT pending_act_settled_whole CHECK (
        (settled_at IS NULL) = (record_id IS NULL) AND (settled_at IS NULL) = (second IS NULL)
        AND (settled_at IS NULL OR persons IS NULL))
);
CREATE INDEX pending_act_open_idx ON pending_act (handed_in_at) WHERE settled_at IS NULL;
CREATE FUNCTION refuse_other_words() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.settled_at IS NOT NULL
        OR (NEW.id, NEW.scope, NEW.key, NEW.fingerprint, NEW.kind, NEW.body, NEW.occurred_at, NEW.actor, NEW.membership)
            IS DISTINCT FROM
            (OLD.id, OLD.scope, OLD.key, OLD.fingerprint, OLD.kind, OLD.body, OLD.occurred_at, OLD.actor, OLD.membership)
    THEN
        RAISE EXCEPTION 'a pending act is settled once, its words stay'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pending_act_settled_once BEFORE UPDATE OR DELETE ON pending_act
    FOR EACH ROW EXECUTE FUNCTION refuse_other_words();

CREATE TABLE audit_event (
    number bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_event_pkey PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    who text NOT NULL,
    person uuid CONSTRAINT audit_event_person_fkey REFERENCES person (number),
    region text NOT NULL,
    act text NOT NULL,
    subject text NOT NULL,
    purpose text NOT NULL,
    address text NOT NULL,
    result text NOT NULL CONSTRAINT audit_event_result_known CHECK (result IN ('done', 'refused')),
    detail text NOT NULL,
    request text NOT NULL
);
CREATE INDEX audit_event_act_idx ON audit_event (act, number);
CREATE INDEX audit_event_who_idx ON audit_event (who, number);
CREATE INDEX audit_event_person_idx ON audit_event (person, number);
CREATE FUNCTION refuse_early_removal() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '6 months' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit is append-only and kept for six months at least'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION refuse_early_removal();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER person_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON person
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER membership_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON membership
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER membership_suspension_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON membership_suspension
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credential_grant_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credential_grant
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credential_revocation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credential_revocation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The doctor counts credentials, and nothing else of them.
GRANT SELECT (digest, expires_at) ON credential_grant TO grainledger_replayer;
GRANT SELECT (digest) ON credential_revocation TO grainledger_replayer;

-- A name is erased with its salt by whoever writes the book; the trigger on the table allows that and nothing else.
GRANT UPDATE (salt, value, erased_at) ON disclosure TO grainledger_writer;
