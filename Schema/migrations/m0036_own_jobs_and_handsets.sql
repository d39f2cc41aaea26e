-- A job moves by the hand that has it: one that was taken for gone, and gone on with elsewhere, says nothing any more (docs/decisions/0028).
-- A name is a handset's own: who knows the name alone is not heard (docs/decisions/0027).
SET LOCAL lock_timeout = '2s';

ALTER TABLE import_job ADD COLUMN run integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN import_job.run IS 'counts the times it was taken on; who works on an earlier one has lost it';

ALTER TABLE handset ADD COLUMN secret_digest bytea
    CONSTRAINT handset_secret_digest_is_sha256 CHECK (octet_length(secret_digest) = 32);
COMMENT ON COLUMN handset.secret_digest IS 'SHA-256 of what it drew when it was first heard; NULL until one from before is heard again';

CREATE FUNCTION refuse_handset_takeover() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.name <> OLD.name OR NEW.secret_digest IS DISTINCT FROM OLD.secret_digest AND OLD.secret_digest IS NOT NULL THEN
        RAISE EXCEPTION 'a handset keeps its name and its secret'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handset_keeps_its_secret BEFORE UPDATE ON handset
    FOR EACH ROW EXECUTE FUNCTION refuse_handset_takeover();
