-- sight_keys as one expression without a pinned path: PostgreSQL then takes it into the statement, instead of planning its
-- body anew in every statement that a policy guards. A body after RETURN is bound when it is made, so that no search_path of
-- whoever asks can change what it calls. What it answers is what m0005 says.
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
        WHEN current_setting('grainledger.role', true) IN ('station', 'granary', 'carrier', 'facility') THEN
            array_remove(ARRAY[
                'o' || nullif(current_setting('grainledger.organization', true), ''),
                'p' || CASE current_setting('grainledger.region', true)
                    WHEN '*' THEN '' ELSE current_setting('grainledger.region', true) END, 'p-'], NULL)
    END;
