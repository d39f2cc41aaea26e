-- What stands for the words of a waiting act covered the names that go with it, and outlived their erasure: who guesses could have found
-- them again. From now on it is made without them; old ones are replaced by what tells nothing (docs/decisions/0026).
SET LOCAL lock_timeout = '2s';

ALTER TABLE pending_act DISABLE TRIGGER pending_act_settled_once;
UPDATE pending_act SET fingerprint = sha256(convert_to(id::text, 'UTF8'));
ALTER TABLE pending_act ENABLE TRIGGER pending_act_settled_once;
