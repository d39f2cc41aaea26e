-- A granary sees the samples drawn of its grain, and with them reports, re-inspections and verdicts (domain.md §5); rivals of
-- the region do not, also before a laboratory has them. A scale lies where its owner does. (docs/decisions/0009)
SET LOCAL lock_timeout = '2s';

-- A sample of a batch is somebody's from the beginning: an empty owner is one who is not known here.
DROP POLICY reading ON sample;
ALTER TABLE sample DROP COLUMN seen_by;
ALTER TABLE sample ADD COLUMN seen_by text[] NOT NULL GENERATED ALWAYS AS (sight_marks(
    ARRAY[body ->> 'county'],
    ARRAY[body ->> 'laboratory', CASE WHEN body #> '{subject,batch}' IS NOT NULL THEN '' END])) STORED;
CREATE INDEX sample_seen_idx ON sample USING gin (seen_by);
CREATE POLICY reading ON sample FOR SELECT TO grainledger_reader USING (
    seen_by && (SELECT sight_keys())
    OR EXISTS (SELECT FROM batch WHERE batch.code = sample.body #>> '{subject,batch,_0}'));

-- Whoever sees its owner in the register sees the scale.
DROP POLICY registering ON scale;
ALTER POLICY reading ON scale USING (
    (SELECT sight_keys()) = ARRAY['*']
    OR EXISTS (SELECT FROM organization WHERE organization.code = scale.body ->> 'owner'));
