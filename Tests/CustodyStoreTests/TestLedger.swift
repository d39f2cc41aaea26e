import Custody
import CustodyStore
import Foundation
import Logging
import Operations
import Postgres
import Rules
import TestCluster
import Testing

/// A database of its own on the private cluster, migrated, with a committer; dropped with the cluster.
struct TestLedger {
    let pool: PostgresPool
    let committer: Committer
    let url: String

    static let clerk = Actor(name: "clerk", organization: granary, role: .administrator, region: "43")
    static let persons: Persons = [.compiler: "周立新", .reviewer: "尹红梅", .approver: "龚学文"]
    static let granary: OrganizationCode = "91430903MA4L000118"
    static let start = Timestamp(rfc3339: "2025-11-01T08:00:00+08:00") ?? Timestamp(0)

    init() async throws { self.init(on: try await TestCluster.migrated()) }

    /// A database, migrated, whose owner is an ordinary role of the cluster: what Schema/roles.sql sets up.
    static func ofOrdinaryOwner() async throws -> TestLedger {
        let cluster = try await TestLedger()
        let owner = "owner\(UUID().uuidString.replacing("-", with: "").lowercased())"
        try await cluster.pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query("CREATE ROLE \(identifier: owner) LOGIN")
            for role in ["reader", "replayer", "tracer", "writer"] {
                _ = try await connection.query("GRANT \(identifier: "grainledger_\(role)") TO \(identifier: owner)")
            }
        }
        let ledger = TestLedger(on: try await TestCluster.empty(owner: owner))
        _ = try await Migrator(pool: ledger.pool).run()
        return ledger
    }

    /// On a database of somebody else's, as it is.
    init(on url: String, stopwatch: Stopwatch = .started()) {
        self.url = url
        let configuration = TestCluster.configuration(url)
        pool = PostgresPool(configuration: configuration, size: 4, longestWait: .seconds(60))
        committer = Committer(configuration: configuration, stopwatch: stopwatch)
    }

    /// One more committer on the same database, as another server has; it waits for locks as long as a test takes.
    func committer(
        lanes: Int = 2, stopwatch: Stopwatch = .started(), log: Logger = Logger(label: "test"),
        _ change: (inout CommitLimits) -> Void = { _ in }, configured: (inout PostgresConfiguration) -> Void = { _ in }
    ) -> Committer {
        var configuration = TestCluster.configuration(url)
        configured(&configuration)
        var limits = CommitLimits()
        limits.lanes = lanes
        change(&limits)
        return Committer(configuration: configuration, limits: limits, stopwatch: stopwatch, log: log)
    }

    func submit(
        _ act: some ActBody, key: String = UUID().uuidString, actor: Actor = clerk, at time: Timestamp = start,
        persons: Persons = Self.persons
    ) async -> Answer {
        await committer.submit(
            Submission(actor: actor, act: Act(act), persons: persons, occurredAt: time, key: key))
    }

    /// An act of the clerk's, to be handed to any committer.
    static func submission(_ act: some ActBody, key: String = UUID().uuidString) -> Submission {
        Submission(actor: clerk, act: Act(act), persons: persons, occurredAt: start, key: key)
    }

    /// Asks again and again until the answer is yes; gives up after 20 seconds.
    func wait(until statement: PostgresStatement) async throws {
        let limit = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < limit {
            let rows = try await pool.withConnection { connection throws(PostgresError) in
                try await connection.query(statement).rows
            }
            if try rows.first?.bool(0) == true { return }
        }
        Issue.record("never became true: \(statement)")
    }

    /// Waits until so many lanes of this database wait for a lock.
    func wait(untilBlocked lanes: Int) async throws {
        try await wait(
            until: """
                SELECT count(*) = \(lanes) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name LIKE '% committer' AND wait_event_type = 'Lock'
                """)
    }

    /// Takes a lock in a session of its own, to be given back by `rollback`.
    func hold(_ statement: PostgresStatement) async throws -> PostgresConnection {
        var configuration = PostgresConfiguration(url: url)
        configuration.idleInTransactionTimeoutMilliseconds = 0
        let connection = try await PostgresConnection.connect(configuration)
        try await connection.begin()
        _ = try await connection.query(statement)
        return connection
    }

    func count(_ statement: PostgresStatement) async throws -> Int64 {
        try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query(statement).rows.first?.int8(0) ?? 0
        }
    }
}

