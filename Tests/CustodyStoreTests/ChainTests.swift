import Custody
import CustodyStore
import Operations
import Postgres
import Rules
import Testing

@Suite("Chains: many acts in few transactions, and each act as if it came alone")
struct ChainTests {
    /// Registers parcels, then draws a sample of each, which the laboratory then receives: each act rests on one before.
    private static func chain(_ count: Int, village: (Int) -> String = { _ in "" }) -> [Submission] {
        let numbers = 0..<count
        let parcels = numbers.map { number in
            RegisterParcel(
                Parcel(
                    code: code(number), township: "430903009", county: "430903", village: village(number),
                    squareMetres: 1000, farmlandClass: .safeUse, longitude: "112.4", latitude: "28.4", soilPH: "5",
                    soilCadmium: "0.5"))
        }
        let samples = numbers.map { number in
            CollectSample(
                sample: SampleCode("C-\(number)"), parcel: code(number), task: "", pattern: "", points: 5,
                grams: Grams(1000), seal: "")
        }
        let receipts = numbers.map { number in
            ReceiveSample(
                sample: SampleCode("C-\(number)"), laboratory: "lab", sealIntact: true, accepted: true, reason: "",
                blindCode: "")
        }
        return parcels.map { TestLedger.submission($0) } + samples.map { TestLedger.submission($0) }
            + receipts.map { TestLedger.submission($0) }
    }

    private static func code(_ number: Int) -> ParcelNumber { ParcelNumber("430903009\(10_000 + number)") }

    private func hasWholeBook(_ ledger: TestLedger) async throws -> Bool {
        let leafless = try await ledger.count(
            "SELECT count(*) FROM record WHERE NOT EXISTS (SELECT FROM leaf_pending WHERE record_id = record.id)")
        let differences = try await Replay(pool: ledger.pool).differences()
        return leafless == 0 && differences.isEmpty
    }

    @Test(
        "Acts see those before them, within a transaction and from one to the next; the same chain again changes nothing"
    )
    func inOrder() async throws {
        let world = try await SmallWorld()
        let before = try await world.ledger.count("SELECT count(*) FROM record")
        let committer = world.ledger.committer { $0.chainLength = 700 }
        let chain = Self.chain(300)
        let answers = await committer.submit(chain: chain)
        #expect(answers.count { $0.receipt != nil && !$0.isReplayed } == 900)
        let ids = answers.compactMap { $0.receipt?.recordId }
        #expect(ids == ids.sorted(), "records of one chain sort in its order")
        #expect(
            try await world.ledger.count("SELECT count(DISTINCT xmin::text) FROM sample WHERE code LIKE 'C-%'") == 2)
        let again = await world.ledger.committer().submit(chain: chain)
        #expect(again.count(where: \.isReplayed) == 900)
        #expect(again.map { $0.receipt?.recordId } == answers.map { $0.receipt?.recordId })
        #expect(try await world.ledger.count("SELECT count(*) FROM record") == before + 900)
        #expect(try await hasWholeBook(world.ledger))
    }

    @Test("A dry run of a chain stores nothing")
    func dryRun() async throws {
        let world = try await SmallWorld()
        let before = try await world.ledger.count("SELECT count(*) FROM record")
        let answers = await world.ledger.committer.submit(
            chain: Self.chain(1).prefix(1).map {
                Submission(actor: $0.actor, act: $0.act, occurredAt: $0.occurredAt, key: $0.key, isDryRun: true)
            })
        #expect(answers.count { $0.receipt != nil } == 1)
        #expect(try await world.ledger.count("SELECT count(*) FROM record") == before)
    }

    @Test("What the rules refuse, and what rests on it, is refused in its place; the others are done")
    func refusedByRules() async throws {
        let world = try await SmallWorld()
        var chain = Self.chain(300)
        // The parcel is never registered, so its sample is not drawn and not received.
        chain.remove(at: 100)
        let answers = await world.ledger.committer.submit(chain: chain)
        #expect(answers.count { $0.receipt != nil } == 897)
        #expect(answers[399] == .refused(Refusal(.parcelUnknown, Self.code(100).text)))
        #expect(answers[699] == .refused(Refusal(.sampleUnknown, "C-100")))
        #expect(try await hasWholeBook(world.ledger))
    }

    @Test(
        "What the database refuses while later acts are being decided is found out, and nothing arrives behind the rollback"
    )
    func refusedByDatabase() async throws {
        let world = try await SmallWorld()
        _ = try await world.ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                "ALTER TABLE record ADD CONSTRAINT unlucky CHECK (kind <> 'parcel-registered' OR body NOT LIKE '%thirteen%')"
            )
        }
        let log = LoggedErrors()
        let committer = world.ledger.committer(log: log.logger)
        let answers = await committer.submit(chain: Self.chain(300) { $0 == 13 ? "thirteen" : "" })
        #expect(answers[13] == .refused(Refusal(.constraintFired, "unlucky")))
        #expect(answers.count { $0.receipt != nil } == 897)
        #expect(log.named == ["unlucky"])
        #expect(try await world.ledger.count("SELECT count(*) FROM parcel WHERE code LIKE '430903009%'") == 299)
        #expect(try await hasWholeBook(world.ledger))
    }

    @Test("A committer that is shut down takes no chain on")
    func closed() async throws {
        let world = try await SmallWorld()
        let committer = world.ledger.committer()
        await committer.shutdown()
        #expect(await committer.submit(chain: Self.chain(2)) == Array(repeating: .busy, count: 6))
    }
}
