public import Custody
import Foundation
public import Operations
public import Postgres
public import Rules

extension LedgerReads {
    /// The graph of a batch, masked where the actor may not look; `nil` for missing and foreign alike.
    public func trace(_ code: BatchCode, _ direction: TraceDirection, for actor: Actor, asOf: Timestamp? = nil)
        async throws(PostgresError) -> Trace?
    {
        let rows = try await lineage(of: code, direction, for: actor, asOf: asOf)
            .map { row throws(PostgresError) in
                guard let row = try? MaskedLineage.Row(row) else {
                    throw PostgresError(.decoding, "a batch cannot be read")
                }
                return row
            }
        guard rows.contains(where: { $0.code == code && $0.isSeen }) else { return nil }
        let lineage = MaskedLineage(rows)
        return Trace(of: code, direction, in: lineage.batches, masked: lineage.masked)
    }

    private func lineage(of code: BatchCode, _ direction: TraceDirection, for actor: Actor, asOf: Timestamp?)
        async throws(PostgresError) -> [PostgresRow]
    {
        let masked = MaskedLineage.rows(seenBy: actor)
        if asOf != nil {
            let reach = try Reach.documents(code, direction, in: try await tables(asOf: asOf))
            return try await trace("\(reach) \(masked)", for: actor, isLong: true)
        }
        let start = Reach.number(of: code)
        // The parcels of the traced batch are told whatever the direction.
        return try await walked(from: start, direction == .up ? [.up] : [.up, .down], for: actor, asking: masked)
    }
}

extension MaskedLineage.Row {
    fileprivate init(_ row: PostgresRow) throws {
        let body = try row.jsonIfPresent(2).map { try JSONDecoder().decode(Batch.self, from: Data($0)) }
        self.init(code: BatchCode(try row.text(0)), isSeen: try row.bool(1), body: body)
    }
}
