public import Custody
public import Postgres
public import Rules

/// The two books a bureau report is made of, and the last record they rest on.
public struct PeriodBooks: Sendable {
    /// What happened before the period.
    public let opening: Book
    /// What happened until its end, or until `asOf`.
    public let closing: Book
    /// The period.
    public let period: ReportPeriod
    /// The date of the figures.
    public let asOf: Timestamp
    /// Place in the sequence of records of the last one that was looked at.
    public let lastRecord: Int64

    /// The entries of a region.
    public func entries(of region: String) -> BureauEntries {
        BureauEntries(opening: opening, closing: closing, period: period, region: region, asOf: asOf)
    }
    /// The report of a region.
    public func report(of region: String) -> BureauReport {
        BureauReport(entries(of: region), region: region, period: period, asOf: asOf)
    }
}

extension Replay {
    /// The books of a period.
    ///
    /// - Parameter last: the last record to look at, to repeat the figures of an issued report; `nil` takes all.
    /// - Parameter settled: waits for writers under way, as figures have to that are to be frozen.
    public func books(of period: ReportPeriod, asOf: Timestamp, through last: Int64? = nil, settled: Bool = false)
        async throws(PostgresError) -> PeriodBooks
    {
        let last =
            switch last {
            case .some(let last): last
            case .none: try await settled ? lastSettledRecord() : lastRecord()
            }
        let before = BureauReport.opening(of: period)
        return try await pool.withTransaction(isolation: .repeatableRead) { connection throws(PostgresError) in
            var opening = Book()
            var closing = Book()
            let cut = BureauReport.cut(of: period, asOf: asOf)
            try await Self.read(on: connection, until: cut, through: last) { fact in
                closing.apply(fact)
                if fact.occurredAt <= before { opening.apply(fact) }
            }
            _ = opening.drain()
            _ = closing.drain()
            return PeriodBooks(opening: opening, closing: closing, period: period, asOf: asOf, lastRecord: last)
        }
    }

    private func lastRecord() async throws(PostgresError) -> Int64 {
        try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT COALESCE(max(seq), 0) FROM record").rows.first?.int8(0) ?? 0
        }
    }

    /// The last record, with every one before it committed.
    ///
    /// Numbers are given out before a commit, so a lower one may yet appear while a higher one is there. The lock waits
    /// for writers under way: afterwards no record at or below the number can come, and "later" means a higher number.
    private func lastSettledRecord() async throws(PostgresError) -> Int64 {
        try await pool.withConnection { connection throws(PostgresError) in
            try await connection.begin()
            do throws(PostgresError) {
                let results = try await connection.pipeline([
                    "SET LOCAL lock_timeout = '10s'", "LOCK TABLE record IN SHARE MODE",
                    "SELECT COALESCE(max(seq), 0) FROM record",
                ])
                try await connection.rollback()
                return try results[2].rows.first?.int8(0) ?? 0
            } catch {
                try? await connection.rollback()
                throw error
            }
        }
    }
}
