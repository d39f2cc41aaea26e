-- Persons of an OpenID provider as accounts (docs/decisions/0019): bound by an administrator, one provider's person to one
-- account, by the name the provider never gives to another. No e-mail address stands here, and none binds.
SET LOCAL lock_timeout = '2s';

CREATE TABLE account_link (
    issuer text NOT NULL CONSTRAINT account_link_issuer_form CHECK (issuer ~ '^https?://[!-~]+$'),
    subject text NOT NULL CONSTRAINT account_link_subject_form CHECK (subject ~ '^[ -~]{1,255}$'),
    account text NOT NULL CONSTRAINT account_link_account_fkey REFERENCES account (name),
    linked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    linked_by text NOT NULL,
    CONSTRAINT account_link_pkey PRIMARY KEY (issuer, subject),
    CONSTRAINT account_link_one_each UNIQUE (account, issuer)
);
COMMENT ON TABLE account_link IS 'whom of which provider an account lets in; removed when the bond ends, the audit tells of both';
