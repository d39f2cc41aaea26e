import Custody
import CustodyStore
public import Operations
import Postgres

extension Bureau {
    /// The ledger the surfaces stand on.
    public var ledger: Ledger {
        let reads = LedgerReads(pool: pool)
        let tokens = Tokens(pool: pool)
        let committer = committer
        let pool = pool
        return Ledger(
            submit: { await committer.submit($0) },
            find: { key, actor throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await reads.find(key, for: actor) }
            },
            list: { kind, actor, after, limit throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    try await reads.list(kind, for: actor, after: after, limit: limit)
                }
            },
            trace: { batch, direction, actor throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    guard try await reads.find(.batch(batch), for: actor) != nil else { return [] }
                    return try await reads.trace(batch, direction)
                }
            },
            balance: { scope, actor throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    guard try await Self.mayBalance(scope, actor, reads) else { return nil }
                    return try await reads.balance(scope)
                }
            },
            dossier: { batch, actor throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    guard try await reads.find(.batch(batch), for: actor) != nil else { return nil }
                    return try await DossierReads(pool: pool).dossier(batch.text)
                }
            },
            signIn: { token throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await tokens.actor(for: token) }
            })
    }

    /// A balance is open for one's own batches and site, and for the regions one answers for.
    private static func mayBalance(_ scope: BalanceScope, _ actor: Actor, _ reads: LedgerReads)
        async throws(PostgresError) -> Bool
    {
        switch (scope, actor.role) {
        case (_, .administrator): return true
        case (.batch(let code), _): return try await reads.find(.batch(BatchCode(code)), for: actor) != nil
        case (.granary(let code), .officer), (.granary(let code), .auditor):
            return try await reads.find(.organization(OrganizationCode(code)), for: actor) != nil
        case (.granary(let code), _): return actor.organization.text == code
        case (.region(let prefix), .officer), (.region(let prefix), .auditor): return prefix.hasPrefix(actor.region)
        case (.region, _): return false
        }
    }

    private static func asked<Value>(_ body: () async throws(PostgresError) -> Value) async throws(LedgerFault) -> Value
    {
        do {
            return try await body()
        } catch {
            throw .away
        }
    }
}
