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
        return try await session.snapshot(as: .replayer) { connection throws(PostgresError) in
            var opening = Book()
            var closing = Book()
            let cut = BureauReport.cut(of: period, asOf: asOf)
            try await Self.read(on: connection, until: cut, through: last) { record in
                closing.apply(record.fact)
                if record.fact.occurredAt <= before { opening.apply(record.fact) }
            }
            _ = opening.drain()
            _ = closing.drain()
            return PeriodBooks(opening: opening, closing: closing, period: period, asOf: asOf, lastRecord: last)
        }
    }

    private static let last: PostgresStatement = "SELECT COALESCE(max(seq), 0) FROM record"

    private func lastRecord() async throws(PostgresError) -> Int64 {
        try await session.rows(Self.last, as: .replayer).first?.int8(0) ?? 0
    }

    /// The last record, with every one before it committed.
    ///
    /// Numbers are given out before a commit, so a lower one may yet appear while a higher one is there. The lock waits
    /// for writers under way: afterwards no record at or below the number can come, and "later" means a higher number.
    private func lastSettledRecord() async throws(PostgresError) -> Int64 {
        try await session.settledRows(Self.last).first?.int8(0) ?? 0
    }
}
