package import Custody

extension Book {
    /// Canonical JSON of an aggregate, as its projection stores it; `nil` when the book has none.
    package func document(for key: AggregateKey) throws -> [UInt8]? { try aggregate(key)?.document() }

    /// Puts a stored aggregate into the book.
    package mutating func load(_ json: [UInt8], for key: AggregateKey) throws {
        set(key, try Aggregate(key.kind, json: json))
    }

    /// Every aggregate in the book.
    package var keys: [AggregateKey] {
        var keys: [AggregateKey] = []
        keys += organizations.keys.map { .organization($0) }
        keys += bins.keys.map { .bin($0) }
        keys += scales.keys.map { .scale($0) }
        keys += parcels.keys.map { .parcel($0) }
        keys += samples.keys.map { .sample($0) }
        keys += testRuns.keys.map { .testRun($0) }
        keys += reports.keys.map { .report($0) }
        keys += reinspections.keys.map { .reinspection($0) }
        keys += batches.keys.map { .batch($0) }
        keys += manifests.keys.map { .manifest($0) }
        keys += disposals.keys.map { .disposal($0) }
        keys += bureauReports.keys.map { .bureauReport($0) }
        return keys.sorted()
    }
}
