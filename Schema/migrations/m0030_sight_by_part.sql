-- Everybody sees what his part needs. A laboratory sees what it was brought under its blind code, and not where it comes from
-- (domain.md §6). Who is named sees more: the facility that a batch is planned for its tests, the laboratory of a re-inspection
-- the re-inspection, the authority of the destination what comes into its region (domain.md §7). Organisations are a public
-- register: whoever sends grain chooses from it. (docs/decisions/0009)
SET LOCAL lock_timeout = '2s';

CREATE OR REPLACE FUNCTION sight_keys() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE
        WHEN current_setting('grainledger.role', true) = 'administrator' THEN ARRAY['*']
        WHEN nullif(current_setting('grainledger.region', true), '') IS NULL THEN NULL
        WHEN current_setting('grainledger.role', true) IN ('officer', 'auditor') THEN
            ARRAY[
                'r' || CASE current_setting('grainledger.region', true)
                    WHEN '*' THEN '' ELSE current_setting('grainledger.region', true) END, 'r-']
        WHEN current_setting('grainledger.role', true) IN ('carrier', 'facility', 'laboratory') THEN
            array_remove(ARRAY['o' || nullif(current_setting('grainledger.organization', true), '')], NULL)
        WHEN current_setting('grainledger.role', true) IN ('station', 'granary') THEN
            array_remove(ARRAY[
                'o' || nullif(current_setting('grainledger.organization', true), ''),
                'p' || CASE current_setting('grainledger.region', true)
                    WHEN '*' THEN '' ELSE current_setting('grainledger.region', true) END, 'p-'], NULL)
    END;

-- Records that tell what a sample was drawn from.
ALTER POLICY reading ON record USING (
    seen_by && (SELECT sight_keys())
    AND (current_setting('grainledger.role', true) IS DISTINCT FROM 'laboratory'
        OR kind <> ALL (ARRAY['sample-collected', 'bulk-sample-drawn', 'sample-corrected'])));

-- Tests of grain that is on its way to the facility, or lies there.
ALTER POLICY reading ON sample USING (
    seen_by && (SELECT sight_keys())
    OR EXISTS (SELECT FROM batch WHERE batch.code = sample.body #>> '{subject,batch,_0}')
    OR (SELECT current_setting('grainledger.role', true)) = 'facility'
        AND body #>> '{subject,batch,_0}' IN (SELECT disposal.body ->> 'batch' FROM disposal));

ALTER POLICY reading ON reinspection USING (
    EXISTS (SELECT FROM sample WHERE sample.code = reinspection.body ->> 'sample')
    OR 'o' || (reinspection.body ->> 'laboratory') = ANY ((SELECT sight_keys())::text[]));

-- Everybody but a registrar, who keeps the register of his region.
ALTER POLICY reading ON organization USING ((SELECT sight_keys()) IS NOT NULL);

-- Scales, runs, trips and plans are seen by where an organisation lies, not by who knows that it is there.
ALTER POLICY reading ON scale USING (EXISTS (
    SELECT FROM organization AS holder WHERE holder.code = scale.body ->> 'owner'
        AND (holder.seen_by && (SELECT sight_keys()) OR holder.seen_by && (SELECT register_keys())))
    OR (SELECT sight_keys()) = ARRAY['*']);
ALTER POLICY reading ON test_run USING (EXISTS (
    SELECT FROM organization AS station
    WHERE station.code = test_run.body ->> 'laboratory' AND station.seen_by && (SELECT sight_keys())));
ALTER POLICY reading ON manifest USING (
    seen_by && (SELECT sight_keys())
    OR (SELECT current_setting('grainledger.role', true)) IN ('officer', 'auditor') AND body ->> 'consignee' IN (
        SELECT receiver.code FROM organization AS receiver WHERE receiver.seen_by && (SELECT sight_keys())));
ALTER POLICY reading ON disposal USING (
    seen_by && (SELECT sight_keys())
    OR EXISTS (SELECT FROM batch WHERE batch.code = disposal.body ->> 'batch')
    OR (SELECT current_setting('grainledger.role', true)) IN ('officer', 'auditor') AND body ->> 'facility' IN (
        SELECT facility.code FROM organization AS facility WHERE facility.seen_by && (SELECT sight_keys())));
