import Foundation
public import Operations
public import Postgres
import Rules

/// Import jobs as they are kept: each is seen by its holder alone, moves while it is worked on, and goes after a week.
public struct ImportJobs: Sendable {
    private let pool: PostgresPool
    /// Days after which an untouched job goes, with its files.
    public static let days = 7
    /// Seconds without a move after which a job under way has lost its server.
    public static let secondsToBreak = 30

    /// Jobs over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// A job in the hands of who works on it; once it is taken on anew, this one moves nothing more.
    public struct Run: Sendable {
        /// The job's number.
        public let id: String
        /// How often it was taken on before.
        let number: Int64
    }

    /// Somebody else works on the job.
    public struct Lost: Error {}

    /// What became of files that were to be kept.
    public enum Begun: Sendable {
        /// They are.
        case new(Run)
        /// The key stands for a job already: its number, and SHA-256 of its files and of what was asked.
        case earlier(id: String, fingerprint: [UInt8])
        /// Too many are under way.
        case tooMany
    }

    /// Keeps files that were handed in; what is older than a week goes.
    public func begin(
        _ files: [ImportFile], of holder: String, key: String, fingerprint: [UInt8], isPreview: Bool
    ) async throws(PostgresError) -> Begun {
        let id = UUID().uuidString.lowercased()
        return try await pool.withTransaction { connection throws(PostgresError) in
            let looked = try await connection.pipeline([
                "SELECT pg_advisory_xact_lock(hashtextextended('import ' || \(holder), 0))",
                "DELETE FROM import_job WHERE changed_at < clock_timestamp() - make_interval(days => \(Self.days)::integer)",
                "SELECT id::text, fingerprint FROM import_job WHERE holder = \(holder) AND key = \(key)",
                """
                SELECT count(*) FROM import_job WHERE holder = \(holder) AND phase IN ('previewing', 'booking') AND NOT broke_off
                    AND changed_at > clock_timestamp() - make_interval(secs => \(Self.secondsToBreak)::double precision)
                """,
            ])
            if let row = looked[2].rows.first {
                return .earlier(id: try row.text(0), fingerprint: try row.bytes(1))
            }
            guard try looked[3].rows[0].int8(0) < Int64(Imports.mostUnderWay) else { return .tooMany }
            let phase = isPreview ? ImportSheet.Phase.previewing : .booking
            var statements: [PostgresStatement] = [
                """
                INSERT INTO import_job (id, holder, key, fingerprint, phase)
                VALUES (\(.uuid(text: id)), \(holder), \(key), \(.bytea(fingerprint)), \(phase.rawValue))
                """
            ]
            for (number, file) in files.enumerated() {
                statements.append(Self.keeping(file, number, of: id, isRejected: false))
            }
            _ = try await connection.pipeline(statements)
            return .new(Run(id: id, number: 0))
        }
    }

    /// Takes a job on that waits for its next step.
    ///
    /// - Returns: the job and the phase it is in now, with its files; `nil` when it does not wait, or there is none.
    public func takeOn(_ id: String, of holder: String) async throws(PostgresError) -> (
        run: Run, phase: ImportSheet.Phase, files: [ImportFile]
    )? {
        let results = try await pool.pipeline([
            """
            UPDATE import_job SET phase = CASE phase WHEN 'previewed' THEN 'booking' ELSE phase END, done = 0,
                broke_off = false, run = run + 1, changed_at = clock_timestamp()
            WHERE id = \(.uuid(text: id)) AND holder = \(holder) AND (phase = 'previewed'
                OR phase IN ('previewing', 'booking') AND (broke_off OR changed_at
                    < clock_timestamp() - make_interval(secs => \(Self.secondsToBreak)::double precision)))
            RETURNING phase, run::bigint
            """,
            """
            SELECT name, bytes FROM import_file WHERE job = \(.uuid(text: id)) AND NOT is_rejected ORDER BY number
            """,
        ])
        guard let row = results[0].rows.first, let phase = ImportSheet.Phase(rawValue: try row.text(0)) else {
            return nil
        }
        let run = Run(id: id, number: try row.int8(1))
        var files: [ImportFile] = []
        for row in results[1].rows { files.append(ImportFile(name: try row.text(0), bytes: try row.bytes(1))) }
        return (run, phase, files)
    }

    /// Says how far a job is; what was said of rows is told at its end.
    public func move(_ run: Run, acts: Int, done: Int, _ outcome: ImportOutcome) async throws {
        var counts = outcome
        counts.remarks = []
        counts.cadmium = []
        try await change(
            run,
            """
            UPDATE import_job SET acts = \(acts)::integer, done = \(done)::integer, outcome = \(Self.json(counts)),
                changed_at = clock_timestamp() WHERE id = \(.uuid(text: run.id)) AND run = \(run.number) RETURNING id
            """)
    }

    /// Says that a job is worked on.
    public func beat(_ run: Run) async throws {
        try await change(
            run,
            """
            UPDATE import_job SET changed_at = clock_timestamp()
            WHERE id = \(.uuid(text: run.id)) AND run = \(run.number) RETURNING id
            """)
    }

