import Custody
import Operations
import Postgres

/// The batches that grain came from or went into, as common table expressions that end in `reached (code)`: found by walking the
/// documents of a past book, by walking the edges in the database, or in memory before (docs/decisions/0030).
enum Reach {
    /// What grain of a batch came from, and for `down` also what it went into, by the documents of the batches.
    static func documents(_ code: BatchCode, _ direction: TraceDirection, in tables: Tables) throws(PostgresError)
        -> Clause
    {
        """
        \(try tables.recursive([.batch]))up (code) AS (
            SELECT code FROM batch WHERE code = \(code.text)
            UNION SELECT parent.key FROM up JOIN batch USING (code), jsonb_each(batch.body -> 'parents') AS parent
        ), down (code) AS (
            SELECT code FROM batch WHERE code = \(code.text) AND \(direction == .down)
            UNION SELECT child.value FROM down JOIN batch USING (code),
                LATERAL jsonb_array_elements_text(batch.body -> 'children') AS child (value)
        ), reached AS (SELECT code FROM up UNION SELECT code FROM down)
        """
    }

    /// What grain of parcels went into, by the documents of the batches.
    static func documents(of parcels: [ParcelNumber], in tables: Tables) throws(PostgresError) -> Clause {
        """
        \(try tables.recursive([.batch]))reached (code) AS (
            SELECT code FROM batch WHERE body -> 'sources' ?| \(.textArray(parcels.map(\.text)))
            UNION SELECT child.value FROM reached JOIN batch USING (code),
                LATERAL jsonb_array_elements_text(batch.body -> 'children') AS child (value)
        )
        """
    }

    /// The same by the edges, from nodes by their numbers.
    static func edges(from start: Clause, _ directions: [TraceDirection]) -> Clause {
        let walks = directions.map { walk($0 == .up ? "up" : "down", from: start, $0) }
        let numbers = directions.map { $0 == .up ? "SELECT number FROM up" as Clause : "SELECT number FROM down" }
        return """
            WITH RECURSIVE \(Clause(walks, separator: ", ")), reached AS (
                SELECT code FROM batch WHERE number IN (\(Clause(numbers, separator: " UNION ALL "))))
            """
    }

    /// The nodes alone, as `walked (number)`.
    static func edges(from start: Clause, walking direction: TraceDirection) -> Clause {
        "WITH RECURSIVE \(walk("walked", from: start, direction))"
    }

    private static func walk(_ name: Clause, from start: Clause, _ direction: TraceDirection) -> Clause {
        let (here, there): (Clause, Clause) = direction == .up ? ("batch", "source") : ("source", "batch")
        return """
            \(name) (number) AS (
                \(start)
                UNION SELECT lineage.\(there) FROM \(name) JOIN lineage ON lineage.\(here) = \(name).number
                WHERE lineage.mass_g > 0)
            """
    }

    /// Batches by their numbers, which were found in memory.
    static func numbers(_ numbers: [Int32]) -> Clause {
        let batches = numbers.filter { $0 > 0 }.map(Int64.init)
        return "WITH reached AS (SELECT code FROM batch WHERE number = ANY(\(.int8Array(batches))))"
    }

    /// The number of a batch.
    static func number(of code: BatchCode) -> Clause { "SELECT number FROM batch WHERE code = \(code.text)" }

    /// The numbers of parcels.
    static func numbers(of parcels: [ParcelNumber]) -> Clause {
        "SELECT number FROM parcel WHERE code = ANY(\(.textArray(parcels.map(\.text))))"
    }
}
