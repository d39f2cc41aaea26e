-- Whether a picture is a signature is asked of all samples that name it: the same picture may be called a photograph elsewhere.
SET LOCAL lock_timeout = '2s';

CREATE INDEX sample_attachments ON sample USING gin ((body #> '{fieldRecord,attachments}') jsonb_path_ops)
    WHERE body ? 'fieldRecord';
