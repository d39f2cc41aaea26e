import Custody
import CustodyStore
import Evidence
import LogStore
public import Operations
import Postgres
import ServiceLifecycle

extension Bureau {
    /// The published log the surfaces stand on.
    public var evidence: EvidenceLog {
        let reads = LogReads(pool: pool)
        let bell = checkpoints
        return EvidenceLog(
            resource: { path throws(LedgerFault) in
                try await asked { () throws(PostgresError) in try await reads.resource(path) }
            },
            proof: { record, seconds throws(LedgerFault) in
                try await CheckpointWait(bell: bell, stopwatch: .started()).proof(within: .seconds(seconds)) {
                    () throws(LedgerFault) in
                    try await asked { () throws(PostgresError) in
                        EvidenceLog.Proof(try await reads.proof(of: record))
                    }
                }
            },
            status: { () throws(LedgerFault) in
                try await asked { () throws(PostgresError) in try await reads.status() }
            },
            dossier: { batch, actor throws(LedgerFault) in try await pack(batch, for: actor) },
            news: { place, actor, seconds throws(LedgerFault) in
                // A service that goes down waits for nobody who waits.
                let found = await cancelWhenGracefulShutdown {
                    try? await news(after: place, for: actor, within: seconds)
                }
                guard let found, seconds == 0 || !Task.isShuttingDownGracefully else { throw .away }
                return found
            })
    }

    /// What was published after a place, as soon as there is something that the actor may see.
    private func news(after place: Int64?, for actor: Actor, within seconds: Int) async throws(PostgresError) -> News {
        let log = LogReads(pool: pool)
        let book = LedgerReads(pool: pool)
        var place = place
        return try await CheckpointWait(bell: checkpoints, stopwatch: .started()).first(within: .seconds(seconds)) {
            () throws(PostgresError) in
            let (ids, next) = try await log.records(from: place)
            let records = ids.isEmpty ? [] : try await book.headlines(of: ids, for: actor)
            let isNothing = place != nil && records.isEmpty
            place = next
            return (News(position: next, records: records), isWorthWaiting: isNothing)
        }
    }
}

extension EvidenceLog.Proof {
    fileprivate init(_ proof: RecordProof) {
        switch proof {
        case .missing: self = .missing
        case .pending: self = .pending
        case .proven(let proof): self = .proven(proof.bytes)
        }
    }
}

private func asked<Value>(_ body: () async throws(PostgresError) -> Value) async throws(LedgerFault) -> Value {
    do {
        return try await body()
    } catch {
        throw .away
    }
}
