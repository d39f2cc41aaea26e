import Custody
import CustodyStore
import Foundation
import Operations
import Postgres
import Rules
import Testing

@Suite("What the reader may not see is masked")
struct MaskTests {
    @Test("A trace masks what the reader may not see: class, grams, generation; now as at any time")
    func masks() async throws {
        let ledger = try await GuardWorld(seed: 8, steps: 120).ledger
        let reads = LedgerReads(pool: ledger.pool)
        let keeper = LineageKeeper()
        try await keeper.load(from: ledger.pool)
        let fromMemory = LedgerReads(pool: ledger.pool, lineage: keeper)
        let oracle = try await RowOracle(ledger)
        var masked = 0
        // An auditor sees what an officer of his region sees; the readers of lists compare the two.
        for actor in GuardWorld.readers where actor.role != .auditor && actor.role != .administrator {
            let own = oracle.visible("batch", to: actor)
            let foreign = oracle.visible("batch", to: GuardWorld.bureau).subtracting(own)
            for code in own.sorted() {
                for direction in [TraceDirection.up, .down] {
                    let trace = try #require(try await reads.trace(BatchCode(code), direction, for: actor))
                    let whole = try #require(try await reads.trace(BatchCode(code), direction, for: GuardWorld.bureau))
                    try check(trace, whole, foreign)
                    #expect(try await fromMemory.trace(BatchCode(code), direction, for: actor) == trace)
                    masked += trace.nodes.count(where: \.masked)
                    let later = TestLedger.start.adding(minutes: 1_000_000)
                    if own.count < 30 {
                        #expect(try await reads.trace(BatchCode(code), direction, for: actor, asOf: later) == trace)
                    }
                }
                let dossier = try #require(try await reads.dossier(code, for: actor))
                let text = try text(of: dossier)
                let told = foreign.filter { text.contains($0) }
                #expect(told.isEmpty, "\(code) tells \(actor) of \(told)")
            }
            if let other = foreign.min() {
                #expect(try await reads.trace(BatchCode(other), .up, for: actor) == nil)
                #expect(try await fromMemory.trace(BatchCode(other), .up, for: actor) == nil)
                #expect(try await reads.dossier(other, for: actor) == nil)
            }
        }
        #expect(masked > 0)
    }

    @Test(
        "A recall tells each reader where the grain is that he may follow, and of others' batches neither code, place nor time"
    )
    func recalls() async throws {
        let ledger = try await GuardWorld(seed: 8, steps: 120).ledger
        let keeper = LineageKeeper()
        try await keeper.load(from: ledger.pool)
        let fromMemory = LedgerReads(pool: ledger.pool, lineage: keeper)
        let reads = LedgerReads(pool: ledger.pool)
        let oracle = try await RowOracle(ledger)
        let batches = try await Replay(pool: ledger.pool).book(asOf: TestLedger.start.adding(minutes: 1_000_000))
            .batches
        let parcels = Set(batches.values.flatMap(\.sources.keys)).sorted()
        var masked = 0
        for actor in GuardWorld.readers {
            let own = oracle.visible("batch", to: actor)
            let isOverseer = [.officer, .auditor, .administrator].contains(actor.role)
            let question = RecallQuestion(
                parcels: parcels.filter { oracle.visible("parcel", to: actor).contains($0.text) })
            guard !question.parcels.isEmpty else { continue }
            guard case .found(let report) = try await fromMemory.recall(question, for: actor),
                case .found(let same) = try await reads.recall(question, for: actor)
            else { continue }
            #expect(report == same && report.residualGrams == 0 && report.ownIntakeOnly == !isOverseer)
            let followed = batches.values.filter { isOverseer || own.contains($0.code.text) }
            let taken = followed.flatMap { batch in question.parcels.compactMap { batch.sources[$0] } }
            #expect(report.intakeGrams == taken.reduce(Grams.zero, +).value, "\(actor)")
            for line in report.lines where line.masked {
                masked += 1
                #expect(line.place == nil && line.granary == nil && line.county == nil && line.season == nil)
            }
            let words = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
            let told = oracle.visible("batch", to: GuardWorld.bureau).subtracting(own).filter {
                words.contains("\"\($0)\"")
            }
            #expect(told.isEmpty, "\(actor) is told of \(told)")
        }
        #expect(masked > 0)
    }

    @Test("What one reader's question reads of the lineage is kept for all: also for whom no batch is shown")
    func registrar() async throws {
        let world = try await SmallWorld()
        let keeper = LineageKeeper()
        try await keeper.load(from: world.ledger.pool)
        let reads = LedgerReads(pool: world.ledger.pool, lineage: keeper)
        for number in 1...5 {
            let act = SmallWorld.intake(
                BatchCode("B\(number)"), from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 10)
            _ = await world.ledger.submit(act)
        }
        let question = RecallQuestion(parcels: [SmallWorld.parcels[0]])
        let registrar = Actor(name: "r", organization: "", role: .registrar, region: "")
        guard case .found(let none) = try await reads.recall(question, for: registrar) else {
            Issue.record("a registrar sees no parcels")
            return
        }
        #expect(none.lines.isEmpty && none.intakeGrams == 0)
        guard case .found(let all) = try await reads.recall(question, for: GuardWorld.bureau) else { return }
        #expect(all.intakeGrams == 50)
        let examination = try await keeper.examine(walks: 20, on: world.ledger.pool)
        #expect(examination.differing == [] && examination.edges > 0)
    }

