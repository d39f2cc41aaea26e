-- The audit is asked by days; its rows lie in the order of their time, so that a summary of blocks finds them.
SET LOCAL lock_timeout = '2s';

CREATE INDEX audit_event_at_idx ON audit_event USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
