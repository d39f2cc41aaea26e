-- Once a cluster, as superuser. Give both a password by \password, which sends a hash of it and leaves none in a log.
-- The login of the service owns the tables and migrates; it reads and writes no row of the book in its own name, but in the
-- roles of roles.sql (docs/decisions/0009).
CREATE ROLE grainledger LOGIN NOINHERIT;
CREATE ROLE grainledger_backup LOGIN REPLICATION NOINHERIT;
CREATE DATABASE grainledger OWNER grainledger TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE grainledger, postgres, template1 FROM PUBLIC;
\connect grainledger
-- Of a database the owner is a member of the owner of its schema, and a login without INHERIT has nothing of that.
ALTER SCHEMA public OWNER TO grainledger;
