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
-- Name: check_bin_use(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.check_bin_use() RETURNS trigger
    LANGUAGE plpgsql
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
    RETURN array_position(ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'pending'::text], grain_class);

--
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
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
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.value IS NULL AND OLD.value IS NOT NULL
        AND (NEW.record_id, NEW.role, NEW.digest) IS NOT DISTINCT FROM (OLD.record_id, OLD.role, OLD.digest) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a disclosure is erased, never rewritten'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
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
    CONSTRAINT batch_class_known CHECK (((body ->> 'grainClass'::text) = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'pending'::text])))
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
    CONSTRAINT bin_capacity_positive CHECK ((((body ->> 'capacityGrams'::text))::bigint > 0))
);

--
-- Name: bureau_report; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bureau_report (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    region text GENERATED ALWAYS AS ((body #>> '{report,region}'::text[])) STORED,
    CONSTRAINT bureau_report_code_matches CHECK ((code = concat_ws('-'::text, 'BR', (body #>> '{report,region}'::text[]), (body #>> '{report,period}'::text[]), (body ->> 'version'::text))))
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

--
-- Name: disposal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.disposal (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED
);

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

--
-- Name: holding; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.holding (
    batch text NOT NULL,
    place text NOT NULL,
    mass_g bigint NOT NULL,
    CONSTRAINT holding_mass_not_negative CHECK ((mass_g >= 0))
);

--
-- Name: manifest; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.manifest (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED,
    state text GENERATED ALWAYS AS ((body ->> 'state'::text)) STORED
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
    CONSTRAINT movement_leg_class_known CHECK ((grain_class = ANY (ARRAY['A'::text, 'B'::text, 'C'::text, 'D'::text, 'pending'::text])))
);

--
-- Name: organization; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.organization (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED
);

--
-- Name: parcel; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.parcel (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED
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
    CONSTRAINT record_digest_is_sha256 CHECK ((octet_length(digest) = 32)),
    CONSTRAINT record_digest_matches CHECK ((digest = sha256(convert_to(body, 'UTF8'::name))))
);

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

--
-- Name: report; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.report (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL
);

--
-- Name: sample; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sample (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    county text GENERATED ALWAYS AS ((body ->> 'county'::text)) STORED
);

--
-- Name: scale; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scale (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL
);

--
-- Name: test_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.test_run (
    code text NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL
);

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
-- Name: bureau_report_region_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bureau_report_region_idx ON public.bureau_report USING btree (region, code);

--
-- Name: finding_subject_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX finding_subject_idx ON public.finding USING btree (subject);

--
-- Name: movement_leg_batch_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX movement_leg_batch_idx ON public.movement_leg USING btree (batch);

--
-- Name: movement_leg_place_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX movement_leg_place_idx ON public.movement_leg USING btree (place);

--
-- Name: record_kind_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_kind_idx ON public.record USING btree (kind, seq);

--
-- Name: record_occurred_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_occurred_idx ON public.record USING brin (occurred_at);

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
-- PostgreSQL database dump complete
--
