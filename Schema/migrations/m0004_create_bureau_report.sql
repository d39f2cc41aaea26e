-- Issued reports of the bureau, and what they ask of a re-inspection: when it was reported, and its verdict.
SET LOCAL lock_timeout = '2s';

CREATE TABLE bureau_report (
    code text CONSTRAINT bureau_report_pkey PRIMARY KEY,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    region text GENERATED ALWAYS AS (body #>> '{report,region}') STORED,
    CONSTRAINT bureau_report_code_matches CHECK (
        code = concat_ws('-', 'BR', body #>> '{report,region}', body #>> '{report,period}', body ->> 'version'))
);
CREATE INDEX bureau_report_region_idx ON bureau_report (region, code);

-- A report once issued keeps every figure; only the number of the version that replaces it is added.
CREATE FUNCTION refuse_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.body - 'supersededBy' IS DISTINCT FROM NEW.body - 'supersededBy' THEN
        RAISE EXCEPTION 'report % is issued', OLD.code
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'bureau_report_frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER bureau_report_frozen BEFORE UPDATE OR DELETE ON bureau_report
    FOR EACH ROW EXECUTE FUNCTION refuse_figures();

UPDATE reinspection SET
    version = reinspection.version + 1,
    body = reinspection.body || jsonb_build_object(
        'reportedAt', told.body -> 'occurredAt', 'verdict', told.body #> '{outcome,verdict}')
FROM (SELECT body::jsonb AS body FROM record WHERE kind = 'reinspection-reported') AS told
WHERE reinspection.code = told.body #>> '{data,reinspection}';
