-- A credential may be bound to the certificate of the device that holds it: it then opens over a TLS connection with that
-- certificate alone (RFC 8705 §3, x5t#S256; docs/decisions/0022). Rows of before are bound to none, and stay so.
SET LOCAL lock_timeout = '2s';

ALTER TABLE credential_grant ADD COLUMN certificate_fingerprint bytea
    CONSTRAINT credential_fingerprint_is_sha256 CHECK (octet_length(certificate_fingerprint) = 32);
COMMENT ON COLUMN credential_grant.certificate_fingerprint IS 'SHA-256 of the one certificate (DER) over which it opens; null: bound to none';
