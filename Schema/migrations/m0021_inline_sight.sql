-- The keys of whoever asks as single expressions without a pinned path: PostgreSQL then takes them into the statement, instead of
-- planning their bodies anew in every statement that a policy guards. A body after RETURN is bound when it is made, so that no
-- search_path of whoever asks can change what it calls. What they answer is what m0010 says.
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
        WHEN current_setting('grainledger.role', true) IN ('carrier', 'facility') THEN
            array_remove(ARRAY['o' || nullif(current_setting('grainledger.organization', true), '')], NULL)
        WHEN current_setting('grainledger.role', true) IN ('station', 'granary') THEN
            array_remove(ARRAY[
                'o' || nullif(current_setting('grainledger.organization', true), ''),
                'p' || CASE current_setting('grainledger.region', true)
                    WHEN '*' THEN '' ELSE current_setting('grainledger.region', true) END, 'p-'], NULL)
    END;

CREATE OR REPLACE FUNCTION register_keys() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE
        WHEN current_setting('grainledger.role', true) = 'registrar'
            AND current_setting('grainledger.region', true) <> ''
        THEN ARRAY[
            'r' || CASE current_setting('grainledger.region', true)
                WHEN '*' THEN '' ELSE current_setting('grainledger.region', true) END, 'r-']
    END;
