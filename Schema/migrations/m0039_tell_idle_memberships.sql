-- Who left and is still let in is found by when a membership was last used: by a sign-in of its account, or by one of its credentials.
SET LOCAL lock_timeout = '2s';

CREATE FUNCTION membership_used_at(asked uuid) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, public, pg_temp
    RETURN greatest(
        (SELECT granted_at FROM membership WHERE membership.number = asked),
        (SELECT max(started_at) FROM session JOIN account ON account.name = session.account
            WHERE account.membership = asked),
        (SELECT max(last_used_at) FROM credential_use JOIN credential_grant USING (digest)
            WHERE credential_grant.membership = asked));
