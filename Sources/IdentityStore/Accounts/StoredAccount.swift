import Identity
import Postgres
import Rules

/// An account as sign-in reads it, in one round trip; or that there is none.
struct StoredAccount: Sendable {
    let name: String
    let hash: PasswordHash?
    let membership: String
    let displayName: String
    let factor: StoredFactor?
    /// The end of a first password; `nil` for one that its owner chose.
    let firstUntil: Timestamp?

    /// The statement that looks an account up by its folded name.
    static func select(_ name: String) -> PostgresStatement {
        """
        SELECT account.name, account.password_hash, account.membership::text,
            coalesce(person_detail.name, person.alias), second_factor.secret, second_factor.algorithm,
            second_factor.digits, second_factor.last_step, account.first_until
        FROM account JOIN membership ON membership.number = account.membership
        JOIN person ON person.number = membership.person
        LEFT JOIN person_detail ON person_detail.person = person.number
        LEFT JOIN second_factor ON second_factor.account = account.name AND second_factor.kind = 'totp'
        WHERE account.name = \(name)
        """
    }

    init(_ row: PostgresRow, _ key: FactorKey) throws(PostgresError) {
        name = try row.text(0)
        hash = try row.textIfPresent(1).flatMap { PasswordHash(stored: $0) }
        membership = try row.text(2)
        displayName = try row.text(3)
        firstUntil = try row.timestampIfPresent(8).map { Timestamp($0) }
        guard let sealed = try row.bytesIfPresent(4) else {
            factor = nil
            return
        }
        let algorithm = try row.text(5)
        let digits = Int(try row.int8(6))
        let step = try row.int8IfPresent(7)
        guard let secret = key.open(sealed, for: name),
            let authenticator = Authenticator.Algorithm(rawValue: algorithm).flatMap({
                Authenticator(key: secret, algorithm: $0, digits: digits)
            })
        else {
            throw PostgresError(.decoding, "the second factor of an account does not open with this key")
        }
        factor = StoredFactor(authenticator: authenticator, lastStep: step)
    }
}

/// The second factor of an account.
struct StoredFactor: Sendable {
    let authenticator: Authenticator
    let lastStep: Int64?
}
