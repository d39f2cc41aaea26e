-- Whoever took a sample of a parcel sees it, from the beginning and for good; a granary of the county does not, also before a
-- laboratory has it: which field was sampled tells it where not to buy before there is a result. (docs/decisions/0009)
SET LOCAL lock_timeout = '2s';

-- A sample is somebody's from the beginning: an empty owner is one who is not known here.
DROP POLICY reading ON sample;
ALTER TABLE sample DROP COLUMN seen_by;
ALTER TABLE sample ADD COLUMN seen_by text[] NOT NULL GENERATED ALWAYS AS (sight_marks(
    ARRAY[body ->> 'county'], ARRAY['', body ->> 'laboratory', body ->> 'collectedBy'])) STORED;
CREATE INDEX sample_seen_idx ON sample USING gin (seen_by);
CREATE POLICY reading ON sample FOR SELECT TO grainledger_reader USING (
    seen_by && (SELECT sight_keys())
    OR EXISTS (SELECT FROM batch WHERE batch.code = sample.body #>> '{subject,batch,_0}')
    OR (SELECT current_setting('grainledger.role', true)) = 'facility'
        AND body #>> '{subject,batch,_0}' IN (SELECT disposal.body ->> 'batch' FROM disposal));
