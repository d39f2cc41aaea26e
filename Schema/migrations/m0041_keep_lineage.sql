-- Where the grain of each batch came from, in numbers: what a graph in memory is made of and kept up from, and what a recursive query
-- walks where there is none. It follows the documents of the batches by triggers, so that nobody can forget it (docs/decisions/0030).
SET LOCAL lock_timeout = '2s';

ALTER TABLE batch ADD COLUMN number integer NOT NULL GENERATED ALWAYS AS IDENTITY;
CREATE UNIQUE INDEX batch_number_idx ON batch (number);
-- Parcels count downwards: the sign of a source says what it is.
ALTER TABLE parcel ADD COLUMN number integer NOT NULL
    GENERATED ALWAYS AS IDENTITY (START WITH -1 INCREMENT BY -1 MINVALUE -2147483648 MAXVALUE -1);
CREATE UNIQUE INDEX parcel_number_idx ON parcel (number);

CREATE TABLE lineage (
    batch integer NOT NULL CONSTRAINT lineage_batch_numbered CHECK (batch > 0),
    source integer NOT NULL,
    -- Zero for what turned out to be no source: a row that went away could not tell that it did.
    mass_g bigint NOT NULL CONSTRAINT lineage_mass_not_negative CHECK (mass_g >= 0),
    -- The transaction that wrote the row: who has read everything before it needs no more than the rows from it on.
    changed_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT lineage_pkey PRIMARY KEY (batch, source) INCLUDE (mass_g)
);
CREATE INDEX lineage_source_idx ON lineage (source, batch) INCLUDE (mass_g);
CREATE INDEX lineage_changed_idx ON lineage (changed_by);

-- The sources that a document of a batch names. One that is not there has no number, and the row is refused.
CREATE FUNCTION sources_of(body jsonb) RETURNS TABLE (source integer, mass_g bigint) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT (SELECT batch.number FROM batch WHERE batch.code = part.key), part.value::bigint
    FROM jsonb_each_text(body -> 'parents') AS part
    UNION ALL
    SELECT (SELECT parcel.number FROM parcel WHERE parcel.code = part.key), part.value::bigint
    FROM jsonb_each_text(body -> 'sources') AS part;
END;

CREATE FUNCTION keep_lineage_of_new() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp SET jit = off AS $$
BEGIN
    INSERT INTO lineage (batch, source, mass_g)
    SELECT added.number, part.source, part.mass_g FROM added, sources_of(added.body) AS part;
    RETURN NULL;
END $$;
CREATE TRIGGER lineage_of_new AFTER INSERT ON batch
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_lineage_of_new();

CREATE FUNCTION keep_lineage() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp SET jit = off AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO lineage (batch, source, mass_g) SELECT NEW.number, part.source, part.mass_g FROM sources_of(NEW.body) AS part
        ON CONFLICT (batch, source) DO UPDATE SET mass_g = excluded.mass_g, changed_by = excluded.changed_by
        WHERE lineage.mass_g <> excluded.mass_g;
    END IF;
    UPDATE lineage SET mass_g = 0, changed_by = pg_current_xact_id()
    WHERE batch = OLD.number AND mass_g <> 0
        AND (TG_OP = 'DELETE' OR source NOT IN (SELECT part.source FROM sources_of(NEW.body) AS part));
    RETURN NULL;
END $$;
-- A movement changes neither, and pays for no more than being asked.
CREATE TRIGGER lineage_of_changed AFTER UPDATE OF body ON batch FOR EACH ROW
    WHEN (OLD.body -> 'parents' IS DISTINCT FROM NEW.body -> 'parents'
        OR OLD.body -> 'sources' IS DISTINCT FROM NEW.body -> 'sources')
    EXECUTE FUNCTION keep_lineage();
CREATE TRIGGER lineage_of_removed AFTER DELETE ON batch FOR EACH ROW EXECUTE FUNCTION keep_lineage();

-- What the documents say, and what of it is not so in the table.
CREATE VIEW lineage_difference WITH (security_invoker = true) AS
    SELECT batch, source, COALESCE(said.mass_g, 0) AS said_g, COALESCE(stored.mass_g, 0) AS stored_g
    FROM (SELECT batch.number AS batch, part.source, part.mass_g FROM batch, sources_of(batch.body) AS part) AS said
        FULL JOIN lineage AS stored USING (batch, source)
    WHERE COALESCE(said.mass_g, 0) <> COALESCE(stored.mass_g, 0);

-- Makes the table what the documents say; for the owner, to whom the rows are shown meanwhile.
CREATE FUNCTION renew_lineage() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp SET jit = off AS $$
BEGIN
    INSERT INTO lineage (batch, source, mass_g) SELECT batch, source, said_g FROM lineage_difference
    ON CONFLICT (batch, source) DO UPDATE SET mass_g = excluded.mass_g, changed_by = excluded.changed_by;
END $$;
REVOKE ALL ON FUNCTION renew_lineage() FROM PUBLIC;

ALTER TABLE batch NO FORCE ROW LEVEL SECURITY;
ALTER TABLE parcel NO FORCE ROW LEVEL SECURITY;
SELECT renew_lineage();
ALTER TABLE batch FORCE ROW LEVEL SECURITY;
ALTER TABLE parcel FORCE ROW LEVEL SECURITY;

REVOKE ALL ON lineage, lineage_difference FROM PUBLIC;
ALTER TABLE lineage ENABLE ROW LEVEL SECURITY;
ALTER TABLE lineage FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON lineage TO grainledger_writer;
CREATE POLICY writing ON lineage TO grainledger_writer USING (current_user = 'grainledger_writer')
    WITH CHECK (current_user = 'grainledger_writer');
GRANT SELECT ON lineage, lineage_difference TO grainledger_replayer;
CREATE POLICY replaying ON lineage FOR SELECT TO grainledger_replayer USING (current_user = 'grainledger_replayer');
GRANT SELECT ON lineage TO grainledger_tracer;
-- All of it, whoever asks: what one question reads of it is kept for those of all others, and it names nobody.
CREATE POLICY tracing ON lineage FOR SELECT TO grainledger_tracer USING (current_user = 'grainledger_tracer');
