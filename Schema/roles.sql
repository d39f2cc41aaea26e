-- For a superuser, once a cluster, where the user that runs `grainledger migrate` may not create roles:
--     psql --set=owner=NAME --file=Schema/roles.sql
-- NAME is that user. On PostgreSQL 15 it should be NOINHERIT; on 16 and later the grants say it.
SELECT format('CREATE ROLE %I NOLOGIN NOINHERIT', wanted)
FROM unnest(ARRAY['grainledger_reader', 'grainledger_replayer', 'grainledger_tracer', 'grainledger_writer']) AS wanted
WHERE to_regrole(wanted) IS NULL
\gexec
SELECT format('GRANT %I TO %I', wanted, :'owner')
    || CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN ' WITH INHERIT FALSE, SET TRUE' ELSE '' END
FROM unnest(ARRAY['grainledger_reader', 'grainledger_replayer', 'grainledger_tracer', 'grainledger_writer']) AS wanted
\gexec
