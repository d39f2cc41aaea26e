public import Custody
import Foundation
public import Rules

extension Ledger {
    /// How received and loaded weights differ over the trips an actor may see.
    ///
    /// - Parameters:
    ///   - first: only trips that departed on this day or later; `nil` for all.
    ///   - last: only trips that departed on this day or earlier; `nil` for all.
    ///   - region: only trips from this region, by prefix; `nil` for all.
    public func differences(
        from first: CivilDate? = nil, until last: CivilDate? = nil, in region: String? = nil, for actor: Actor,
        asOf: Timestamp? = nil
    ) async throws(LedgerFault) -> DifferenceAnalysis {
        var query = ListQuery(.manifests)
        query.limit = 500
        query.asOf = asOf
        if let first {
            query.conditions.append(.init(Self.departed, .atLeast(Timestamp(startOf: first).rfc3339)))
        }
        if let last {
            let end = Timestamp(Timestamp(startOf: last.adding(days: 1)).microseconds - 1)
            query.conditions.append(.init(Self.departed, .atMost(end.rfc3339)))
        }
        if let region { query.conditions.append(.init(Field("county", .region), .isOneOf([region]))) }
        var trips: [Manifest] = []
        let decoder = JSONDecoder()
        repeat {
            let page = try await list(query, actor)
            trips += page.documents.compactMap { try? decoder.decode(Manifest.self, from: Data($0.json)) }
            query.after = page.next
        } while query.after != nil
        return DifferenceAnalysis(trips)
    }

    private static let departed = Field("departedAt", .time)
}