    @Test(
        "A table of lineage that was made anew, or too much written since, is not walked in memory until it is read again"
    )
    func anotherTable() async throws {
        let world = try await SmallWorld()
        let keeper = LineageKeeper()
        try await keeper.load(from: world.ledger.pool)
        let act = SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 10)
        _ = await world.ledger.submit(act)
        try await world.ledger.pool.withConnection { connection throws(PostgresError) in
            // As a restore makes it: the same rows, of transactions that the graph takes for old ones.
            try await connection.script(
                """
                CREATE TABLE copy (LIKE lineage INCLUDING ALL); INSERT INTO copy SELECT * FROM lineage;
                UPDATE copy SET changed_by = '3'; DROP VIEW lineage_difference; DROP TABLE lineage; ALTER TABLE copy RENAME TO lineage;
                GRANT SELECT ON lineage TO grainledger_tracer, grainledger_replayer;
                """)
        }
        let reads = LedgerReads(pool: world.ledger.pool, lineage: keeper)
        let trace = try #require(try await reads.trace("B1", .up, for: GuardWorld.bureau))
        #expect(trace.sources.map(\.parcel) == [SmallWorld.parcels[0].text])
        #expect(try await keeper.examine(walks: 3, on: world.ledger.pool).starts.isEmpty)
        try await keeper.catchUp(from: world.ledger.pool)
        #expect(try await keeper.examine(walks: 3, on: world.ledger.pool).edges == 2)
    }

    @Test("A parcel names the reader's own batches and none of a rival's; now as at any time, in lists as alone")
    func parcels() async throws {
        let ledger = try await GuardWorld(seed: 8, steps: 120).ledger
        let reads = LedgerReads(pool: ledger.pool)
        let oracle = try await RowOracle(ledger)
        var shared = 0
        for actor in GuardWorld.readers where actor.role != .auditor {
            let own = oracle.visible("batch", to: actor)
            for asOf in [nil, TestLedger.start.adding(minutes: 1_000_000)] {
                var query = ListQuery(.parcels)
                (query.limit, query.asOf) = (1_000, asOf)
                for document in try await reads.page(query, for: actor).documents {
                    let whole = try await reads.find(.parcels, document.code, for: GuardWorld.bureau)
                    let (shown, all) = (try batches(document), try batches(try #require(whole)))
                    #expect(shown == all.intersection(own), "\(document.code) for \(actor)")
                    let alone = try await reads.find(.parcels, document.code, for: actor, asOf: asOf)
                    #expect(alone?.json == document.json)
                    if !shown.isEmpty, shown != all { shared += 1 }
                }
            }
        }
        #expect(shared > 0, "no parcel of the history sold to two granaries")
    }

    @Test(
        "Where a parcel lies is told to the kilometre to granaries, and exactly to who has to find it; in dossiers, too"
    )
    func coordinates() async throws {
        let ledger = try await GuardWorld(seed: 8, steps: 120).ledger
        // As a phone sends it: the corner of the field to a tenth of a metre.
        let field = """
            {"fieldRecord":{"device":"phone","number":1,"form":1,"rules":"","deviceTime":"2025-10-01T08:00:00+08:00",\
            "attachments":[],"points":[{"longitudeMicro":112432191,"latitudeMicro":28400001,"accuracyMetres":4,\
            "at":"2025-10-01T08:00:00+08:00"}]}}
            """
        try await ledger.pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.pipeline([
                "SET LOCAL ROLE grainledger_writer",
                "UPDATE sample SET version = version + 1, body = body || \(field)::text::jsonb", "RESET ROLE",
            ])
        }
        let reads = LedgerReads(pool: ledger.pool)
        var told: [Actor.Role: Set<String>] = [:]
        var (points, waiting, unjudged) = (0, 0, 0)
        for actor in GuardWorld.readers {
            var query = ListQuery(.parcels)
            query.limit = 1_000
            var parcels = try await reads.page(query, for: actor).documents.map { document in
                try JSONDecoder().decode(Parcel.self, from: Data(document.json))
            }
            for batch in try await reads.page(ListQuery(.batches), for: actor).documents where actor.role == .granary {
                let dossier = try #require(try await reads.dossier(batch.code, for: actor))
                parcels += dossier.parcels
                #expect(
                    dossier.samples.allSatisfy { $0.fieldRecord == nil && (!$0.isOfField || $0.verdict != .pending) })
                let whole = try #require(try await reads.dossier(batch.code, for: GuardWorld.bureau))
                points += whole.samples.count { $0.fieldRecord?.points.isEmpty == false }
                unjudged += whole.samples.count { $0.isOfField && $0.verdict == .pending }
            }
            if actor.role == .granary {
                #expect(
                    parcels.allSatisfy { parcel in
                        parcel.samples.keys.allSatisfy { parcel.grainClass(in: $0) != .pending }
                    })
            } else if actor.role == .officer {
                waiting += parcels.count { parcel in
                    parcel.samples.keys.contains { parcel.grainClass(in: $0) == .pending }
                }
            }
            told[actor.role, default: []].formUnion(parcels.map { "\($0.longitude) \($0.latitude)" })
        }
        #expect(
            points > 0 && waiting > 0 && unjudged > 0,
            "the history has fields with points, and fields that wait for a result")
        #expect(told[.granary] == ["112.43 28.4"])
        for role in [Actor.Role.station, .officer, .auditor, .registrar] {
            #expect(told[role] == ["112.43219 28.4"], "\(role)")
        }
    }

    @Test("A laboratory sees what it was brought by its blind code, and nowhere the field or the batch it comes from")
    func blind() async throws {
        let ledger = try await GuardWorld(seed: 3, steps: 250).ledger
        let disputed = try await dispute(in: ledger)
        let reads = LedgerReads(pool: ledger.pool)
        let origins = try await ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT code FROM parcel UNION SELECT code FROM batch").rows
                .map { row throws(PostgresError) in try row.text(0) }
        }
        var (samples, due) = (0, 0)
        for actor in GuardWorld.readers where actor.role == .laboratory {
            for resource in Resource.allCases {
                var query = ListQuery(resource)
                query.limit = 10_000
                for asOf in [nil, TestLedger.start.adding(minutes: 1_000_000)] {
                    query.asOf = asOf
                    let documents = try await reads.page(query, for: actor).documents
                    if resource == .samples { samples += documents.count }
                    if resource == .deadlines { due += documents.count { $0.code.contains(disputed.text) } }
                    let texts = documents.map { String(decoding: $0.json, as: UTF8.self) }
                    let told = origins.filter { origin in texts.contains { $0.contains("\"\(origin)\"") } }
                    #expect(told.isEmpty, "\(resource) tell \(told.prefix(3))")
                }
            }
        }
        #expect(samples > 4 && due > 0)
    }

    /// Puts a result of grain in store in dispute, to be settled by the laboratory that did not find it.
    private func dispute(in ledger: TestLedger) async throws -> ReinspectionNumber {
        let rows = try await ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                """
                SELECT code, body ->> 'laboratory' FROM sample
                WHERE body #>> '{subject,batch,_0}' IS NOT NULL AND body ->> 'state' = 'received' ORDER BY code LIMIT 1
                """
            ).rows
        }
        let row = try #require(rows.first)
        let (sample, first) = (SampleCode(try row.text(0)), try row.text(1))
        let other = GuardWorld.members.first { $0.kind == .station && $0.code.text != first }
        let number = ReinspectionNumber("F-blind")
        for answer in [
            await ledger.submit(
                IssueReport(
                    report: "R-blind", sample: sample,
                    lines: [
                        .init(
                            item: .cadmium, value: "0.50", method: "GB 5009.15-2023", lod: "0.001", loq: "0.003",
                            run: "")
                    ], supersedes: nil)),
            await ledger.submit(
                ApplyForReinspection(
                    reinspection: number, sample: sample, report: "R-blind", toldAt: TestLedger.start,
                    laboratory: other?.code)),
        ] {
            if case .done = answer { continue }
            Issue.record("\(answer)")
        }
        return number
    }

    private func batches(_ parcel: Document) throws -> Set<String> {
        let parcel = try JSONDecoder().decode(Parcel.self, from: Data(parcel.json))
        return Set(parcel.batches.values.flatMap(\.self).map(\.text))
    }

    private func check(_ trace: Trace, _ whole: Trace, _ foreign: Set<String>) throws {
        let text = String(decoding: try JSONEncoder().encode(trace), as: UTF8.self)
        let told = foreign.filter { text.contains($0) }
        #expect(told.isEmpty, "\(trace.batch)")
        func figures(_ trace: Trace) -> [[String]] {
            trace.nodes.map { ["\($0.generation)", $0.grainClass, "\($0.intakeGrams)", "\($0.stockGrams)"] }
                .sorted { $0.joined() < $1.joined() }
        }
        #expect(figures(trace) == figures(whole) && trace.edges.count <= whole.edges.count)
        #expect(trace.nodes.count(where: \.masked) == whole.nodes.count { foreign.contains($0.batch) })
        #expect(trace.nodes.filter(\.masked).allSatisfy { $0.granary == nil && $0.origin == nil && $0.ledger == nil })
        #expect(trace.sources.reduce(0) { $0 + $1.grams } == whole.sources.reduce(0) { $0 + $1.grams })
    }

    /// All of a dossier but its manifests: those are the reader's own, and say under which number the other side took in.
    private func text(of dossier: Dossier) throws -> String {
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(dossier))
        let parts = (json as? [String: Any])?.filter { $0.key != "manifests" }
        return String(decoding: try JSONSerialization.data(withJSONObject: parts ?? [:]), as: UTF8.self)
    }
}
