import Custody
import Evidence
import Postgres

/// The streams of the batches a transaction has locked: their secrets, and the numbers given so far (evidence.md §4.7).
///
/// Counting is safe because whoever counts holds the batch's row; two transactions can only meet at the same batch, where
/// mass balance lets one wait for the other anyway. A batch that is not stored yet has no row: who comes second fails
/// over its code, and is tried again.
struct Streams {
    /// A stream's secret and the last number given.
    struct Counter: Sendable {
        let secret: StreamSecret
        var last: Int
    }
    private var counters: [String: Counter] = [:]
    private var counted: Set<String> = []

    /// Reads the streams of batches, after the batches were locked.
    static func select(_ batches: [String]) -> PostgresStatement {
        "SELECT batch, secret, last_number FROM stream WHERE batch = ANY(\(.textArray(batches)))"
    }

    /// Takes stored streams.
    mutating func take(_ rows: [PostgresRow]) throws(PostgresError) {
        for row in rows {
            let batch = try row.text(0)
            guard let secret = StreamSecret(bytes: try row.bytes(1)) else {
                throw PostgresError(.decoding, "stream of \(batch)")
            }
            counters[batch] = Counter(secret: secret, last: Int(try row.int8(2)))
        }
    }

    /// Takes a stream that is known from an earlier transaction; its batch has not been written since.
    mutating func take(_ counter: Counter, of batch: String) { counters[batch] = counter }

    /// The stream of a batch; `nil` when it has none.
    func counter(of batch: String) -> Counter? { counters[batch] }

    /// The next place in the stream of every batch that an effect changed or moved.
    mutating func places(of effect: (changed: Set<AggregateKey>, legs: [Leg])) -> [StreamPlace] {
        let changed = effect.changed.lazy.filter { $0.kind == .batch }.map(\.code)
        return Set(changed).union(effect.legs.lazy.map(\.batch.text)).sorted().map { next(of: $0) }
    }

    private mutating func next(of batch: String) -> StreamPlace {
        var counter = counters[batch] ?? Counter(secret: StreamSecret(), last: 0)
        counter.last += 1
        counters[batch] = counter
        counted.insert(batch)
        return StreamPlace(tag: StreamTag(secret: counter.secret, subject: batch), number: counter.last)
    }

    /// What has to be written back, in order of batch.
    var rows: [(batch: String, secret: [UInt8], last: Int64)] {
        counted.sorted().compactMap { batch in
            counters[batch].map { (batch, $0.secret.bytes, Int64($0.last)) }
        }
    }
}

/// Writes leaves where the sequencer finds them, and the counts of their streams: one statement a group.
enum LeafStatements {
    static func statement(
        for leaves: [(record: String, entry: [UInt8])], counting streams: Streams
    ) -> PostgresStatement {
        let rows = streams.rows
        return """
            WITH counted AS (
                INSERT INTO stream (batch, secret, last_number)
                SELECT batch, secret, last_number
                FROM unnest(
                    \(.textArray(rows.map(\.batch))), \(.byteaArray(rows.map(\.secret))), \(.int8Array(rows.map(\.last)))
                ) AS counted (batch, secret, last_number)
                ON CONFLICT (batch) DO UPDATE SET last_number = excluded.last_number
            )
            INSERT INTO leaf_pending (record_id, entry)
            SELECT id::uuid, entry
            FROM unnest(\(.textArray(leaves.map(\.record))), \(.byteaArray(leaves.map(\.entry))))
                WITH ORDINALITY AS leaf (id, entry, place) ORDER BY place
            """
    }
}
