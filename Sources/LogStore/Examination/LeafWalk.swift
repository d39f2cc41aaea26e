import Evidence
import Operations
import Postgres

/// Goes through all leaves and records once: each record has its leaf, each leaf the record it was made of, each batch its
/// numbers.
struct LeafWalk {
    let kinds: Set<String>
    private(set) var faults: [LogFault] = []
    private var places: [StreamTag: [Int: [String]]] = [:]

    init(kinds: Set<String>) { self.kinds = kinds }

    /// Leaves read in one statement.
    private static let page = 2_000

    mutating func run(to size: Int, on connection: PostgresConnection) async throws(PostgresError) {
        var expected: Int64 = 0
        while expected < size {
            let rows = try await connection.query(
                """
                SELECT leaf_index, record_id::text, entry, record.digest, sha256(convert_to(record.body, 'UTF8')), record.kind
                FROM leaf LEFT JOIN record ON record.id = leaf.record_id
                WHERE leaf_index >= \(expected) ORDER BY leaf_index LIMIT \(Self.page)
                """
            ).rows
            for row in rows {
                let index = try row.int8(0)
                while expected < min(index, Int64(size)) {
                    faults.append(.leafMissing(expected))
                    expected += 1
                }
                try take(row, index)
                expected = index + 1
            }
            if rows.count < Self.page {
                while expected < size {
                    faults.append(.leafMissing(expected))
                    expected += 1
                }
            }
        }
        try await takePending(on: connection)
        try await compareStreams(on: connection)
    }

    private mutating func takePending(on connection: PostgresConnection) async throws(PostgresError) {
        let found = try await connection.pipeline([
            """
            SELECT leaf_pending.id, record_id::text, entry, record.digest, sha256(convert_to(record.body, 'UTF8')), record.kind
            FROM leaf_pending JOIN record ON record.id = record_id
            """,
            """
            SELECT id::text FROM record
            WHERE NOT EXISTS (SELECT 1 FROM leaf WHERE leaf.record_id = record.id)
                AND NOT EXISTS (SELECT 1 FROM leaf_pending WHERE leaf_pending.record_id = record.id)
            ORDER BY seq
            """,
        ])
        for row in found[0].rows { try take(row, nil) }
        for row in found[1].rows { faults.append(.recordWithoutLeaf(try row.text(0))) }
    }

    private mutating func take(_ row: PostgresRow, _ index: Int64?) throws(PostgresError) {
        let record = try row.textIfPresent(1)
        let bytes = try row.bytes(2)
        let entry: LeafEntry
        do throws(EntryFault) {
            entry = try LeafEntry(bytes)
        } catch {
            faults.append(.entryUnreadable(record, index: index, error))
            return
        }
        for place in entry.places { places[place.tag, default: [:]][place.number, default: []].append(record ?? "") }
        if !kinds.contains(entry.kind) { faults.append(.kindUnknown(record, index: index, entry.kind)) }
        // A record lost in a restore: the log knows its digest, and nobody its content.
        guard record != nil, let stored = try row.bytesIfPresent(3), let computed = try row.bytesIfPresent(4)
        else { return }
        let kind = try row.text(5)
        if entry.digest.bytes != stored || stored != computed || kind != entry.kind {
            faults.append(.recordDiffers(record, index: index))
        }
    }

    private mutating func compareStreams(on connection: PostgresConnection) async throws(PostgresError) {
        let rows = try await connection.query("SELECT batch, secret, last_number FROM stream ORDER BY batch").rows
        for row in rows {
            let batch = try row.text(0)
            guard let secret = StreamSecret(bytes: try row.bytes(1)) else { continue }
            let met = places.removeValue(forKey: StreamTag(secret: secret, subject: batch)) ?? [:]
            for gap in Self.gaps(met, upTo: Int(try row.int8(2))) {
                let records = gap.numbers.flatMap { met[$0] ?? [] }.filter { !$0.isEmpty }
                faults.append(.streamGap(batch: batch, gap, records: records.joined(separator: " ")))
            }
        }
    }

    private static func gaps(_ met: [Int: [String]], upTo last: Int) -> [StreamGap] {
        var gaps: [StreamGap] = (1...max(1, last)).filter { met[$0] == nil }.map { .missing($0...$0) }
        for (number, records) in met.sorted(by: { $0.key < $1.key }) {
            if number > last {
                gaps.append(.beyond(number))
            } else if records.count > 1 {
                gaps.append(.repeated(number))
            }
        }
        return gaps
    }
}
