--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: await_writers(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.await_writers() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    LOCK TABLE public.record IN SHARE MODE;
END $$;

--
-- Name: check_bin_use(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.check_bin_use() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET jit TO 'off'
    AS $$
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

--
-- Name: check_class_order(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.check_class_order() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

--
-- Name: check_conservation(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.check_conservation() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
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

--
-- Name: check_leaf(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.check_leaf() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM leaf_pending WHERE record_id = NEW.id)
        AND NOT EXISTS (SELECT 1 FROM leaf WHERE record_id = NEW.id) THEN
        RAISE EXCEPTION 'record % has no leaf', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'record_has_leaf';
    END IF;
    RETURN NULL;
END $$;

--
-- Name: check_record_named(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.check_record_named() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET jit TO 'off'
    AS $$
BEGIN
    -- A query of its own for each row, not a join: a plan made while the book is young must not read all of it later.
    IF EXISTS (SELECT FROM added WHERE (SELECT true FROM record WHERE record.id = added.record_id) IS NULL) THEN
        RAISE EXCEPTION '% names a record that is not there', TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_TABLE_NAME || '_record_fkey';
    END IF;
    RETURN NULL;
END $$;

--
-- Name: class_rank(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.class_rank(grain_class text) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN array_position(ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'pending'::text], grain_class);

--
-- Name: handset_standing(timestamp with time zone, timestamp with time zone, integer, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.handset_standing(withdrawn_at timestamp with time zone, forgotten_at timestamp with time zone, waiting integer, last_heard_at timestamp with time zone, silent_before timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (forgotten_at IS NOT NULL) THEN 'forgotten'::text WHEN (withdrawn_at IS NOT NULL) THEN 'withdrawn'::text WHEN ((waiting > 0) AND (last_heard_at < silent_before)) THEN 'silent'::text ELSE 'inUse'::text END;

--
-- Name: keep_lineage(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.keep_lineage() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO lineage (batch, source, mass_g) SELECT NEW.number, part.source, part.mass_g FROM sources_of(NEW.body) AS part
        ON CONFLICT (batch, source) DO UPDATE SET mass_g = excluded.mass_g, changed_by = excluded.changed_by
        WHERE lineage.mass_g <> excluded.mass_g;
    END IF;
    UPDATE lineage SET mass_g = 0, changed_by = pg_current_xact_id()
    WHERE batch = OLD.number AND mass_g <> 0
        AND (TG_OP = 'DELETE' OR source NOT IN (SELECT part.source FROM sources_of(NEW.body) AS part));
    RETURN NULL;
END $$;

--
-- Name: keep_lineage_of_new(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.keep_lineage_of_new() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
BEGIN
    INSERT INTO lineage (batch, source, mass_g)
    SELECT added.number, part.source, part.mass_g FROM added, sources_of(added.body) AS part;
    RETURN NULL;
END $$;

--
-- Name: membership_standing(timestamp with time zone, timestamp with time zone, date, date, date); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.membership_standing(ended_at timestamp with time zone, suspended_at timestamp with time zone, first_day date, last_day date, today date) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (ended_at IS NOT NULL) THEN 'ended'::text WHEN (suspended_at IS NOT NULL) THEN 'suspended'::text WHEN (today < first_day) THEN 'notYetValid'::text WHEN (today > last_day) THEN 'expired'::text ELSE 'valid'::text END;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account (
    name text NOT NULL,
    membership uuid NOT NULL,
    password_hash text,
    password_set_at timestamp with time zone,
    added_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    first_until timestamp with time zone,
    CONSTRAINT account_first_is_a_password CHECK (((first_until IS NULL) OR (password_hash IS NOT NULL))),
    CONSTRAINT account_hash_is_argon2id CHECK ((password_hash ~~ '$argon2id$%'::text)),
    CONSTRAINT account_name_form CHECK ((name ~ '^[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]$'::text)),
    CONSTRAINT account_password_whole CHECK (((password_hash IS NULL) = (password_set_at IS NULL)))
);

--
-- Name: COLUMN account.first_until; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.account.first_until IS 'the password was made by an administrator and serves until then, to choose another; null: chosen by its owner';

--
-- Name: credential_grant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.credential_grant (
    digest bytea NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    membership uuid,
    office text,
    scopes text[] NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    granted_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    granted_by text NOT NULL,
    certificate_fingerprint bytea,
    CONSTRAINT credential_digest_is_sha256 CHECK ((octet_length(digest) = 32)),
    CONSTRAINT credential_fingerprint_is_sha256 CHECK ((octet_length(certificate_fingerprint) = 32)),
    CONSTRAINT credential_has_scopes CHECK ((cardinality(scopes) > 0)),
    CONSTRAINT credential_kind_known CHECK ((kind = ANY (ARRAY['glp_'::text, 'gld_'::text]))),
    CONSTRAINT credential_name_form CHECK ((name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text)),
    CONSTRAINT credential_of_one CHECK (((membership IS NULL) = (office IS NOT NULL))),
    CONSTRAINT credential_office_known CHECK ((office = 'import'::text)),
    CONSTRAINT credential_times_in_order CHECK ((valid_from < expires_at))
);

--
-- Name: COLUMN credential_grant.office; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.credential_grant.office IS 'import: the operator of the machine brings in what others recorded; no person, granted on the command line alone';

--
-- Name: COLUMN credential_grant.certificate_fingerprint; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.credential_grant.certificate_fingerprint IS 'SHA-256 of the one certificate (DER) over which it opens; null: bound to none';

--
-- Name: credential_use; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.credential_use (
    digest bytea NOT NULL,
    last_used_at timestamp with time zone NOT NULL
);

--
-- Name: membership; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.membership (
    number uuid NOT NULL,
    person uuid NOT NULL,
    organization text NOT NULL,
    role text NOT NULL,
    reach text NOT NULL,
    region text NOT NULL,
    sites text[] DEFAULT '{}'::text[] NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    granted_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    granted_by text NOT NULL,
    CONSTRAINT membership_days_in_order CHECK ((first_day <= last_day)),
    CONSTRAINT membership_reach_known CHECK ((reach = ANY (ARRAY['region'::text, 'organization'::text, 'sites'::text, 'own-trips'::text]))),
    CONSTRAINT membership_region_is_digits CHECK ((region ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})$'::text)),
    CONSTRAINT membership_role_known CHECK ((role = ANY (ARRAY['sampler'::text, 'technician'::text, 'reviewer'::text, 'approver'::text, 'weigher'::text, 'keeper'::text, 'granary-manager'::text, 'carrier'::text, 'facility-operator'::text, 'county-officer'::text, 'city-officer'::text, 'department-reader'::text, 'auditor'::text, 'administrator'::text]))),
    CONSTRAINT membership_sites_when_asked CHECK (((reach = 'sites'::text) = (cardinality(sites) > 0)))
);

--
-- Name: COLUMN membership.region; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.membership.region IS 'reach of those who have a region; of others, where they see what belongs to nobody';

--
-- Name: session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session (
    digest bytea NOT NULL,
    account text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    ended_at timestamp with time zone,
    address text NOT NULL,
    CONSTRAINT session_digest_is_sha256 CHECK ((octet_length(digest) = 32))
);

--
-- Name: membership_used_at(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.membership_used_at(asked uuid) RETURNS timestamp with time zone
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    RETURN GREATEST((SELECT membership.granted_at FROM public.membership WHERE (membership.number = membership_used_at.asked)), (SELECT max(session.started_at) AS max FROM (public.session JOIN public.account ON ((account.name = session.account))) WHERE (account.membership = membership_used_at.asked)), (SELECT max(credential_use.last_used_at) AS max FROM (public.credential_use JOIN public.credential_grant USING (digest)) WHERE (credential_grant.membership = membership_used_at.asked)));

--
-- Name: membership_suspension; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.membership_suspension (
    id bigint NOT NULL,
    membership uuid NOT NULL,
    is_suspended boolean NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    by text NOT NULL,
    reason text NOT NULL,
    is_end boolean DEFAULT false NOT NULL,
    CONSTRAINT membership_suspension_end_suspends CHECK ((is_suspended OR (NOT is_end)))
);

--
-- Name: person_version(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.person_version(asked uuid) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (((1 + (SELECT count(*) AS count FROM public.membership WHERE (membership.person = person_version.asked))) + (SELECT count(*) AS count FROM (public.membership_suspension JOIN public.membership ON ((membership.number = membership_suspension.membership))) WHERE (membership.person = person_version.asked))) + (SELECT count(*) AS count FROM (public.account JOIN public.membership ON ((membership.number = account.membership))) WHERE (membership.person = person_version.asked)));

--
-- Name: raise_rights_version(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.raise_rights_version() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE rights_version SET version = version + 1;
    RETURN NULL;
END $$;

--
-- Name: refuse_after_end(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_after_end() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    -- Of two at once the second waits for the first here, and then sees its row.
    PERFORM 1 FROM rights_version FOR UPDATE;
    IF EXISTS (SELECT 1 FROM membership_suspension WHERE membership = NEW.membership AND is_end) THEN
        RAISE EXCEPTION 'the membership has ended'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'membership_has_ended';
    END IF;
    RETURN NEW;
END $$;

--
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;

--
-- Name: refuse_early_removal(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_early_removal() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '6 months' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit is append-only and kept for six months at least'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;

--
-- Name: refuse_figures(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_figures() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.body - 'supersededBy' IS DISTINCT FROM NEW.body - 'supersededBy' THEN
        RAISE EXCEPTION 'report % is issued', OLD.code
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'bureau_report_frozen';
    END IF;
    RETURN NEW;
END $$;

--
-- Name: refuse_handset_return(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_handset_return() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: refuse_handset_takeover(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_handset_takeover() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.name <> OLD.name OR NEW.secret_digest IS DISTINCT FROM OLD.secret_digest AND OLD.secret_digest IS NOT NULL THEN
        RAISE EXCEPTION 'a handset keeps its name and its secret'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
    END IF;
    RETURN NEW;
END $$;

--
-- Name: refuse_other_administration(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_other_administration() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: refuse_other_words(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_other_words() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
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

--
-- Name: refuse_rewriting(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.value IS NULL AND OLD.value IS NOT NULL
        AND (NEW.record_id, NEW.role, NEW.digest) IS NOT DISTINCT FROM (OLD.record_id, OLD.role, OLD.digest) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a disclosure is erased, never rewritten'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
END $$;

--
-- Name: register_keys(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.register_keys() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN ((current_setting('grainledger.role'::text, true) = 'registrar'::text) AND (current_setting('grainledger.region'::text, true) <> ''::text)) THEN ARRAY[('r'::text || CASE current_setting('grainledger.region'::text, true) WHEN '*'::text THEN ''::text ELSE current_setting('grainledger.region'::text, true) END), 'r-'::text] ELSE NULL::text[] END;

--
-- Name: renew_lineage(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.renew_lineage() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET jit TO 'off'
    AS $$
BEGIN
    INSERT INTO lineage (batch, source, mass_g) SELECT batch, source, said_g FROM lineage_difference
    ON CONFLICT (batch, source) DO UPDATE SET mass_g = excluded.mass_g, changed_by = excluded.changed_by;
END $$;

--
-- Name: sight_keys(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sight_keys() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN (current_setting('grainledger.role'::text, true) = 'administrator'::text) THEN ARRAY['*'::text] WHEN (NULLIF(current_setting('grainledger.region'::text, true), ''::text) IS NULL) THEN NULL::text[] WHEN (current_setting('grainledger.role'::text, true) = ANY (ARRAY['officer'::text, 'auditor'::text])) THEN ARRAY[('r'::text || CASE current_setting('grainledger.region'::text, true) WHEN '*'::text THEN ''::text ELSE current_setting('grainledger.region'::text, true) END), 'r-'::text] WHEN (current_setting('grainledger.role'::text, true) = ANY (ARRAY['carrier'::text, 'facility'::text, 'laboratory'::text])) THEN array_remove(ARRAY[('o'::text || NULLIF(current_setting('grainledger.organization'::text, true), ''::text))], NULL::text) WHEN (current_setting('grainledger.role'::text, true) = ANY (ARRAY['station'::text, 'granary'::text])) THEN array_remove(ARRAY[('o'::text || NULLIF(current_setting('grainledger.organization'::text, true), ''::text)), ('p'::text || CASE current_setting('grainledger.region'::text, true) WHEN '*'::text THEN ''::text ELSE current_setting('grainledger.region'::text, true) END), 'p-'::text], NULL::text) ELSE NULL::text[] END;

--
-- Name: sight_marks_of_many(text[], text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sight_marks_of_many(counties text[], owners text[]) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

--
-- Name: sight_marks(text[], text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sight_marks(counties text[], owners text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((cardinality(counties) = 1) AND (length((counties)[1]) = 6) AND (cardinality(owners) = 1) AND ((owners)[1] <> ''::text)) THEN ARRAY['*'::text, ('o'::text || (owners)[1]), 'r'::text, ('r'::text || "left"((counties)[1], 2)), ('r'::text || "left"((counties)[1], 4)), ('r'::text || (counties)[1])] WHEN ((cardinality(counties) = 1) AND (length((counties)[1]) = 6) AND (cardinality(owners) = 2) AND ((owners)[1] = ''::text) AND ((owners)[2] <> ''::text)) THEN ARRAY['*'::text, ('o'::text || (owners)[2]), 'r'::text, ('r'::text || "left"((counties)[1], 2)), ('r'::text || "left"((counties)[1], 4)), ('r'::text || (counties)[1])] ELSE public.sight_marks_of_many(counties, owners) END;

--
-- Name: batch; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.batch (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED,
    granary text GENERATED ALWAYS AS ((body ->> 'granary'::text)) STORED,
    grain_class text GENERATED ALWAYS AS ((body ->> 'grainClass'::text)) STORED,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[(body ->> 'county'::text)], ARRAY[(body ->> 'granary'::text)])) STORED NOT NULL,
    number integer NOT NULL,
    is_frozen boolean GENERATED ALWAYS AS (COALESCE(((body -> 'frozenBy'::text) <> '[]'::jsonb), false)) STORED NOT NULL,
    CONSTRAINT batch_class_known CHECK (((body ->> 'grainClass'::text) = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'pending'::text])))
)
WITH (fillfactor='70');

ALTER TABLE ONLY public.batch FORCE ROW LEVEL SECURITY;

--
-- Name: parcel; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.parcel (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[(body ->> 'county'::text)], NULL::text[])) STORED NOT NULL,
    number integer NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE ONLY public.parcel FORCE ROW LEVEL SECURITY;

--
-- Name: sources_of(jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sources_of(body jsonb) RETURNS TABLE(source integer, mass_g bigint)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT ( SELECT batch.number
            FROM public.batch
           WHERE (batch.code = part.key)) AS number,
     (part.value)::bigint AS value
    FROM jsonb_each_text((sources_of.body -> 'parents'::text)) part(key, value)
 UNION ALL
  SELECT ( SELECT parcel.number
            FROM public.parcel
           WHERE (parcel.code = part.key)) AS number,
     (part.value)::bigint AS value
    FROM jsonb_each_text((sources_of.body -> 'sources'::text)) part(key, value);
END;

--
-- Name: account_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_link (
    issuer text NOT NULL,
    subject text NOT NULL,
    account text NOT NULL,
    linked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    linked_by text NOT NULL,
    CONSTRAINT account_link_issuer_form CHECK ((issuer ~ '^https?://[!-~]+$'::text)),
    CONSTRAINT account_link_subject_form CHECK ((subject ~ '^[ -~]{1,255}$'::text))
);

--
-- Name: TABLE account_link; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.account_link IS 'whom of which provider an account lets in; removed when the bond ends, the audit tells of both';

--
-- Name: administrative_act; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.administrative_act (
    id uuid NOT NULL,
    scope uuid NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    kind text NOT NULL,
    words text,
    membership uuid NOT NULL,
    subject text NOT NULL,
    region text NOT NULL,
    roles text[] DEFAULT '{}'::text[] NOT NULL,
    handed_in_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    settled_at timestamp with time zone,
    second uuid,
    CONSTRAINT administrative_act_fingerprint_is_sha256 CHECK ((octet_length(fingerprint) = 32)),
    CONSTRAINT administrative_act_waits_with_words CHECK (((settled_at IS NOT NULL) OR ((words IS NOT NULL) AND (cardinality(roles) > 0))))
);

--
-- Name: COLUMN administrative_act.scope; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.administrative_act.scope IS 'the person who handed it in; a key is his own';

--
-- Name: answer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.answer (
    scope text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    record_id uuid NOT NULL,
    body text NOT NULL
);

ALTER TABLE ONLY public.answer FORCE ROW LEVEL SECURITY;

--
-- Name: audit_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_event (
    number bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    who text NOT NULL,
    person uuid,
    region text NOT NULL,
    act text NOT NULL,
    subject text NOT NULL,
    purpose text NOT NULL,
    address text NOT NULL,
    result text NOT NULL,
    detail text NOT NULL,
    request text NOT NULL,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[NULLIF(region, ''::text)], ARRAY[''::text])) STORED NOT NULL,
    CONSTRAINT audit_event_result_known CHECK ((result = ANY (ARRAY['done'::text, 'refused'::text])))
);

ALTER TABLE ONLY public.audit_event FORCE ROW LEVEL SECURITY;

--
-- Name: audit_event_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit_event ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_event_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: batch_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.batch ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.batch_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: bin; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bin (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED,
    granary text GENERATED ALWAYS AS ((body ->> 'granary'::text)) STORED,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[(body ->> 'county'::text)], ARRAY[(body ->> 'granary'::text)])) STORED NOT NULL,
    CONSTRAINT bin_capacity_positive CHECK ((((body ->> 'capacityGrams'::text))::bigint > 0))
)
WITH (fillfactor='70');

ALTER TABLE ONLY public.bin FORCE ROW LEVEL SECURITY;

--
-- Name: bureau_report; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bureau_report (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    region text GENERATED ALWAYS AS ((body #>> '{report,region}'::text[])) STORED,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[(body #>> '{report,region}'::text[])], ARRAY[''::text])) STORED NOT NULL,
    CONSTRAINT bureau_report_code_matches CHECK ((code = concat_ws('-'::text, 'BR', (body #>> '{report,region}'::text[]), (body #>> '{report,period}'::text[]), (body ->> 'version'::text))))
);

ALTER TABLE ONLY public.bureau_report FORCE ROW LEVEL SECURITY;

--
-- Name: credential_revocation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.credential_revocation (
    digest bytea NOT NULL,
    revoked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    by text NOT NULL
);

--
-- Name: disclosure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.disclosure (
    record_id uuid NOT NULL,
    role text NOT NULL,
    digest text NOT NULL,
    salt text,
    value text,
    erased_at timestamp with time zone,
    CONSTRAINT disclosure_erased_whole CHECK ((((salt IS NULL) = (value IS NULL)) AND ((salt IS NULL) = (erased_at IS NOT NULL))))
);

ALTER TABLE ONLY public.disclosure FORCE ROW LEVEL SECURITY;

--
-- Name: disposal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.disposal (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[(body ->> 'county'::text)], ARRAY[(body ->> 'facility'::text)])) STORED NOT NULL
);

ALTER TABLE ONLY public.disposal FORCE ROW LEVEL SECURITY;

--
-- Name: finding; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.finding (
    record_id uuid NOT NULL,
    number integer NOT NULL,
    code text NOT NULL,
    severity text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    CONSTRAINT finding_severity_known CHECK ((severity = ANY (ARRAY['hold'::text, 'warn'::text, 'info'::text])))
);

ALTER TABLE ONLY public.finding FORCE ROW LEVEL SECURITY;

--
-- Name: handset; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.handset (
    name text NOT NULL,
    membership uuid NOT NULL,
    first_heard_at timestamp with time zone NOT NULL,
    last_heard_at timestamp with time zone NOT NULL,
    waiting integer NOT NULL,
    codes integer NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by text,
    reason text,
    forgotten_at timestamp with time zone,
    secret_digest bytea,
    CONSTRAINT handset_codes_is_a_count CHECK ((codes >= 0)),
    CONSTRAINT handset_forgets_once_withdrawn CHECK (((forgotten_at IS NULL) OR (withdrawn_at IS NOT NULL))),
    CONSTRAINT handset_name_form CHECK ((name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text)),
    CONSTRAINT handset_secret_digest_is_sha256 CHECK ((octet_length(secret_digest) = 32)),
    CONSTRAINT handset_waiting_is_a_count CHECK ((waiting >= 0)),
    CONSTRAINT handset_withdrawn_by_somebody CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (reason IS NULL))))
);

--
-- Name: COLUMN handset.membership; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.handset.membership IS 'who used it last; a handset that is handed on is heard by its next holder';

--
-- Name: COLUMN handset.waiting; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.handset.waiting IS 'records it keeps that are not in the book, as it said when it was last heard';

--
-- Name: COLUMN handset.codes; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.handset.codes IS 'pre-issued codes it has left, as it said when it was last heard';

--
-- Name: COLUMN handset.secret_digest; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.handset.secret_digest IS 'SHA-256 of what it drew when it was first heard; NULL until one from before is heard again';

--
-- Name: person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person (
    number uuid NOT NULL,
    alias text NOT NULL,
    added_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    region text DEFAULT ''::text NOT NULL,
    CONSTRAINT person_alias_form CHECK ((alias ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'::text)),
    CONSTRAINT person_region_is_digits CHECK ((region ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9})?$'::text))
);

--
-- Name: COLUMN person.alias; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.person.alias IS 'the name of the person in records, whatever accounts and credentials; no personal data, and never changed';

--
-- Name: handset_now; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.handset_now WITH (security_invoker='true') AS
 SELECT handset.name,
    person.alias,
    person.number AS person,
    membership.role,
    membership.organization,
    membership.region,
    handset.first_heard_at,
    handset.last_heard_at,
    handset.waiting,
    handset.codes,
    handset.withdrawn_at,
    handset.forgotten_at,
    handset.reason,
    handset.withdrawn_by
   FROM ((public.handset
     JOIN public.membership ON ((membership.number = handset.membership)))
     JOIN public.person ON ((person.number = membership.person)));

--
-- Name: holding; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.holding (
    batch text NOT NULL,
    place text NOT NULL,
    mass_g bigint NOT NULL,
    granary text DEFAULT ''::text NOT NULL,
    county text DEFAULT ''::text NOT NULL,
    grain_class text DEFAULT 'pending'::text NOT NULL,
    owners text[] GENERATED ALWAYS AS ((ARRAY[granary] ||
CASE
    WHEN (place ~~ 'facility:%'::text) THEN ARRAY[substr(place, 10)]
    ELSE '{}'::text[]
END)) STORED NOT NULL,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[county], (ARRAY[granary] ||
CASE
    WHEN (place ~~ 'facility:%'::text) THEN ARRAY[substr(place, 10)]
    ELSE '{}'::text[]
END))) STORED NOT NULL,
    lies boolean GENERATED ALWAYS AS ((mass_g > 0)) STORED NOT NULL,
    CONSTRAINT holding_class_known CHECK ((grain_class = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'pending'::text]))),
    CONSTRAINT holding_mass_not_negative CHECK ((mass_g >= 0))
)
WITH (fillfactor='70');

ALTER TABLE ONLY public.holding FORCE ROW LEVEL SECURITY;

--
-- Name: import_file; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_file (
    job uuid NOT NULL,
    is_rejected boolean NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    bytes bytea NOT NULL
);

--
-- Name: COLUMN import_file.is_rejected; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.import_file.is_rejected IS 'true: the rows that did not go in, in the layout of their file, with the reason';

--
-- Name: import_job; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.import_job (
    id uuid NOT NULL,
    holder text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    phase text NOT NULL,
    begun_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    broke_off boolean DEFAULT false NOT NULL,
    acts integer DEFAULT 0 NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    outcome text DEFAULT '{}'::text NOT NULL,
    run integer DEFAULT 0 NOT NULL,
    CONSTRAINT import_job_counts CHECK (((acts >= 0) AND ((done >= 0) AND (done <= acts)))),
    CONSTRAINT import_job_fingerprint_is_sha256 CHECK ((octet_length(fingerprint) = 32)),
    CONSTRAINT import_job_phase_known CHECK ((phase = ANY (ARRAY['previewing'::text, 'previewed'::text, 'booking'::text, 'booked'::text])))
);

--
-- Name: COLUMN import_job.holder; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.import_job.holder IS 'number of the person who handed in, or name of the import office''s token; nobody else is told of it';

--
-- Name: COLUMN import_job.changed_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.import_job.changed_at IS 'moves while it is worked on: one that stands still under way has lost its server';

--
-- Name: COLUMN import_job.run; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.import_job.run IS 'counts the times it was taken on; who works on an earlier one has lost it';

--
-- Name: leaf; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leaf (
    leaf_index bigint NOT NULL,
    record_id uuid,
    entry bytea NOT NULL,
    CONSTRAINT leaf_index_not_negative CHECK ((leaf_index >= 0))
);

--
-- Name: leaf_pending; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.leaf_pending (
    id bigint NOT NULL,
    record_id uuid NOT NULL,
    entry bytea NOT NULL,
    enqueued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT leaf_pending_entry_size CHECK (((octet_length(entry) >= 1) AND (octet_length(entry) <= 65535)))
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000');

--
-- Name: leaf_pending_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.leaf_pending ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.leaf_pending_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: lineage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lineage (
    batch integer NOT NULL,
    source integer NOT NULL,
    mass_g bigint NOT NULL,
    changed_by xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT lineage_batch_numbered CHECK ((batch > 0)),
    CONSTRAINT lineage_mass_not_negative CHECK ((mass_g >= 0))
);

ALTER TABLE ONLY public.lineage FORCE ROW LEVEL SECURITY;

--
-- Name: lineage_difference; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.lineage_difference WITH (security_invoker='true') AS
 SELECT batch,
    source,
    COALESCE(said.mass_g, (0)::bigint) AS said_g,
    COALESCE(stored.mass_g, (0)::bigint) AS stored_g
   FROM (( SELECT batch.number AS batch,
            part.source,
            part.mass_g
           FROM public.batch,
            LATERAL public.sources_of(batch.body) part(source, mass_g)) said
     FULL JOIN public.lineage stored USING (batch, source))
  WHERE (COALESCE(said.mass_g, (0)::bigint) <> COALESCE(stored.mass_g, (0)::bigint));

--
-- Name: log_checkpoint; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log_checkpoint (
    size bigint NOT NULL,
    root bytea NOT NULL,
    note bytea NOT NULL,
    signed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

--
-- Name: log_cosignature; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log_cosignature (
    size bigint NOT NULL,
    witness text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    line text NOT NULL,
    received_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT log_cosignature_line_form CHECK ((line ~~ '— % %
'::text))
);

--
-- Name: COLUMN log_cosignature.witness; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.log_cosignature.witness IS 'public key of the witness (vkey)';

--
-- Name: log_examination; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log_examination (
    id bigint NOT NULL,
    ended_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    size bigint NOT NULL,
    faults jsonb NOT NULL
);

--
-- Name: log_examination_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.log_examination ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.log_examination_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: log_key; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log_key (
    vkey text NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

--
-- Name: log_policy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log_policy (
    id bigint NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    body text NOT NULL
);

--
-- Name: log_policy_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.log_policy ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.log_policy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: log_state; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log_state (
    is_only boolean DEFAULT true NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    frontier bytea NOT NULL,
    origin text,
    is_complete boolean NOT NULL,
    frozen_since timestamp with time zone,
    frozen_reason text,
    CONSTRAINT log_state_only_one CHECK (is_only)
);

--
-- Name: log_tile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log_tile (
    level integer NOT NULL,
    tile bigint NOT NULL,
    hashes bytea NOT NULL,
    CONSTRAINT log_tile_level_known CHECK (((level >= 0) AND (level <= 7))),
    CONSTRAINT log_tile_whole_hashes CHECK ((((octet_length(hashes) % 32) = 0) AND ((octet_length(hashes) >= 32) AND (octet_length(hashes) <= 8192))))
);
ALTER TABLE ONLY public.log_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

--
-- Name: log_witness; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.log_witness (
    witness text NOT NULL,
    held_size bigint NOT NULL,
    asked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    answer text NOT NULL,
    CONSTRAINT log_witness_held_not_negative CHECK ((held_size >= 0))
);

--
-- Name: manifest; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.manifest (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED,
    state text GENERATED ALWAYS AS ((body ->> 'state'::text)) STORED,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[(body ->> 'county'::text)], ARRAY[(body ->> 'consignor'::text), (body ->> 'consignee'::text), (body ->> 'carrier'::text)])) STORED NOT NULL
);

ALTER TABLE ONLY public.manifest FORCE ROW LEVEL SECURITY;

--
-- Name: membership_now; Type: VIEW; Schema: public; Owner: -
--

CREATE VIEW public.membership_now WITH (security_invoker='true') AS
 SELECT membership.number,
    membership.person,
    membership.organization,
    membership.role,
    membership.reach,
    membership.region,
    membership.sites,
    membership.first_day,
    membership.last_day,
    membership.granted_at,
    membership.granted_by,
        CASE
            WHEN latest.is_suspended THEN latest.at
            ELSE NULL::timestamp with time zone
        END AS suspended_at,
        CASE
            WHEN latest.is_end THEN latest.at
            ELSE NULL::timestamp with time zone
        END AS ended_at
   FROM (public.membership
     LEFT JOIN LATERAL ( SELECT membership_suspension.is_suspended,
            membership_suspension.is_end,
            membership_suspension.at
           FROM public.membership_suspension
          WHERE (membership_suspension.membership = membership.number)
          ORDER BY membership_suspension.id DESC
         LIMIT 1) latest ON (true));

--
-- Name: membership_suspension_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.membership_suspension ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.membership_suspension_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: migration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migration (
    version bigint NOT NULL,
    name text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: movement_leg; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.movement_leg (
    record_id uuid NOT NULL,
    leg integer NOT NULL,
    batch text NOT NULL,
    place text NOT NULL,
    mass_g bigint NOT NULL,
    grain_class text NOT NULL,
    county text DEFAULT ''::text NOT NULL,
    owners text[] DEFAULT '{""}'::text[] NOT NULL,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[county], owners)) STORED NOT NULL,
    CONSTRAINT movement_leg_class_known CHECK ((grain_class = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'pending'::text])))
);

ALTER TABLE ONLY public.movement_leg FORCE ROW LEVEL SECURITY;

--
-- Name: organization; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.organization (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[(body ->> 'county'::text)], ARRAY[code])) STORED NOT NULL
);

ALTER TABLE ONLY public.organization FORCE ROW LEVEL SECURITY;

--
-- Name: parcel_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.parcel ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.parcel_number_seq
    START WITH -1
    INCREMENT BY -1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: pending_act; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pending_act (
    id uuid NOT NULL,
    scope text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    persons text,
    occurred_at timestamp with time zone NOT NULL,
    expected_version bigint,
    actor text NOT NULL,
    membership uuid NOT NULL,
    presence text NOT NULL,
    scopes text[] NOT NULL,
    roles text[] NOT NULL,
    ties text NOT NULL,
    handed_in_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    settled_at timestamp with time zone,
    second uuid,
    record_id uuid,
    person uuid NOT NULL,
    organization text NOT NULL,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[NULLIF(split_part(ties, ' '::text, 3), ''::text)], ARRAY[''::text, organization, split_part(ties, ' '::text, 1), split_part(ties, ' '::text, 4), split_part(ties, ' '::text, 5), split_part(ties, ' '::text, 6)])) STORED NOT NULL,
    CONSTRAINT pending_act_settled_whole CHECK ((((settled_at IS NULL) = (record_id IS NULL)) AND ((settled_at IS NULL) = (second IS NULL)) AND ((settled_at IS NULL) OR (persons IS NULL))))
);

ALTER TABLE ONLY public.pending_act FORCE ROW LEVEL SECURITY;

--
-- Name: person_detail; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person_detail (
    person uuid NOT NULL,
    name text,
    phone text,
    erased_at timestamp with time zone,
    CONSTRAINT person_detail_erased_whole CHECK (((erased_at IS NULL) OR ((name IS NULL) AND (phone IS NULL))))
);

--
-- Name: record; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record (
    seq bigint NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    actor text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    digest bytea NOT NULL,
    body text NOT NULL,
    prev uuid,
    counties text[] DEFAULT '{""}'::text[] NOT NULL,
    owners text[] DEFAULT '{""}'::text[] NOT NULL,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(counties, owners)) STORED NOT NULL,
    CONSTRAINT record_digest_is_sha256 CHECK ((octet_length(digest) = 32)),
    CONSTRAINT record_digest_matches CHECK ((digest = sha256(convert_to(body, 'UTF8'::name))))
);

ALTER TABLE ONLY public.record FORCE ROW LEVEL SECURITY;

--
-- Name: record_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.record ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.record_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: recovery_code; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recovery_code (
    account text NOT NULL,
    digest bytea NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT recovery_code_digest_length CHECK ((octet_length(digest) = 32))
);

--
-- Name: recovery_set; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recovery_set (
    account text NOT NULL,
    salt bytea NOT NULL,
    passes bigint NOT NULL,
    memory_bytes bigint NOT NULL,
    issued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT recovery_set_salt_length CHECK ((octet_length(salt) = 16))
);

--
-- Name: reinspection; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reinspection (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL
);

ALTER TABLE ONLY public.reinspection FORCE ROW LEVEL SECURITY;

--
-- Name: report; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.report (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL
);

ALTER TABLE ONLY public.report FORCE ROW LEVEL SECURITY;

--
-- Name: rights_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.rights_version (
    one boolean DEFAULT true NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT rights_version_is_one CHECK (one)
);

--
-- Name: sample; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sample (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[(body ->> 'county'::text)], ARRAY[''::text, (body ->> 'laboratory'::text), (body ->> 'collectedBy'::text)])) STORED NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE ONLY public.sample FORCE ROW LEVEL SECURITY;

--
-- Name: scale; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scale (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(NULL::text[], ARRAY[(body ->> 'owner'::text)])) STORED NOT NULL
);

ALTER TABLE ONLY public.scale FORCE ROW LEVEL SECURITY;

--
-- Name: second_factor; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.second_factor (
    account text NOT NULL,
    kind text NOT NULL,
    number integer DEFAULT 1 NOT NULL,
    secret bytea NOT NULL,
    algorithm text NOT NULL,
    digits integer NOT NULL,
    last_step bigint,
    added_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT second_factor_kind_known CHECK ((kind = ANY (ARRAY['totp'::text, 'webauthn'::text])))
);

--
-- Name: TABLE second_factor; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.second_factor IS 'totp: the key, sealed by AES-GCM with a key outside the database; webauthn: kept free for public key and counter of a hardware key';

--
-- Name: stream; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stream (
    batch text NOT NULL,
    secret bytea NOT NULL,
    last_number bigint NOT NULL,
    CONSTRAINT stream_last_number_positive CHECK ((last_number > 0)),
    CONSTRAINT stream_secret_size CHECK ((octet_length(secret) = 32))
)
WITH (fillfactor='70');

--
-- Name: test_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.test_run (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL
);

ALTER TABLE ONLY public.test_run FORCE ROW LEVEL SECURITY;

--
-- Name: throttle; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.throttle (
    key bytea NOT NULL,
    tries bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    changed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT throttle_key_is_sha256 CHECK ((octet_length(key) = 32))
);

--
-- Name: COLUMN throttle.tries; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.throttle.tries IS 'microseconds since 1970 UTC of the tries that count, oldest first';

--
-- Name: token_grant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.token_grant (
    digest bytea NOT NULL,
    name text NOT NULL,
    organization text NOT NULL,
    role text NOT NULL,
    region text NOT NULL,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT token_digest_is_sha256 CHECK ((octet_length(digest) = 32))
);

--
-- Name: token_revocation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.token_revocation (
    name text NOT NULL,
    revoked_at timestamp with time zone DEFAULT now() NOT NULL
);

--
-- Name: account_link account_link_one_each; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_one_each UNIQUE (account, issuer);

--
-- Name: account_link account_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_pkey PRIMARY KEY (issuer, subject);

--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (name);

--
-- Name: administrative_act administrative_act_key_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administrative_act
    ADD CONSTRAINT administrative_act_key_unique UNIQUE (scope, key);

--
-- Name: administrative_act administrative_act_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administrative_act
    ADD CONSTRAINT administrative_act_pkey PRIMARY KEY (id);

--
-- Name: answer answer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_pkey PRIMARY KEY (scope, key);

--
-- Name: audit_event audit_event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_pkey PRIMARY KEY (number);

--
-- Name: batch batch_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.batch
    ADD CONSTRAINT batch_pkey PRIMARY KEY (code);

--
-- Name: bin bin_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bin
    ADD CONSTRAINT bin_pkey PRIMARY KEY (code);

--
-- Name: bureau_report bureau_report_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bureau_report
    ADD CONSTRAINT bureau_report_pkey PRIMARY KEY (code);

--
-- Name: credential_grant credential_grant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential_grant
    ADD CONSTRAINT credential_grant_pkey PRIMARY KEY (digest);

--
-- Name: credential_grant credential_name_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential_grant
    ADD CONSTRAINT credential_name_unique UNIQUE (name);

--
-- Name: credential_revocation credential_revocation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential_revocation
    ADD CONSTRAINT credential_revocation_pkey PRIMARY KEY (digest);

--
-- Name: credential_use credential_use_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential_use
    ADD CONSTRAINT credential_use_pkey PRIMARY KEY (digest);

--
-- Name: disclosure disclosure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclosure
    ADD CONSTRAINT disclosure_pkey PRIMARY KEY (record_id, role);

--
-- Name: disposal disposal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disposal
    ADD CONSTRAINT disposal_pkey PRIMARY KEY (code);

--
-- Name: finding finding_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (record_id, number);

--
-- Name: handset handset_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handset
    ADD CONSTRAINT handset_pkey PRIMARY KEY (name);

--
-- Name: holding holding_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.holding
    ADD CONSTRAINT holding_pkey PRIMARY KEY (batch, place);

--
-- Name: import_file import_file_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_file
    ADD CONSTRAINT import_file_pkey PRIMARY KEY (job, is_rejected, number);

--
-- Name: import_job import_job_key_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_job
    ADD CONSTRAINT import_job_key_unique UNIQUE (holder, key);

--
-- Name: import_job import_job_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_job
    ADD CONSTRAINT import_job_pkey PRIMARY KEY (id);

--
-- Name: leaf_pending leaf_pending_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leaf_pending
    ADD CONSTRAINT leaf_pending_pkey PRIMARY KEY (id);

--
-- Name: leaf_pending leaf_pending_record_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leaf_pending
    ADD CONSTRAINT leaf_pending_record_unique UNIQUE (record_id);

--
-- Name: leaf leaf_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leaf
    ADD CONSTRAINT leaf_pkey PRIMARY KEY (leaf_index);

--
-- Name: leaf leaf_record_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leaf
    ADD CONSTRAINT leaf_record_unique UNIQUE (record_id);

--
-- Name: lineage lineage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lineage
    ADD CONSTRAINT lineage_pkey PRIMARY KEY (batch, source) INCLUDE (mass_g);

--
-- Name: log_checkpoint log_checkpoint_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log_checkpoint
    ADD CONSTRAINT log_checkpoint_pkey PRIMARY KEY (size);

--
-- Name: log_cosignature log_cosignature_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log_cosignature
    ADD CONSTRAINT log_cosignature_pkey PRIMARY KEY (size, witness, signed_at);

--
-- Name: log_examination log_examination_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log_examination
    ADD CONSTRAINT log_examination_pkey PRIMARY KEY (id);

--
-- Name: log_key log_key_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log_key
    ADD CONSTRAINT log_key_pkey PRIMARY KEY (vkey);

--
-- Name: log_policy log_policy_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log_policy
    ADD CONSTRAINT log_policy_pkey PRIMARY KEY (id);

--
-- Name: log_state log_state_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log_state
    ADD CONSTRAINT log_state_pkey PRIMARY KEY (is_only);

--
-- Name: log_tile log_tile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log_tile
    ADD CONSTRAINT log_tile_pkey PRIMARY KEY (level, tile);

--
-- Name: log_witness log_witness_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log_witness
    ADD CONSTRAINT log_witness_pkey PRIMARY KEY (witness);

--
-- Name: manifest manifest_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.manifest
    ADD CONSTRAINT manifest_pkey PRIMARY KEY (code);

--
-- Name: membership membership_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (number);

--
-- Name: membership_suspension membership_suspension_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership_suspension
    ADD CONSTRAINT membership_suspension_pkey PRIMARY KEY (id);

--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (version);

--
-- Name: movement_leg movement_leg_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.movement_leg
    ADD CONSTRAINT movement_leg_pkey PRIMARY KEY (record_id, leg);

--
-- Name: organization organization_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_pkey PRIMARY KEY (code);

--
-- Name: parcel parcel_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.parcel
    ADD CONSTRAINT parcel_pkey PRIMARY KEY (code);

--
-- Name: pending_act pending_act_key_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pending_act
    ADD CONSTRAINT pending_act_key_unique UNIQUE (scope, key);

--
-- Name: pending_act pending_act_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pending_act
    ADD CONSTRAINT pending_act_pkey PRIMARY KEY (id);

--
-- Name: person person_alias_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_alias_unique UNIQUE (alias);

--
-- Name: person_detail person_detail_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_detail
    ADD CONSTRAINT person_detail_pkey PRIMARY KEY (person);

--
-- Name: person person_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (number);

--
-- Name: record record_id_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_id_unique UNIQUE (id);

--
-- Name: record record_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (seq);

--
-- Name: recovery_code recovery_code_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (account, digest);

--
-- Name: recovery_set recovery_set_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_set
    ADD CONSTRAINT recovery_set_pkey PRIMARY KEY (account);

--
-- Name: reinspection reinspection_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reinspection
    ADD CONSTRAINT reinspection_pkey PRIMARY KEY (code);

--
-- Name: report report_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (code);

--
-- Name: rights_version rights_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rights_version
    ADD CONSTRAINT rights_version_pkey PRIMARY KEY (one);

--
-- Name: sample sample_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sample
    ADD CONSTRAINT sample_pkey PRIMARY KEY (code);

--
-- Name: scale scale_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scale
    ADD CONSTRAINT scale_pkey PRIMARY KEY (code);

--
-- Name: second_factor second_factor_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_pkey PRIMARY KEY (account, kind, number);

--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (digest);

--
-- Name: stream stream_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stream
    ADD CONSTRAINT stream_pkey PRIMARY KEY (batch);

--
-- Name: test_run test_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.test_run
    ADD CONSTRAINT test_run_pkey PRIMARY KEY (code);

--
-- Name: throttle throttle_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.throttle
    ADD CONSTRAINT throttle_pkey PRIMARY KEY (key);

--
-- Name: token_grant token_grant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token_grant
    ADD CONSTRAINT token_grant_pkey PRIMARY KEY (digest);

--
-- Name: token_grant token_name_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token_grant
    ADD CONSTRAINT token_name_unique UNIQUE (name);

--
-- Name: token_revocation token_revocation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token_revocation
    ADD CONSTRAINT token_revocation_pkey PRIMARY KEY (name);

--
-- Name: account_membership_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_membership_idx ON public.account USING btree (membership);

--
-- Name: administrative_act_open_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX administrative_act_open_idx ON public.administrative_act USING btree (handed_in_at) WHERE (settled_at IS NULL);

--
-- Name: audit_event_act_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_event_act_idx ON public.audit_event USING btree (act, number);

--
-- Name: audit_event_at_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_event_at_idx ON public.audit_event USING brin (at) WITH (pages_per_range='32', autosummarize='on');

--
-- Name: audit_event_person_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_event_person_idx ON public.audit_event USING btree (person, number);

--
-- Name: audit_event_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_event_seen_idx ON public.audit_event USING gin (seen_by);

--
-- Name: audit_event_who_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_event_who_idx ON public.audit_event USING btree (who, number);

--
-- Name: batch_county_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX batch_county_idx ON public.batch USING btree (county, grain_class);

--
-- Name: batch_frozen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX batch_frozen_idx ON public.batch USING btree (code) WHERE is_frozen;

--
-- Name: batch_number_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX batch_number_idx ON public.batch USING btree (number);

--
-- Name: batch_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX batch_seen_idx ON public.batch USING gin (seen_by);

--
-- Name: bin_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bin_seen_idx ON public.bin USING gin (seen_by);

--
-- Name: bureau_report_region_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bureau_report_region_idx ON public.bureau_report USING btree (region, code);

--
-- Name: bureau_report_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bureau_report_seen_idx ON public.bureau_report USING gin (seen_by);

--
-- Name: disposal_open_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX disposal_open_idx ON public.disposal USING btree (code) WHERE ((NOT (body ? 'certificate'::text)) AND (NOT (body ? 'withdrawnAt'::text)));

--
-- Name: disposal_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX disposal_seen_idx ON public.disposal USING gin (seen_by);

--
-- Name: finding_subject_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX finding_subject_idx ON public.finding USING btree (subject);

--
-- Name: handset_membership_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX handset_membership_idx ON public.handset USING btree (membership);

--
-- Name: holding_lying_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX holding_lying_idx ON public.holding USING btree (place) WHERE lies;

--
-- Name: holding_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX holding_seen_idx ON public.holding USING gin (seen_by);

--
-- Name: import_job_changed_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX import_job_changed_idx ON public.import_job USING btree (changed_at);

--
-- Name: lineage_changed_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lineage_changed_idx ON public.lineage USING btree (changed_by);

--
-- Name: lineage_source_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lineage_source_idx ON public.lineage USING btree (source, batch) INCLUDE (mass_g);

--
-- Name: log_cosignature_witness_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX log_cosignature_witness_idx ON public.log_cosignature USING btree (witness, size);

--
-- Name: manifest_open_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX manifest_open_idx ON public.manifest USING btree (code) WHERE ((body ->> 'state'::text) = ANY (ARRAY['departed'::text, 'arrived'::text, 'refused'::text]));

--
-- Name: manifest_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX manifest_seen_idx ON public.manifest USING gin (seen_by);

--
-- Name: membership_organization_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX membership_organization_idx ON public.membership USING btree (organization);

--
-- Name: membership_person_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX membership_person_idx ON public.membership USING btree (person);

--
-- Name: membership_suspension_membership_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX membership_suspension_membership_idx ON public.membership_suspension USING btree (membership, id);

--
-- Name: movement_leg_batch_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX movement_leg_batch_idx ON public.movement_leg USING btree (batch);

--
-- Name: movement_leg_place_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX movement_leg_place_idx ON public.movement_leg USING btree (place);

--
-- Name: movement_leg_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX movement_leg_seen_idx ON public.movement_leg USING gin (seen_by);

--
-- Name: organization_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX organization_seen_idx ON public.organization USING gin (seen_by);

--
-- Name: parcel_number_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX parcel_number_idx ON public.parcel USING btree (number);

--
-- Name: parcel_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX parcel_seen_idx ON public.parcel USING gin (seen_by);

--
-- Name: pending_act_open_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pending_act_open_idx ON public.pending_act USING btree (handed_in_at) WHERE (settled_at IS NULL);

--
-- Name: pending_act_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX pending_act_seen_idx ON public.pending_act USING gin (seen_by);

--
-- Name: record_kind_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_kind_idx ON public.record USING btree (kind, seq);

--
-- Name: record_occurred_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_occurred_idx ON public.record USING brin (occurred_at);

--
-- Name: record_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_seen_idx ON public.record USING gin (seen_by);

--
-- Name: reinspection_open_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reinspection_open_idx ON public.reinspection USING btree (code) WHERE (NOT (body ? 'outcome'::text));

--
-- Name: sample_attachments; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sample_attachments ON public.sample USING gin (((body #> '{fieldRecord,attachments}'::text[])) jsonb_path_ops) WHERE (body ? 'fieldRecord'::text);

--
-- Name: sample_collected_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sample_collected_idx ON public.sample USING btree (code) WHERE ((body ->> 'state'::text) = 'collected'::text);

--
-- Name: sample_season_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sample_season_idx ON public.sample USING btree (((body ->> 'season'::text))) WHERE ((body ->> 'state'::text) = 'tested'::text);

--
-- Name: sample_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sample_seen_idx ON public.sample USING gin (seen_by);

--
-- Name: scale_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scale_seen_idx ON public.scale USING gin (seen_by);

--
-- Name: session_open_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_open_idx ON public.session USING btree (account) WHERE (ended_at IS NULL);

--
-- Name: administrative_act administrative_act_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER administrative_act_no_truncate BEFORE TRUNCATE ON public.administrative_act FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: administrative_act administrative_act_settled_once; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER administrative_act_settled_once BEFORE DELETE OR UPDATE ON public.administrative_act FOR EACH ROW EXECUTE FUNCTION public.refuse_other_administration();

--
-- Name: answer answer_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER answer_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.answer FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: answer answer_record_fkey; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER answer_record_fkey AFTER INSERT ON public.answer REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_record_named();

--
-- Name: audit_event audit_event_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_event_append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION public.refuse_early_removal();

--
-- Name: audit_event audit_event_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: bureau_report bureau_report_frozen; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER bureau_report_frozen BEFORE DELETE OR UPDATE ON public.bureau_report FOR EACH ROW EXECUTE FUNCTION public.refuse_figures();

--
-- Name: credential_grant credential_grant_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER credential_grant_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.credential_grant FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: credential_revocation credential_revocation_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER credential_revocation_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.credential_revocation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: credential_revocation credential_revocation_raises_rights; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER credential_revocation_raises_rights AFTER INSERT ON public.credential_revocation FOR EACH STATEMENT EXECUTE FUNCTION public.raise_rights_version();

--
-- Name: disclosure disclosure_erase_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER disclosure_erase_only BEFORE DELETE OR UPDATE ON public.disclosure FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

--
-- Name: disclosure disclosure_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER disclosure_no_truncate BEFORE TRUNCATE ON public.disclosure FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: disclosure disclosure_record_fkey; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER disclosure_record_fkey AFTER INSERT ON public.disclosure REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_record_named();

--
-- Name: finding finding_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER finding_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.finding FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: finding finding_record_fkey; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER finding_record_fkey AFTER INSERT ON public.finding REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_record_named();

--
-- Name: handset handset_keeps_its_secret; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER handset_keeps_its_secret BEFORE UPDATE ON public.handset FOR EACH ROW EXECUTE FUNCTION public.refuse_handset_takeover();

--
-- Name: handset handset_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER handset_no_truncate BEFORE TRUNCATE ON public.handset FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: handset handset_stays_withdrawn; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER handset_stays_withdrawn BEFORE DELETE OR UPDATE ON public.handset FOR EACH ROW EXECUTE FUNCTION public.refuse_handset_return();

--
-- Name: leaf leaf_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER leaf_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.leaf FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: leaf_pending leaf_pending_record_fkey; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER leaf_pending_record_fkey AFTER INSERT ON public.leaf_pending REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_record_named();

--
-- Name: batch lineage_of_changed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER lineage_of_changed AFTER UPDATE OF body ON public.batch FOR EACH ROW WHEN ((((old.body -> 'parents'::text) IS DISTINCT FROM (new.body -> 'parents'::text)) OR ((old.body -> 'sources'::text) IS DISTINCT FROM (new.body -> 'sources'::text)))) EXECUTE FUNCTION public.keep_lineage();

--
-- Name: batch lineage_of_new; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER lineage_of_new AFTER INSERT ON public.batch REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.keep_lineage_of_new();

--
-- Name: batch lineage_of_removed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER lineage_of_removed AFTER DELETE ON public.batch FOR EACH ROW EXECUTE FUNCTION public.keep_lineage();

--
-- Name: log_checkpoint log_checkpoint_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER log_checkpoint_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: log_cosignature log_cosignature_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER log_cosignature_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_cosignature FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: log_policy log_policy_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER log_policy_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.log_policy FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: membership membership_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER membership_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.membership FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: membership membership_raises_rights; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER membership_raises_rights AFTER INSERT ON public.membership FOR EACH STATEMENT EXECUTE FUNCTION public.raise_rights_version();

--
-- Name: membership_suspension membership_suspension_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER membership_suspension_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.membership_suspension FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: membership_suspension membership_suspension_not_after_end; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER membership_suspension_not_after_end BEFORE INSERT ON public.membership_suspension FOR EACH ROW EXECUTE FUNCTION public.refuse_after_end();

--
-- Name: membership_suspension membership_suspension_raises_rights; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER membership_suspension_raises_rights AFTER INSERT ON public.membership_suspension FOR EACH STATEMENT EXECUTE FUNCTION public.raise_rights_version();

--
-- Name: movement_leg movement_conserves_mass; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER movement_conserves_mass AFTER INSERT ON public.movement_leg REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_conservation();

--
-- Name: movement_leg movement_keeps_class_order; Type: TRIGGER; Schema: public; Owner: -
--

CREATE CONSTRAINT TRIGGER movement_keeps_class_order AFTER INSERT ON public.movement_leg DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.place ~~ 'from:%'::text)) EXECUTE FUNCTION public.check_class_order();

--
-- Name: movement_leg movement_leg_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER movement_leg_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.movement_leg FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: movement_leg movement_leg_record_fkey; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER movement_leg_record_fkey AFTER INSERT ON public.movement_leg REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_record_named();

--
-- Name: movement_leg movement_respects_bin_use; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER movement_respects_bin_use AFTER INSERT ON public.movement_leg REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_bin_use();

--
-- Name: pending_act pending_act_settled_once; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pending_act_settled_once BEFORE DELETE OR UPDATE ON public.pending_act FOR EACH ROW EXECUTE FUNCTION public.refuse_other_words();

--
-- Name: person person_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER person_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.person FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: record record_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER record_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.record FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: record record_has_leaf; Type: TRIGGER; Schema: public; Owner: -
--

CREATE CONSTRAINT TRIGGER record_has_leaf AFTER INSERT ON public.record DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_leaf();

--
-- Name: token_grant token_grant_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER token_grant_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.token_grant FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: token_revocation token_revocation_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER token_revocation_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.token_revocation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: account_link account_link_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_link
    ADD CONSTRAINT account_link_account_fkey FOREIGN KEY (account) REFERENCES public.account(name);

--
-- Name: account account_membership_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_membership_fkey FOREIGN KEY (membership) REFERENCES public.membership(number);

--
-- Name: administrative_act administrative_act_membership_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administrative_act
    ADD CONSTRAINT administrative_act_membership_fkey FOREIGN KEY (membership) REFERENCES public.membership(number);

--
-- Name: administrative_act administrative_act_scope_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administrative_act
    ADD CONSTRAINT administrative_act_scope_fkey FOREIGN KEY (scope) REFERENCES public.person(number);

--
-- Name: administrative_act administrative_act_second_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.administrative_act
    ADD CONSTRAINT administrative_act_second_fkey FOREIGN KEY (second) REFERENCES public.membership(number);

--
-- Name: audit_event audit_event_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_person_fkey FOREIGN KEY (person) REFERENCES public.person(number);

--
-- Name: credential_grant credential_membership_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential_grant
    ADD CONSTRAINT credential_membership_fkey FOREIGN KEY (membership) REFERENCES public.membership(number);

--
-- Name: credential_revocation credential_revocation_grant_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential_revocation
    ADD CONSTRAINT credential_revocation_grant_fkey FOREIGN KEY (digest) REFERENCES public.credential_grant(digest);

--
-- Name: credential_use credential_use_grant_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.credential_use
    ADD CONSTRAINT credential_use_grant_fkey FOREIGN KEY (digest) REFERENCES public.credential_grant(digest);

--
-- Name: handset handset_membership_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.handset
    ADD CONSTRAINT handset_membership_fkey FOREIGN KEY (membership) REFERENCES public.membership(number);

--
-- Name: import_file import_file_job_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.import_file
    ADD CONSTRAINT import_file_job_fkey FOREIGN KEY (job) REFERENCES public.import_job(id) ON DELETE CASCADE;

--
-- Name: leaf leaf_record_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.leaf
    ADD CONSTRAINT leaf_record_fkey FOREIGN KEY (record_id) REFERENCES public.record(id);

--
-- Name: log_cosignature log_cosignature_size_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.log_cosignature
    ADD CONSTRAINT log_cosignature_size_fkey FOREIGN KEY (size) REFERENCES public.log_checkpoint(size);

--
-- Name: membership membership_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_person_fkey FOREIGN KEY (person) REFERENCES public.person(number);

--
-- Name: membership_suspension membership_suspension_membership_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership_suspension
    ADD CONSTRAINT membership_suspension_membership_fkey FOREIGN KEY (membership) REFERENCES public.membership(number);

--
-- Name: pending_act pending_act_membership_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pending_act
    ADD CONSTRAINT pending_act_membership_fkey FOREIGN KEY (membership) REFERENCES public.membership(number);

--
-- Name: pending_act pending_act_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pending_act
    ADD CONSTRAINT pending_act_person_fkey FOREIGN KEY (person) REFERENCES public.person(number);

--
-- Name: pending_act pending_act_second_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pending_act
    ADD CONSTRAINT pending_act_second_fkey FOREIGN KEY (second) REFERENCES public.membership(number);

--
-- Name: person_detail person_detail_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_detail
    ADD CONSTRAINT person_detail_person_fkey FOREIGN KEY (person) REFERENCES public.person(number);

--
-- Name: record record_prev_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_prev_fkey FOREIGN KEY (prev) REFERENCES public.record(id);

--
-- Name: recovery_code recovery_code_set_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT recovery_code_set_fkey FOREIGN KEY (account) REFERENCES public.recovery_set(account);

--
-- Name: recovery_set recovery_set_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recovery_set
    ADD CONSTRAINT recovery_set_account_fkey FOREIGN KEY (account) REFERENCES public.account(name);

--
-- Name: second_factor second_factor_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT second_factor_account_fkey FOREIGN KEY (account) REFERENCES public.account(name);

--
-- Name: session session_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_fkey FOREIGN KEY (account) REFERENCES public.account(name);

--
-- Name: token_revocation token_revocation_grant_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token_revocation
    ADD CONSTRAINT token_revocation_grant_fkey FOREIGN KEY (name) REFERENCES public.token_grant(name);

--
-- Name: answer; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.answer ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_event; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.audit_event ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_event auditing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY auditing ON public.audit_event FOR SELECT TO grainledger_reader USING ((((current_setting('grainledger.role'::text, true) = ANY (ARRAY['auditor'::text, 'administrator'::text])) AND (seen_by && ( SELECT public.sight_keys() AS sight_keys))) OR (seen_by && ( SELECT public.register_keys() AS register_keys))));

--
-- Name: batch; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.batch ENABLE ROW LEVEL SECURITY;

--
-- Name: bin; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.bin ENABLE ROW LEVEL SECURITY;

--
-- Name: bureau_report; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.bureau_report ENABLE ROW LEVEL SECURITY;

--
-- Name: disclosure; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.disclosure ENABLE ROW LEVEL SECURITY;

--
-- Name: disposal; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.disposal ENABLE ROW LEVEL SECURITY;

--
-- Name: finding; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.finding ENABLE ROW LEVEL SECURITY;

--
-- Name: holding; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.holding ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_event leaving; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY leaving ON public.audit_event FOR DELETE USING ((at < (now() - '6 mons'::interval)));

--
-- Name: lineage; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.lineage ENABLE ROW LEVEL SECURITY;

--
-- Name: manifest; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.manifest ENABLE ROW LEVEL SECURITY;

--
-- Name: movement_leg; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.movement_leg ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_event noting; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY noting ON public.audit_event FOR INSERT WITH CHECK (true);

--
-- Name: organization; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.organization ENABLE ROW LEVEL SECURITY;

--
-- Name: parcel; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.parcel ENABLE ROW LEVEL SECURITY;

--
-- Name: pending_act; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.pending_act ENABLE ROW LEVEL SECURITY;

--
-- Name: batch reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.batch FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: bin reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.bin FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: bureau_report reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.bureau_report FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: disposal reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.disposal FOR SELECT TO grainledger_reader USING (((seen_by && ( SELECT public.sight_keys() AS sight_keys)) OR (EXISTS ( SELECT
   FROM public.batch
  WHERE (batch.code = (disposal.body ->> 'batch'::text)))) OR ((( SELECT current_setting('grainledger.role'::text, true) AS current_setting) = ANY (ARRAY['officer'::text, 'auditor'::text])) AND ((body ->> 'facility'::text) IN ( SELECT facility.code
   FROM public.organization facility
  WHERE (facility.seen_by && ( SELECT public.sight_keys() AS sight_keys)))))));

--
-- Name: finding reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.finding FOR SELECT TO grainledger_reader USING ((EXISTS ( SELECT
   FROM public.record
  WHERE (record.id = finding.record_id))));

--
-- Name: holding reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.holding FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: manifest reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.manifest FOR SELECT TO grainledger_reader USING (((seen_by && ( SELECT public.sight_keys() AS sight_keys)) OR ((( SELECT current_setting('grainledger.role'::text, true) AS current_setting) = ANY (ARRAY['officer'::text, 'auditor'::text])) AND ((body ->> 'consignee'::text) IN ( SELECT receiver.code
   FROM public.organization receiver
  WHERE (receiver.seen_by && ( SELECT public.sight_keys() AS sight_keys)))))));

--
-- Name: movement_leg reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.movement_leg FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: organization reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.organization FOR SELECT TO grainledger_reader USING ((( SELECT public.sight_keys() AS sight_keys) IS NOT NULL));

--
-- Name: parcel reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.parcel FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: pending_act reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.pending_act FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: record reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.record FOR SELECT TO grainledger_reader USING (((seen_by && ( SELECT public.sight_keys() AS sight_keys)) AND ((current_setting('grainledger.role'::text, true) IS DISTINCT FROM 'laboratory'::text) OR (kind <> ALL (ARRAY['sample-collected'::text, 'bulk-sample-drawn'::text, 'sample-corrected'::text])))));

--
-- Name: reinspection reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.reinspection FOR SELECT TO grainledger_reader USING (((EXISTS ( SELECT
   FROM public.sample
  WHERE (sample.code = (reinspection.body ->> 'sample'::text)))) OR (('o'::text || (body ->> 'laboratory'::text)) = ANY (( SELECT public.sight_keys() AS sight_keys)::text[]))));

--
-- Name: report reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.report FOR SELECT TO grainledger_reader USING ((EXISTS ( SELECT
   FROM public.sample
  WHERE (sample.code = (report.body ->> 'sample'::text)))));

--
-- Name: sample reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.sample FOR SELECT TO grainledger_reader USING (((seen_by && ( SELECT public.sight_keys() AS sight_keys)) OR (EXISTS ( SELECT
   FROM public.batch
  WHERE (batch.code = (sample.body #>> '{subject,batch,_0}'::text[])))) OR ((( SELECT current_setting('grainledger.role'::text, true) AS current_setting) = 'facility'::text) AND ((body #>> '{subject,batch,_0}'::text[]) IN ( SELECT (disposal.body ->> 'batch'::text)
   FROM public.disposal)))));

--
-- Name: scale reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.scale FOR SELECT TO grainledger_reader USING (((EXISTS ( SELECT
   FROM public.organization holder
  WHERE ((holder.code = (scale.body ->> 'owner'::text)) AND ((holder.seen_by && ( SELECT public.sight_keys() AS sight_keys)) OR (holder.seen_by && ( SELECT public.register_keys() AS register_keys)))))) OR (( SELECT public.sight_keys() AS sight_keys) = ARRAY['*'::text])));

--
-- Name: test_run reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.test_run FOR SELECT TO grainledger_reader USING ((EXISTS ( SELECT
   FROM public.organization station
  WHERE ((station.code = (test_run.body ->> 'laboratory'::text)) AND (station.seen_by && ( SELECT public.sight_keys() AS sight_keys))))));

--
-- Name: record; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.record ENABLE ROW LEVEL SECURITY;

--
-- Name: bin registering; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY registering ON public.bin FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.register_keys() AS register_keys)));

--
-- Name: organization registering; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY registering ON public.organization FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.register_keys() AS register_keys)));

--
-- Name: parcel registering; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY registering ON public.parcel FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.register_keys() AS register_keys)));

--
-- Name: reinspection; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.reinspection ENABLE ROW LEVEL SECURITY;

--
-- Name: answer replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.answer FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: batch replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.batch FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: bin replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.bin FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: bureau_report replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.bureau_report FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: disposal replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.disposal FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: finding replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.finding FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: holding replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.holding FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: lineage replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.lineage FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: manifest replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.manifest FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: movement_leg replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.movement_leg FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: organization replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.organization FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: parcel replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.parcel FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: record replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.record FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: reinspection replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.reinspection FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: report replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.report FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: sample replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.sample FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: scale replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.scale FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: test_run replaying; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY replaying ON public.test_run FOR SELECT TO grainledger_replayer USING ((CURRENT_USER = 'grainledger_replayer'::name));

--
-- Name: report; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.report ENABLE ROW LEVEL SECURITY;

--
-- Name: sample; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.sample ENABLE ROW LEVEL SECURITY;

--
-- Name: scale; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.scale ENABLE ROW LEVEL SECURITY;

--
-- Name: test_run; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.test_run ENABLE ROW LEVEL SECURITY;

--
-- Name: batch tracing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tracing ON public.batch FOR SELECT TO grainledger_tracer USING (((CURRENT_USER = 'grainledger_tracer'::name) AND (( SELECT public.sight_keys() AS sight_keys) IS NOT NULL)));

--
-- Name: disposal tracing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tracing ON public.disposal FOR SELECT TO grainledger_tracer USING (((CURRENT_USER = 'grainledger_tracer'::name) AND (( SELECT public.sight_keys() AS sight_keys) IS NOT NULL)));

--
-- Name: finding tracing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tracing ON public.finding FOR SELECT TO grainledger_tracer USING (((CURRENT_USER = 'grainledger_tracer'::name) AND (( SELECT public.sight_keys() AS sight_keys) IS NOT NULL)));

--
-- Name: lineage tracing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tracing ON public.lineage FOR SELECT TO grainledger_tracer USING ((CURRENT_USER = 'grainledger_tracer'::name));

--
-- Name: manifest tracing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tracing ON public.manifest FOR SELECT TO grainledger_tracer USING (((CURRENT_USER = 'grainledger_tracer'::name) AND (( SELECT public.sight_keys() AS sight_keys) IS NOT NULL)));

--
-- Name: movement_leg tracing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tracing ON public.movement_leg FOR SELECT TO grainledger_tracer USING (((CURRENT_USER = 'grainledger_tracer'::name) AND (( SELECT public.sight_keys() AS sight_keys) IS NOT NULL)));

--
-- Name: parcel tracing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tracing ON public.parcel FOR SELECT TO grainledger_tracer USING (((CURRENT_USER = 'grainledger_tracer'::name) AND (( SELECT public.sight_keys() AS sight_keys) IS NOT NULL)));

--
-- Name: record tracing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tracing ON public.record FOR SELECT TO grainledger_tracer USING (((CURRENT_USER = 'grainledger_tracer'::name) AND (( SELECT public.sight_keys() AS sight_keys) IS NOT NULL)));

--
-- Name: report tracing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tracing ON public.report FOR SELECT TO grainledger_tracer USING (((CURRENT_USER = 'grainledger_tracer'::name) AND (( SELECT public.sight_keys() AS sight_keys) IS NOT NULL)));

--
-- Name: sample tracing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tracing ON public.sample FOR SELECT TO grainledger_tracer USING (((CURRENT_USER = 'grainledger_tracer'::name) AND (( SELECT public.sight_keys() AS sight_keys) IS NOT NULL)));

--
-- Name: answer writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.answer TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: batch writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.batch TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: bin writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.bin TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: bureau_report writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.bureau_report TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: disclosure writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.disclosure TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: disposal writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.disposal TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: finding writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.finding TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: holding writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.holding TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: lineage writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.lineage TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: manifest writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.manifest TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: movement_leg writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.movement_leg TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: organization writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.organization TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: parcel writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.parcel TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: pending_act writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.pending_act TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: record writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.record TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: reinspection writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.reinspection TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: report writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.report TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: sample writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.sample TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: scale writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.scale TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- Name: test_run writing; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY writing ON public.test_run TO grainledger_writer USING ((CURRENT_USER = 'grainledger_writer'::name)) WITH CHECK ((CURRENT_USER = 'grainledger_writer'::name));

--
-- PostgreSQL database dump complete
--
