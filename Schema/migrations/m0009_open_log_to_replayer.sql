-- The right in which the log reads the book (docs/decisions/0018).
SET LOCAL lock_timeout = '2s';

-- Whoever compares all records with their leaves does so as replayer: forced row security hides every record from an owner
-- who is no superuser.
GRANT SELECT ON leaf, leaf_pending, stream, log_tile, log_state, log_checkpoint, log_key, log_examination
    TO grainledger_replayer;

-- m0007 asked as owner whether there were records, and such an owner saw none: the backfill has to look again.
DO $$
DECLARE
    complete boolean;
BEGIN
    PERFORM set_config('role', 'grainledger_replayer', true);
    complete := NOT EXISTS (
        SELECT FROM record
        WHERE NOT EXISTS (SELECT FROM leaf WHERE leaf.record_id = record.id)
            AND NOT EXISTS (SELECT FROM leaf_pending WHERE leaf_pending.record_id = record.id));
    PERFORM set_config('role', 'none', true);
    UPDATE log_state SET is_complete = false WHERE is_complete AND NOT complete;
END $$;
