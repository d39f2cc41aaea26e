-- What m0020 did for answers, leaves and legs, for findings and disclosures too: the record they name has to be there when the
-- statement that adds them ends. A foreign key asked for each row at the commit, and locked the record's row for it. Records are
-- never removed, findings never changed, and of a disclosure only its value can be erased (m0003), so what is asked once holds.
SET LOCAL lock_timeout = '2s';

ALTER TABLE finding DROP CONSTRAINT finding_record_fkey;
CREATE TRIGGER finding_record_fkey AFTER INSERT ON finding
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_record_named();
ALTER TABLE disclosure DROP CONSTRAINT disclosure_record_fkey;
CREATE TRIGGER disclosure_record_fkey AFTER INSERT ON disclosure
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_record_named();

-- A parcel is written again with its samples and their verdict, a sample with receipt and report. With room in the page for the
-- next version no index has to be touched.
ALTER TABLE parcel SET (fillfactor = 50);
ALTER TABLE sample SET (fillfactor = 50);
