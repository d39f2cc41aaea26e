import Custody
import Postgres

/// The statements on the table of edges, and what their rows say.
enum LineageEdges {
    /// The oldest transaction that may still write, as the statement's snapshot sees it: rows of all before it can be seen, or never
    /// will. With it of which table of which server this is true: one that was restored, or took over, numbers anew.
    static let horizon: PostgresStatement = """
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text, pg_postmaster_start_time()::text || ' ' || 'lineage'::regclass::oid
        """

    /// Most rows that are caught up with in one question.
    static let most = 50_000

    /// About how many there are.
    static let estimate: PostgresStatement =
        "SELECT GREATEST(reltuples, 0)::bigint FROM pg_class WHERE oid = 'lineage'::regclass"

    /// All of them, in the order in which they are packed.
    static let all: PostgresStatement =
        "COPY (SELECT batch, source, mass_g FROM lineage ORDER BY batch, source) TO STDOUT (FORMAT binary)"

    /// What was written since a horizon. Rows of transactions that have not begun yet are older than this database: they came with
    /// a restore, and were read with everything else.
    static func since(_ horizon: UInt64) -> PostgresStatement {
        """
        SELECT batch::bigint, source::bigint, mass_g FROM lineage
        WHERE changed_by >= \(String(horizon))::text::xid8 AND changed_by < pg_snapshot_xmax(pg_current_snapshot())
        LIMIT \(most + 1)
        """
    }

    /// What `horizon` answers.
    static func horizon(_ result: PostgresResult) throws(PostgresError) -> (number: UInt64, origin: String) {
        guard let row = result.rows.first, let number = UInt64(try row.text(0)) else {
            throw PostgresError(.decoding, "no horizon")
        }
        return (number, try row.text(1))
    }

    /// The edges of `since`.
    static func edges(_ result: PostgresResult) throws(PostgresError) -> [LineageEdge] {
        try result.rows.map { row throws(PostgresError) in
            LineageEdge(
                batch: Int32(truncatingIfNeeded: try row.int8(0)), source: Int32(truncatingIfNeeded: try row.int8(1)),
                grams: try row.int8(2))
        }
    }

    /// Edges in three arrays side by side.
    static func edges(inArrays result: PostgresResult) throws(PostgresError) -> [LineageEdge] {
        guard let row = result.rows.first else { return [] }
        let (batches, sources, grams) = (try row.int8Array(0), try row.int8Array(1), try row.int8Array(2))
        return batches.indices.map {
            LineageEdge(
                batch: Int32(truncatingIfNeeded: batches[$0] ?? 0), source: Int32(truncatingIfNeeded: sources[$0] ?? 0),
                grams: grams[$0] ?? 0)
        }
    }

    /// Length of a row of the binary format: a count of fields, and each with its length before it.
    private static let rowLength = 2 + 3 * 4 + 4 + 4 + 8

    /// The edge in a piece of `all`; `nil` for the trailer. The first row has the header before it.
    static func edge(_ piece: [UInt8]) -> LineageEdge? {
        guard piece.count >= rowLength else { return nil }
        let start = piece.count - rowLength
        return LineageEdge(
            batch: number(piece, start + 6), source: number(piece, start + 14),
            grams: Int64(number(piece, start + 22)) << 32 | Int64(UInt32(bitPattern: number(piece, start + 26))))
    }

    private static func number(_ bytes: [UInt8], _ start: Int) -> Int32 {
        var number: UInt32 = 0
        for index in start..<start + 4 { number = number << 8 | UInt32(bytes[index]) }
        return Int32(bitPattern: number)
    }
}
