public import Custody
import Foundation
public import Operations
public import Postgres
public import Rules

/// Issued bureau reports, and the records that came after them.
public struct BureauReportReads: Sendable {
    private let session: ReaderSession

    /// Reads over a pool.
    public init(pool: PostgresPool) { session = ReaderSession(pool: pool) }

    /// Issued reports of regions by prefix that the actor may see, after a number, in the order of the numbers.
    public func list(region: String, after: String, limit: Int, for actor: Actor)
        async throws(PostgresError) -> [FrozenReport]
    {
        try await reports(number: nil, region: region, after: after, limit: limit, for: actor)
    }

    /// One report; `nil` for missing and foreign alike.
    public func find(_ number: BureauReportNumber, for actor: Actor) async throws(PostgresError) -> FrozenReport? {
        try await reports(number: number.text, region: "", after: "", limit: 1, for: actor).first
    }

    /// Reports with the digest of the record they were issued by.
    private func reports(number: String?, region: String, after: String, limit: Int, for actor: Actor)
        async throws(PostgresError) -> [FrozenReport]
    {
        let rows = try await session.rows(
            """
            SELECT stored.body, encode(record.digest, 'hex'), record.id::text
            FROM bureau_report AS stored
            JOIN record ON record.kind = 'bureau-report-issued'
                AND record.body::jsonb #>> '{data,report,region}' = stored.region
                AND record.body::jsonb #>> '{data,report,period}' = stored.body #>> '{report,period}'
                AND record.body::jsonb #> '{data,version}' = stored.body -> 'version'
            WHERE stored.code = COALESCE(\(number.map { .text($0) } ?? .null(.text)), stored.code)
                AND starts_with(stored.region, \(region)) AND stored.code > \(after)
            ORDER BY stored.code LIMIT \(Int64(limit))
            """, as: .reader(actor))
        return try rows.map { row throws(PostgresError) in
            guard let report = try? JSONDecoder().decode(IssuedReport.self, from: Data(try row.json(0))) else {
                throw PostgresError(.decoding, "a bureau report cannot be read")
            }
            return FrozenReport(issued: report, digest: try row.text(1), record: try row.text(2))
        }
    }

    /// A record that came after a report, with its act, so that the region it touches can be told.
    public struct Later: Sendable {
        /// As the report lists it.
        public let record: LaterChanges.LateRecord
        /// What was done.
        public let act: Act
    }

    /// Records after one in the sequence that tell of something that happened until a time: of the whole book, because
    /// what a report says has changed must not hang on who asks.
    ///
    /// - Parameter last: the last record to look at.
    public func records(after: Int64, through last: Int64, happenedUntil time: Timestamp)
        async throws(PostgresError) -> [Later]
    {
        let rows = try await session.rows(
            """
            SELECT id::text, kind, occurred_at, recorded_at, body, COALESCE(
                data ->> 'manifest', data ->> 'ticket', data ->> 'number', data ->> 'reinspection',
                data ->> 'report', data ->> 'run', data ->> 'sample', data ->> 'operation', data ->> 'disposal',
                data ->> 'batch', data ->> 'code', data #>> '{organization,code}', data #>> '{parcel,code}',
                data #>> '{scale,code}', '')
            FROM record, LATERAL (SELECT body::jsonb -> 'data') AS content (data)
            WHERE seq > \(after) AND seq <= \(last) AND kind <> 'bureau-report-issued'
                AND occurred_at <= \(.timestamptz(microsecondsSince1970: time.microseconds))
            ORDER BY seq
            """, as: .replayer)
        return try rows.map { row throws(PostgresError) in
            let text = try row.text(4)
            guard let body = try? JSONDecoder().decode(RecordBody.self, from: Data(text.utf8)) else {
                throw PostgresError(.decoding, "record \(try row.text(0)) cannot be read")
            }
            return Later(
                record: LaterChanges.LateRecord(
                    id: try row.text(0), kind: try row.text(1), occurredAt: Timestamp(try row.timestamp(2)),
                    recordedAt: Timestamp(try row.timestamp(3)), subject: try row.text(5)),
                act: body.fact.act)
        }
    }
}
