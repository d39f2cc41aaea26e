-- What is open is little, however much was closed: what is due and overdue is read from these, and not by replaying all records.
SET LOCAL lock_timeout = '2s';

CREATE INDEX manifest_open_idx ON manifest (code) WHERE body ->> 'state' IN ('departed', 'arrived', 'refused');
CREATE INDEX disposal_open_idx ON disposal (code) WHERE NOT body ? 'certificate' AND NOT body ? 'withdrawnAt';
CREATE INDEX reinspection_open_idx ON reinspection (code) WHERE NOT body ? 'outcome';
CREATE INDEX sample_collected_idx ON sample (code) WHERE body ->> 'state' = 'collected';
CREATE INDEX batch_frozen_idx ON batch (code) WHERE body -> 'frozenBy' <> '[]';
CREATE INDEX holding_lying_idx ON holding (place) WHERE mass_g > 0;
-- What was tested in a season, for the effect of another edition of the limits.
CREATE INDEX sample_season_idx ON sample ((body ->> 'season')) WHERE body ->> 'state' = 'tested';
