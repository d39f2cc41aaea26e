import Custody
import CustodyStore
import Operations
import Postgres
import Rules
import Testing

@Suite("The doctor says what is wrong and what to do")
struct DoctorTests {
    private let now = Timestamp(rfc3339: "2026-06-01T08:00:00+08:00") ?? Timestamp(0)
    private var healthy: VitalSigns {
        VitalSigns(
            serverVersion: 150_020, isDurable: true, encoding: "UTF8", clock: now, connectionLimit: 100, archives: true,
            isSuperuser: false, oldestTransactionSeconds: 0, missingMigrations: 0, guardsOff: [], residualGrams: 0,
            recordsWithoutAnswer: 0, damagedRecords: 0, liveTokens: 1, scalesExpiring: 0, licencesExpired: 0)
    }

    private func odd(at time: Timestamp? = nil, _ change: (inout VitalSigns, inout Doctor.Surroundings) -> Void)
        -> [String]
    {
        var signs = healthy
        var around = Doctor.Surroundings(now: time ?? now, freeBytes: 50_000_000_000, connections: 4)
        signs.clock = time ?? now
        change(&signs, &around)
        let odd = Doctor.examine(signs, around).filter { $0.outcome != .good }
        #expect(odd.allSatisfy { !$0.fix.isEmpty })
        return odd.map { "\($0.outcome.rawValue) \($0.name)" }
    }

    @Test("Each sign out of order is named once, with a way to mend it; a healthy one with none")
    func signs() throws {
        #expect(odd { _, _ in } == [])
        #expect(odd { signs, _ in signs.serverVersion = 140_000 } == ["fault postgres-version"])
        #expect(odd { signs, _ in signs.isDurable = false } == ["fault durability"])
        #expect(odd { signs, _ in signs.encoding = "SQL_ASCII" } == ["fault encoding"])
        #expect(odd { signs, _ in signs.missingMigrations = 1 } == ["fault migrations"])
        #expect(odd { signs, _ in signs.clock = now.adding(minutes: 1) } == ["fault clock"])
        #expect(odd { signs, _ in signs.guardsOff = ["record_append_only"] } == ["fault guards"])
        #expect(odd { signs, _ in signs.residualGrams = 1 } == ["fault residual"])
        #expect(odd { signs, _ in signs.recordsWithoutAnswer = 1 } == ["fault answers"])
        #expect(odd { signs, _ in signs.damagedRecords = 1 } == ["fault digests"])
        #expect(odd { signs, _ in signs.connectionLimit = 13 } == ["warning connections"])
        #expect(odd { signs, _ in signs.oldestTransactionSeconds = 301 } == ["warning long-transaction"])
        #expect(odd { signs, _ in signs.archives = false } == ["warning archive"])
        #expect(odd { signs, _ in signs.isSuperuser = true } == ["warning superuser"])
        #expect(odd { signs, _ in signs.liveTokens = 0 } == ["warning tokens"])
        #expect(odd { signs, _ in signs.scalesExpiring = 1 } == ["warning scales"])
        #expect(odd { signs, _ in signs.licencesExpired = 1 } == ["warning licences"])
        #expect(odd { _, around in around.freeBytes = 4_999_999_999 } == ["warning disk"])
        #expect(odd { signs, _ in signs.log = log() } == [])
        #expect(odd { signs, _ in signs.log = log { $0.recordsWithoutLeaf = 1 } } == ["fault log-leaves"])
        #expect(odd { signs, _ in signs.log = log { $0.frozen = "smaller 1 < 2" } } == ["fault log-frozen"])
        #expect(odd { signs, _ in signs.log = log(faults: 1) } == ["fault log-examination"])
        #expect(odd { signs, _ in signs.log = log(age: 172_801) } == ["warning log-signed"])
        #expect(odd { signs, _ in signs.log = log { $0.oldestPendingSeconds = 31 } } == ["warning log-signed"])
        #expect(odd { signs, _ in signs.log = log { $0.keys = [] } } == ["warning log-signed"])
        #expect(odd { signs, _ in signs.log = log { $0.quorum = true } } == [])
        #expect(odd { signs, _ in signs.log = log { $0.quorum = false } } == ["warning log-witnesses"])
        let december = try #require(Timestamp(rfc3339: "2026-12-01T00:00:00+08:00"))
        #expect(odd(at: december) { _, _ in } == ["warning holidays"])
    }

    private func log(faults: Int = 0, age: Int64 = 0, _ change: (inout LogStatus) -> Void = { _ in }) -> LogStatus {
        let fault = LogFinding(code: "GL-E-0301", record: nil, place: "", zh: "", en: "")
        var status = LogStatus(
            origin: "o", keys: ["k"], size: 1, signedSize: 1, pending: 0, oldestPendingSeconds: 0,
            recordsWithoutLeaf: 0,
            frozen: nil,
            examination: .init(
                endedAt: "", ageSeconds: age, size: 1, faults: Array(repeating: fault, count: faults)))
        change(&status)
        return status
    }

    @Test("A guard of the schema that somebody switched off is named on a real database")
    func guardOff() async throws {
        let ledger = try await TestLedger()
        let reads = HealthReads(pool: ledger.pool)
        var signs = try await reads.signs()
        #expect(signs.guardsOff == [] && signs.missingMigrations == 0 && signs.isDurable && signs.residualGrams == 0)
        try await ledger.pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query("ALTER TABLE record DISABLE TRIGGER record_append_only")
            _ = try await connection.query("DROP TRIGGER movement_conserves_mass ON movement_leg")
        }
        signs = try await reads.signs()
        #expect(signs.guardsOff.sorted() == ["movement_conserves_mass", "record_append_only"])
        let watched = try await reads.guards()
        #expect(watched.guardsOff.count == 2 && watched.isDurable)
    }

    @Test("Durability that somebody took from the database is noticed while every open session still has it")
    func unsafe() async throws {
        let ledger = try await TestLedger()
        let reads = HealthReads(pool: ledger.pool)
        for setting in ["off", "local"] {
            #expect(try await reads.guards().isDurable)
            try await alter("SET synchronous_commit = \(setting)", ledger)
            let watched = try await reads.guards()
            #expect(!watched.isDurable && watched.guardsOff.isEmpty)
            #expect(try await !reads.signs().isDurable)
            try await alter("RESET synchronous_commit", ledger)
        }
    }

    private func alter(_ change: String, _ ledger: TestLedger) async throws {
        try await ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.script(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I \(change)', current_database()); END $$")
        }
    }
}
