import Evidence
import LogStore
public import Operations
import Postgres

extension Bureau {
    /// The published log the surfaces stand on.
    public var evidence: EvidenceLog {
        let reads = LogReads(pool: pool)
        return EvidenceLog(
            resource: { path throws(LedgerFault) in
                try await asked { () throws(PostgresError) in try await reads.resource(path) }
            },
            proof: { record, seconds throws(LedgerFault) in
                try await asked { () throws(PostgresError) in
                    let limit = ContinuousClock.now + .seconds(seconds)
                    while true {
                        let proof = EvidenceLog.Proof(try await reads.proof(of: record))
                        guard proof == .pending, ContinuousClock.now < limit, !Task.isCancelled else { return proof }
                        try? await Task.sleep(for: .milliseconds(100))
                    }
                }
            },
            status: { () throws(LedgerFault) in
                try await asked { () throws(PostgresError) in try await reads.status() }
            },
            dossier: { batch, actor throws(LedgerFault) in try await pack(batch, for: actor) })
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
