import Custody
import CustodyStore
import IdentityStore
public import Operations
import Postgres
import Rules

extension Bureau {
    /// The way into the book that surfaces have: whoever does not say by what right he acts is denied.
    public var submit: @Sendable (Submission) async -> Answer {
        let committer = committer
        return gatehouse.guarded { await committer.submit($0) }
    }

    /// The ledger the surfaces stand on.
    public var ledger: Ledger {
        let reads = LedgerReads(pool: pool, replays: replays, clock: clock, lineage: lineage)
        let submit = submit
        return Ledger(
            submit: submit,
            find: { resource, code, actor, asOf throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    try await reads.find(resource, code, for: actor, asOf: asOf)
                }
            },
            list: { query, actor throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await reads.page(query, for: actor) }
            },
            facet: { field, query, actor throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    try await reads.facet(of: field, in: query, for: actor)
                }
            },
            trace: { batch, direction, actor, asOf throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    guard try await reads.find(.batches, batch.text, for: actor, asOf: asOf) != nil else { return nil }
                    return try await reads.trace(batch, direction, for: actor, asOf: asOf)
                }
            },
            recall: { question, actor throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await reads.recall(question, for: actor) }
            },
            balance: { scope, actor, asOf throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    guard try await Self.mayBalance(scope, actor, reads) else { return nil }
                    return try await reads.balance(scope, for: actor, asOf: asOf)
                }
            },
            dossier: { batch, actor, asOf throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    guard try await reads.find(.batches, batch.text, for: actor, asOf: asOf) != nil else { return nil }
                    return try await reads.dossier(batch.text, for: actor, asOf: asOf)
                }
            },
            effect: { edition, season, actor throws(LedgerFault) in
                guard [.officer, .auditor, .administrator].contains(actor.role) else { return nil }
                return try await Self.asked { () throws(PostgresError) in
                    try await reads.effect(of: edition, on: season, for: actor)
                }
            })
    }

    /// A balance is open for one's own batches, bins and sites, and for the regions one answers for; the whole book's
    /// for the administrator, and for who answers for all regions.
    private static func mayBalance(_ scope: BalanceScope, _ actor: Actor, _ reads: LedgerReads)
        async throws(PostgresError) -> Bool
    {
        if actor.role == .administrator { return true }
        let isOverseer = actor.role == .officer || actor.role == .auditor
        switch scope {
        case .batch(let code): return try await reads.find(.batches, code, for: actor) != nil
        case .bin(let code): return try await reads.find(.bins, code, for: actor) != nil
        case .site(let code): return try await mayBalance(.granary(String(code.prefix(18))), actor, reads)
        case .granary(let code):
            if !isOverseer { return actor.organization.text == code }
            return try await reads.find(.organizations, code, for: actor) != nil
        case .region(let prefix): return isOverseer && prefix.hasPrefix(actor.region)
        case .whole: return isOverseer && actor.region.isEmpty
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