/// A small granary: two ordinary bins, one segregated, two quarantine, one parcel of each verdict.
struct SmallWorld {
    let ledger: TestLedger
    static let ordinary: [BinNumber] = ["ordinary-1", "ordinary-2"]
    static let segregated: [BinNumber] = ["segregated-1", "segregated-2"]
    static let quarantine: BinNumber = "quarantine-1"
    static let bins = ordinary + segregated + [quarantine]
    /// Twenty-four parcels; what the laboratory finds in them goes round: A, B, D, not tested.
    static let parcels: [ParcelNumber] = (10..<34).map { ParcelNumber("430903008000\($0)") }
    static let cadmium: [String?] = (0..<24).map { ["0.10", "0.30", "1.20", nil][$0 % 4] }

    init(over given: TestLedger? = nil) async throws {
        if let given { ledger = given } else { ledger = try await TestLedger() }
        try await found()
        for (parcel, value) in zip(Self.parcels, Self.cadmium) {
            if let value { try await test(parcel, cadmium: value) }
        }
    }

    private func take(_ act: some ActBody) async throws {
        let answer = await ledger.submit(act)
        guard case .done = answer else { throw Unexpected(answer: answer) }
    }

    struct Unexpected: Error { let answer: Answer }

    /// The register's act for an organisation of the county.
    static func organization(_ code: OrganizationCode, _ kind: Organization.Kind) -> RegisterOrganization {
        let first = CivilDate(daysSinceEpoch: 18_262)
        let last = CivilDate(daysSinceEpoch: 21_915)
        return RegisterOrganization(
            Organization(
                code: code, name: code.text, kind: kind, county: "430903", licence: "", validFrom: first, validTo: last,
                useClasses: [1, 2, 3, 4]))
    }

    private func found() async throws {
        try await take(Self.organization(TestLedger.granary, .granary))
        try await take(Self.organization("lab", .station))
        for bin in Self.bins {
            let use: Bin.Use =
                Self.ordinary.contains(bin) ? .ordinary : bin == Self.quarantine ? .quarantine : .segregated
            try await take(
                RegisterBin(
                    code: bin, granary: TestLedger.granary, name: bin.text, kind: "flat", use: use,
                    capacityGrams: Grams(kilograms: 10_000_000)))
        }
        for parcel in Self.parcels {
            try await take(
                RegisterParcel(
                    Parcel(
                        code: parcel, township: "430903008", county: "430903", village: "", squareMetres: 1000,
                        farmlandClass: .safeUse, longitude: "112.4", latitude: "28.4", soilPH: "5", soilCadmium: "0.5"
                    )))
        }
    }

    func test(_ parcel: ParcelNumber, cadmium: String, sample: SampleCode? = nil) async throws {
        let sample = sample ?? SampleCode("S-\(parcel)")
        try await take(
            CollectSample(
                sample: sample, parcel: parcel, task: "", pattern: "", points: 5, grams: Grams(1000), seal: ""))
        try await take(
            ReceiveSample(
                sample: sample, laboratory: "lab", sealIntact: true, accepted: true, reason: "", blindCode: ""))
        try await take(
            IssueReport(
                report: ReportNumber("R-\(sample)"), sample: sample,
                lines: [
                    .init(
                        item: .cadmium, value: cadmium, method: "GB 5009.15-2023", lod: "0.001", loq: "0.003", run: "")
                ], supersedes: nil))
    }

    /// An intake of so many grams from a parcel.
    static func intake(_ batch: BatchCode, from parcel: ParcelNumber, into bin: BinNumber, grams: Int64) -> TakeIn {
        TakeIn(
            ticket: "T-\(batch)", granary: TestLedger.granary, scale: "scale", plate: "",
            grossGrams: Grams(grams + 5000),
            tareGrams: Grams(5000), netGrams: Grams(grams), moisture: "", impurity: "", adjustmentGrams: .zero,
            sources: [parcel: Grams(grams)], bin: bin, batch: batch, enteredAt: nil)
    }
}
