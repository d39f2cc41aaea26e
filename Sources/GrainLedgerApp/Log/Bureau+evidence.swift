import CustodyStore
import Evidence
import LogStore
public import Operations
import Postgres

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
                try await ProofWait(bell: bell, stopwatch: .started()).proof(within: .seconds(seconds)) {
                    () throws(LedgerFault) in
                    try await asked { () throws(PostgresError) in
                        EvidenceLog.Proof(try await reads.proof(of: record))
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
