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
    AS $$
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
    AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM movement_leg WHERE record_id = NEW.record_id GROUP BY batch HAVING sum(mass_g) <> 0
    ) THEN
        RAISE EXCEPTION 'movement of record % does not close', NEW.record_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'movement_conserves_mass';
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
-- Name: sight_keys(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sight_keys() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    RETURN (SELECT CASE WHEN (asking.role = 'administrator'::text) THEN ARRAY['*'::text] WHEN (asking.region IS NULL) THEN NULL::text[] WHEN (asking.role = ANY (ARRAY['officer'::text, 'auditor'::text])) THEN ARRAY[('r'::text || asking.region), 'r-'::text] WHEN (asking.role = ANY (ARRAY['station'::text, 'granary'::text, 'carrier'::text, 'facility'::text])) THEN array_remove(ARRAY[('o'::text || asking.organization), ('p'::text || asking.region), 'p-'::text], NULL::text) ELSE NULL::text[] END AS "case" FROM (SELECT NULLIF(current_setting('grainledger.role'::text, true), ''::text) AS role, NULLIF(current_setting('grainledger.organization'::text, true), ''::text) AS organization, CASE current_setting('grainledger.region'::text, true) WHEN '*'::text THEN ''::text ELSE NULLIF(current_setting('grainledger.region'::text, true), ''::text) END AS region) asking);

--
-- Name: sight_marks(text[], text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sight_marks(counties text[], owners text[]) RETURNS text[]
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

SET default_tablespace = '';

SET default_table_access_method = heap;

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
    CONSTRAINT batch_class_known CHECK (((body ->> 'grainClass'::text) = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'pending'::text])))
);

ALTER TABLE ONLY public.batch FORCE ROW LEVEL SECURITY;

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
);

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
    CONSTRAINT holding_class_known CHECK ((grain_class = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'pending'::text]))),
    CONSTRAINT holding_mass_not_negative CHECK ((mass_g >= 0))
);

ALTER TABLE ONLY public.holding FORCE ROW LEVEL SECURITY;

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
-- Name: parcel; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.parcel (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[(body ->> 'county'::text)], NULL::text[])) STORED NOT NULL
);

ALTER TABLE ONLY public.parcel FORCE ROW LEVEL SECURITY;

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
-- Name: sample; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sample (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED,
    seen_by text[] GENERATED ALWAYS AS (public.sight_marks(ARRAY[(body ->> 'county'::text)], ARRAY[(body ->> 'laboratory'::text)])) STORED NOT NULL
);

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
-- Name: test_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.test_run (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL
);

ALTER TABLE ONLY public.test_run FORCE ROW LEVEL SECURITY;

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
-- Name: answer answer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_pkey PRIMARY KEY (scope, key);

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
-- Name: holding holding_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.holding
    ADD CONSTRAINT holding_pkey PRIMARY KEY (batch, place);

--
-- Name: manifest manifest_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.manifest
    ADD CONSTRAINT manifest_pkey PRIMARY KEY (code);

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
-- Name: test_run test_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.test_run
    ADD CONSTRAINT test_run_pkey PRIMARY KEY (code);

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
-- Name: batch_county_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX batch_county_idx ON public.batch USING btree (county, grain_class);

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
-- Name: disposal_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX disposal_seen_idx ON public.disposal USING gin (seen_by);

--
-- Name: finding_subject_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX finding_subject_idx ON public.finding USING btree (subject);

--
-- Name: holding_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX holding_seen_idx ON public.holding USING gin (seen_by);

--
-- Name: manifest_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX manifest_seen_idx ON public.manifest USING gin (seen_by);

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
-- Name: parcel_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX parcel_seen_idx ON public.parcel USING gin (seen_by);

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
-- Name: sample_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sample_seen_idx ON public.sample USING gin (seen_by);

--
-- Name: scale_seen_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scale_seen_idx ON public.scale USING gin (seen_by);