    /// Ends the phase a job is in; once it is booked, the files that were sent are not kept.
    public func end(_ run: Run, _ outcome: ImportOutcome, rejected: [ImportFile]) async throws {
        try await change(
            run,
            """
            UPDATE import_job SET phase = CASE phase WHEN 'previewing' THEN 'previewed' ELSE 'booked' END, done = acts,
                outcome = \(Self.json(outcome)), changed_at = clock_timestamp()
            WHERE id = \(.uuid(text: run.id)) AND run = \(run.number) RETURNING id
            """,
            ["DELETE FROM import_file WHERE job = \(.uuid(text: run.id)) AND is_rejected"]
                + rejected.enumerated().map { Self.keeping($1, $0, of: run.id, isRejected: true) } + [
                    """
                    UPDATE import_file SET bytes = '' WHERE job = \(.uuid(text: run.id)) AND NOT is_rejected
                        AND EXISTS (SELECT 1 FROM import_job WHERE id = job AND phase = 'booked')
                    """
                ])
    }

    /// Says that a job could not go on.
    public func breakOff(_ run: Run) async throws {
        try await change(
            run,
            """
            UPDATE import_job SET broke_off = true WHERE id = \(.uuid(text: run.id)) AND run = \(run.number) RETURNING id
            """)
    }

    /// Changes a job by a statement that returns it while it is this run's, and what goes with that.
    ///
    /// - Throws: `Lost` when somebody else has taken it on; `PostgresError`.
    private func change(_ run: Run, _ statement: PostgresStatement, _ following: [PostgresStatement] = []) async throws
    {
        let isHeld = try await pool.withTransaction { connection throws(PostgresError) in
            guard try await !connection.query(statement).rows.isEmpty else { return false }
            if !following.isEmpty { _ = try await connection.pipeline(following) }
            return true
        }
        guard isHeld else { throw Lost() }
    }

    /// One of a holder's jobs.
    public func find(_ id: String, of holder: String) async throws(PostgresError) -> ImportSheet? {
        try await sheets(of: holder, id: id).first
    }

    /// A holder's latest jobs, without remarks.
    public func list(of holder: String) async throws(PostgresError) -> [ImportSheet] {
        try await sheets(of: holder, id: nil)
    }

    /// A file of rows that did not go in.
    public func rejected(_ id: String, _ number: Int, of holder: String) async throws(PostgresError) -> ImportFile? {
        let rows = try await pool.pipeline([
            """
            SELECT import_file.name, import_file.bytes FROM import_file JOIN import_job ON import_job.id = import_file.job
            WHERE import_job.id = \(.uuid(text: id)) AND import_job.holder = \(holder) AND is_rejected
                AND number = \(number)::integer
            """
        ])[0].rows
        return try rows.first.map { row throws(PostgresError) in
            ImportFile(name: try row.text(0), bytes: try row.bytes(1))
        }
    }

    private func sheets(of holder: String, id: String?) async throws(PostgresError) -> [ImportSheet] {
        let rows = try await pool.pipeline([
            """
            SELECT id::text, phase, broke_off OR phase IN ('previewing', 'booking') AND changed_at
                    < clock_timestamp() - make_interval(secs => \(Self.secondsToBreak)::double precision),
                begun_at, changed_at, acts::bigint, done::bigint, outcome,
                ARRAY(SELECT name FROM import_file WHERE job = id AND NOT is_rejected ORDER BY number),
                ARRAY(SELECT name FROM import_file WHERE job = id AND is_rejected ORDER BY number)
            FROM import_job WHERE holder = \(holder) AND (\(id == nil) OR id = \(.uuid(text: id ?? "")))
            ORDER BY begun_at DESC, id LIMIT 50
            """
        ])[0].rows
        var sheets: [ImportSheet] = []
        for row in rows {
            var outcome = Self.outcome(try row.text(7))
            if id == nil { outcome.remarks = [] }
            sheets.append(
                ImportSheet(
                    id: try row.text(0), phase: ImportSheet.Phase(rawValue: try row.text(1)) ?? .previewing,
                    isBrokenOff: try row.bool(2), begunAt: Timestamp(try row.timestamp(3)),
                    changedAt: Timestamp(try row.timestamp(4)), acts: Int(try row.int8(5)), done: Int(try row.int8(6)),
                    outcome: outcome, files: try row.textArray(8).compactMap(\.self),
                    rejected: try row.textArray(9).compactMap(\.self)))
        }
        return sheets
    }

    private static func keeping(_ file: ImportFile, _ number: Int, of job: String, isRejected: Bool)
        -> PostgresStatement
    {
        """
        INSERT INTO import_file (job, is_rejected, number, name, bytes)
        VALUES (\(.uuid(text: job)), \(isRejected), \(number)::integer, \(file.name), \(.bytea(file.bytes)))
        """
    }

    private static func json(_ outcome: ImportOutcome) -> String {
        var kept = outcome
        kept.remarks = Array(outcome.remarks.prefix(ImportOutcome.mostRemarks))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(kept) else { preconditionFailure("an outcome can be written") }
        return String(decoding: data, as: UTF8.self)
    }

    private static func outcome(_ json: String) -> ImportOutcome {
        (try? JSONDecoder().decode(ImportOutcome.self, from: Data(json.utf8))) ?? ImportOutcome()
    }
}
