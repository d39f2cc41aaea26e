import Custody
import Foundation
import Postgres

extension Comparison {
    /// The book made of all records, and the records and movements that are marked for others than their fact concerns:
    /// who may read them hangs on those columns, and nothing else watches them.
    ///
    /// - Parameter progress: hears the number of records read, now and then.
    static func bookAndStrayMarks(on connection: PostgresConnection, progress: (Int) -> Void)
        async throws(PostgresError) -> (book: Book, differences: [Difference])
    {
        var book = Book()
        var differences: [Difference] = []
        var seen: Int64 = 0
        var read = 0
        while true {
            let rows = try await marked(after: seen, on: connection)
            for row in rows {
                seen = try row.int8(0)
                guard let body = try? JSONDecoder().decode(RecordBody.self, from: Data(try row.text(1).utf8)) else {
                    throw PostgresError(.decoding, "record \(seen) cannot be read")
                }
                book.apply(body.fact)
                let legs = book.drain().legs
                let concern = Concern(of: body.fact, by: body.actor, legs, in: book)
                let counties = Set(try row.textArray(2).compactMap(\.self))
                let owners = Set(try row.textArray(3).compactMap(\.self))
                let grain = Set(try row.textArray(4).compactMap(\.self))
                if counties != Set(concern.counties) || owners != Set(concern.owners) || grain != concern.marks {
                    differences.append(.mismarked(record: body.fact.id))
                }
            }
            read += rows.count
            if rows.count < 1000 { return (book, differences) }
            if read.isMultiple(of: 10_000) { progress(read) }
        }
    }

    private static func marked(after seen: Int64, on connection: PostgresConnection)
        async throws(PostgresError) -> [PostgresRow]
    {
        try await connection.query(
            """
            SELECT record.seq, record.body, record.counties, record.owners, ARRAY(
                SELECT leg.batch || ' ' || leg.county || ' '
                    || array_to_string(ARRAY(SELECT unnest(leg.owners) COLLATE "C" ORDER BY 1), ' ')
                FROM movement_leg AS leg WHERE leg.record_id = record.id)
            FROM record WHERE record.seq > \(seen) AND record.kind NOT IN ('log-key', 'erasure') ORDER BY record.seq LIMIT 1000
            """
        ).rows
    }
}

extension Concern {
    /// The marks of the legs as one line for each batch, as the statement above writes them.
    fileprivate var marks: Set<String> {
        Set(grain.map { batch, grain in ([batch.text, grain.county] + grain.owners.sorted()).joined(separator: " ") })
    }
}
