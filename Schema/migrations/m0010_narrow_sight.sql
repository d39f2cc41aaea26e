-- Whoever keeps accounts and registers sees the registers and no grain; whoever carries or disposes sees his own, and not what
-- lies in his region without an owner (docs/decisions/0009). No row is touched: marks stay as they are, keys become fewer.
CREATE OR REPLACE FUNCTION sight_keys() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
    RETURN (
        SELECT CASE
            WHEN asking.role = 'administrator' THEN ARRAY['*']
            WHEN asking.region IS NULL THEN NULL
            WHEN asking.role IN ('officer', 'auditor') THEN ARRAY['r' || asking.region, 'r-']
            WHEN asking.role IN ('carrier', 'facility') THEN array_remove(ARRAY['o' || asking.organization], NULL)
            WHEN asking.role IN ('station', 'granary') THEN
                array_remove(ARRAY['o' || asking.organization, 'p' || asking.region, 'p-'], NULL)
        END
        FROM (
            SELECT nullif(current_setting('grainledger.role', true), '') AS role,
                nullif(current_setting('grainledger.organization', true), '') AS organization,
                CASE current_setting('grainledger.region', true) WHEN '*' THEN ''
                    ELSE nullif(current_setting('grainledger.region', true), '') END AS region
        ) AS asking
    );

-- The marks that a registrar may see, of the registers alone; NULL for everybody else, and for who names no role or region.
CREATE FUNCTION register_keys() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
    RETURN (
        SELECT CASE WHEN asking.role = 'registrar' AND asking.region <> ''
            THEN ARRAY['r' || CASE asking.region WHEN '*' THEN '' ELSE asking.region END, 'r-'] END
        FROM (
            SELECT current_setting('grainledger.role', true) AS role,
                current_setting('grainledger.region', true) AS region
        ) AS asking
    );

DO $$
DECLARE
    register text;
BEGIN
    FOREACH register IN ARRAY ARRAY['organization', 'bin', 'scale', 'parcel'] LOOP
        EXECUTE format(
            'CREATE POLICY registering ON %I FOR SELECT TO grainledger_reader
             USING (seen_by && (SELECT register_keys()))', register);
    END LOOP;
END $$;

-- A run is seen with its laboratory, but not by who sees the laboratory as an entry of a register.
ALTER POLICY reading ON test_run USING (
    (SELECT sight_keys()) IS NOT NULL
    AND EXISTS (SELECT FROM organization WHERE organization.code = test_run.body ->> 'laboratory'));
