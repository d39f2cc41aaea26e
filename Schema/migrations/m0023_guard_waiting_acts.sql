-- What waits for a second person, and the audit, are read like the book: by the role of readers, row by row, for whom the
-- transaction names (docs/decisions/0009). Whoever owns the tables sees none of it without taking a role on.
SET LOCAL lock_timeout = '2s';

-- Who handed an act in stands with it, so that nobody who may read it needs the register of persons beside it.
ALTER TABLE pending_act ADD COLUMN person uuid, ADD COLUMN organization text;
ALTER TABLE pending_act DISABLE TRIGGER pending_act_settled_once;
UPDATE pending_act SET person = membership.person, organization = membership.organization
FROM membership WHERE membership.number = pending_act.membership;
-- The deferred checks of the rows just updated have to be over before the table is altered.
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE pending_act ENABLE TRIGGER pending_act_settled_once;
-- Ties are written as organisation, site, region, consignor, carrier, consignee, each empty when nothing is tied; an empty
-- owner is somebody who is not known, so that an act without an organisation is not open to all of a region.
ALTER TABLE pending_act
    ALTER COLUMN person SET NOT NULL,
    ALTER COLUMN organization SET NOT NULL,
    ADD CONSTRAINT pending_act_person_fkey FOREIGN KEY (person) REFERENCES person (number),
    ADD COLUMN seen_by text[] NOT NULL GENERATED ALWAYS AS (sight_marks(
        ARRAY[nullif(split_part(ties, ' ', 3), '')],
        ARRAY['', organization, split_part(ties, ' ', 1), split_part(ties, ' ', 4), split_part(ties, ' ', 5),
            split_part(ties, ' ', 6)])) STORED;
CREATE INDEX pending_act_seen_idx ON pending_act USING gin (seen_by);
ALTER TABLE pending_act ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON pending_act TO grainledger_writer;
CREATE POLICY writing ON pending_act TO grainledger_writer USING (current_user = 'grainledger_writer')
    WITH CHECK (current_user = 'grainledger_writer');
GRANT SELECT ON pending_act TO grainledger_reader;
CREATE POLICY reading ON pending_act FOR SELECT TO grainledger_reader USING (seen_by && (SELECT sight_keys()));

-- A note has the region of who did something; one of nobody known is every auditor's.
ALTER TABLE audit_event ADD COLUMN seen_by text[] NOT NULL
    GENERATED ALWAYS AS (sight_marks(ARRAY[nullif(region, '')], ARRAY[''])) STORED;
CREATE INDEX audit_event_seen_idx ON audit_event USING gin (seen_by);
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- Notes are written in the transactions that they tell of, by whoever has the right to the table; reading takes a role.
CREATE POLICY noting ON audit_event FOR INSERT WITH CHECK (true);
-- What is old enough to go is all that a removal finds, and it needs to see nothing.
CREATE POLICY leaving ON audit_event FOR DELETE USING (at < now() - interval '6 months');
GRANT SELECT ON audit_event TO grainledger_reader;
CREATE POLICY auditing ON audit_event FOR SELECT TO grainledger_reader USING (
    current_setting('grainledger.role', true) IN ('auditor', 'administrator') AND seen_by && (SELECT sight_keys())
    OR seen_by && (SELECT register_keys()));
