-- Bearer tokens: only their SHA-256 is kept; a grant is never changed, a revocation is a row of its own.
SET LOCAL lock_timeout = '2s';

CREATE TABLE token_grant (
    digest bytea CONSTRAINT token_grant_pkey PRIMARY KEY CONSTRAINT token_digest_is_sha256 CHECK (octet_length(digest) = 32),
    name text NOT NULL CONSTRAINT token_name_unique UNIQUE,
    organization text NOT NULL,
    role text NOT NULL,
    region text NOT NULL,
    granted_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE token_revocation (
    name text CONSTRAINT token_revocation_pkey PRIMARY KEY
        CONSTRAINT token_revocation_grant_fkey REFERENCES token_grant (name),
    revoked_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER token_grant_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON token_grant
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER token_revocation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON token_revocation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