--
-- Name: answer answer_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER answer_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.answer FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: bureau_report bureau_report_frozen; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER bureau_report_frozen BEFORE DELETE OR UPDATE ON public.bureau_report FOR EACH ROW EXECUTE FUNCTION public.refuse_figures();

--
-- Name: disclosure disclosure_erase_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER disclosure_erase_only BEFORE DELETE OR UPDATE ON public.disclosure FOR EACH ROW EXECUTE FUNCTION public.refuse_rewriting();

--
-- Name: disclosure disclosure_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER disclosure_no_truncate BEFORE TRUNCATE ON public.disclosure FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: finding finding_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER finding_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.finding FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: movement_leg movement_conserves_mass; Type: TRIGGER; Schema: public; Owner: -
--

CREATE CONSTRAINT TRIGGER movement_conserves_mass AFTER INSERT OR UPDATE ON public.movement_leg DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_conservation();

--
-- Name: movement_leg movement_keeps_class_order; Type: TRIGGER; Schema: public; Owner: -
--

CREATE CONSTRAINT TRIGGER movement_keeps_class_order AFTER INSERT ON public.movement_leg DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.place ~~ 'from:%'::text)) EXECUTE FUNCTION public.check_class_order();

--
-- Name: movement_leg movement_leg_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER movement_leg_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.movement_leg FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: movement_leg movement_respects_bin_use; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER movement_respects_bin_use AFTER INSERT ON public.movement_leg FOR EACH ROW WHEN (((new.mass_g > 0) AND (new.place ~~ 'bin:%'::text))) EXECUTE FUNCTION public.check_bin_use();

--
-- Name: record record_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER record_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.record FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: token_grant token_grant_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER token_grant_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.token_grant FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: token_revocation token_revocation_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER token_revocation_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.token_revocation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

--
-- Name: answer answer_record_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_record_fkey FOREIGN KEY (record_id) REFERENCES public.record(id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: disclosure disclosure_record_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disclosure
    ADD CONSTRAINT disclosure_record_fkey FOREIGN KEY (record_id) REFERENCES public.record(id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: finding finding_record_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_record_fkey FOREIGN KEY (record_id) REFERENCES public.record(id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: movement_leg movement_leg_record_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.movement_leg
    ADD CONSTRAINT movement_leg_record_fkey FOREIGN KEY (record_id) REFERENCES public.record(id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: record record_prev_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_prev_fkey FOREIGN KEY (prev) REFERENCES public.record(id);

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
-- Name: manifest; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.manifest ENABLE ROW LEVEL SECURITY;

--
-- Name: movement_leg; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.movement_leg ENABLE ROW LEVEL SECURITY;

--
-- Name: organization; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.organization ENABLE ROW LEVEL SECURITY;

--
-- Name: parcel; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.parcel ENABLE ROW LEVEL SECURITY;

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
  WHERE (batch.code = (disposal.body ->> 'batch'::text))))));

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

CREATE POLICY reading ON public.manifest FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: movement_leg reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.movement_leg FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: organization reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.organization FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: parcel reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.parcel FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: record reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.record FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: reinspection reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.reinspection FOR SELECT TO grainledger_reader USING ((EXISTS ( SELECT
   FROM public.sample
  WHERE (sample.code = (reinspection.body ->> 'sample'::text)))));

--
-- Name: report reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.report FOR SELECT TO grainledger_reader USING ((EXISTS ( SELECT
   FROM public.sample
  WHERE (sample.code = (report.body ->> 'sample'::text)))));

--
-- Name: sample reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.sample FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: scale reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.scale FOR SELECT TO grainledger_reader USING ((seen_by && ( SELECT public.sight_keys() AS sight_keys)));

--
-- Name: test_run reading; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY reading ON public.test_run FOR SELECT TO grainledger_reader USING ((EXISTS ( SELECT
   FROM public.organization
  WHERE (organization.code = (test_run.body ->> 'laboratory'::text)))));

--
-- Name: record; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.record ENABLE ROW LEVEL SECURITY;

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
