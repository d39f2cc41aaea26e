-- Files that somebody hands in, while they are read and booked (docs/decisions/0028): what is under way is seen on every instance, found
-- again, and gone on with after a break. What was booked is in the book; these rows go a week after they were last touched.
SET LOCAL lock_timeout = '2s';

CREATE TABLE import_job (
    id uuid CONSTRAINT import_job_pkey PRIMARY KEY,
    holder text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL CONSTRAINT import_job_fingerprint_is_sha256 CHECK (octet_length(fingerprint) = 32),
    phase text NOT NULL CONSTRAINT import_job_phase_known CHECK (phase IN ('previewing', 'previewed', 'booking', 'booked')),
    begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    broke_off boolean NOT NULL DEFAULT false,
    acts integer NOT NULL DEFAULT 0,
    done integer NOT NULL DEFAULT 0,
    outcome text NOT NULL DEFAULT '{}',
    CONSTRAINT import_job_key_unique UNIQUE (holder, key),
    CONSTRAINT import_job_counts CHECK (acts >= 0 AND done BETWEEN 0 AND acts)
);
COMMENT ON COLUMN import_job.holder IS 'number of the person who handed in, or name of the import office''s token; nobody else is told of it';
COMMENT ON COLUMN import_job.changed_at IS 'moves while it is worked on: one that stands still under way has lost its server';
CREATE INDEX import_job_changed_idx ON import_job (changed_at);

-- Rows of stations and granaries hold names: files sent go when they are booked, all of it goes with the job.
CREATE TABLE import_file (
    job uuid NOT NULL CONSTRAINT import_file_job_fkey REFERENCES import_job (id) ON DELETE CASCADE,
    is_rejected boolean NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT import_file_pkey PRIMARY KEY (job, is_rejected, number)
);
COMMENT ON COLUMN import_file.is_rejected IS 'true: the rows that did not go in, in the layout of their file, with the reason';
