import Identity
import Operations
import Postgres
import Testing

@testable import IdentityStore

@Suite("Handsets in the field")
struct HandsetTests {
    /// A granary's keeper with a handset, an administrator over him and one elsewhere.
    private struct World {
        let gate: TestGate
        let handsets: Handsets
        let administration: Administration
        let keeper, colleague, chief, neighbour, officer: Holder

        init() async throws {
            let gate = try await TestGate()
            self.gate = gate
            handsets = gate.gate.handsets(gate.desk)
            administration = gate.gate.administration(gate.desk)
            func made(_ alias: String, _ role: Role, _ region: String, at office: Bool = true) async throws -> Holder {
                let number = try await gate.membership(
                    alias, role, organization: office ? TestGate.bureau : TestGate.granary, region: region)
                return try #require(try await gate.gate.people.holder(of: number))
            }
            keeper = try await made("keeper", .keeper, "430903", at: false)
            colleague = try await made("colleague", .keeper, "430903", at: false)
            chief = try await made("chief", .administrator, "4309")
            neighbour = try await made("neighbour", .administrator, "4301")
            officer = try await made("officer", .countyOfficer, "430903")
        }

        func caller(_ holder: Holder, _ presence: Participant.Presence = .freshFactor) -> Caller {
            Caller(
                actor: holder.actor, authority: .person(holder.participant(presence), [.read, .allActs]),
                scopes: [.read, .allActs], name: holder.alias, role: holder.membership.role.rawValue)
        }

        /// The secret that everybody who has the handset in his hand sends.
        static let secret = String(repeating: "s", count: 43)

        func say(
            _ name: String, by holder: Holder, secret: String = Self.secret, waiting: Int = 0, forgotten: Bool? = nil
        ) async throws -> HandsetAnswer {
            try await handsets.hear(
                name, HandsetReport(waiting: waiting, codes: 40, secret: secret, forgotten: forgotten),
                caller(holder, .password))
        }

        func hear(_ name: String, by holder: Holder, waiting: Int = 0, forgotten: Bool? = nil) async throws
            -> HandsetSheet
        {
            let answer = try await say(name, by: holder, waiting: waiting, forgotten: forgotten)
            guard case .heard(let sheet) = answer else { throw CancellationError() }
            return sheet
        }

        func withdraw(_ name: String, by holder: Holder, _ presence: Participant.Presence = .freshFactor) async throws
            -> AdministrativeAnswer
        {
            try await administration.perform(
                .withdrawHandset(name, reason: "lost on the bus"), caller(holder, presence),
                "\(Int.random(in: 0...Int.max))", nil)
        }

        func listed(_ holder: Holder) async throws -> [HandsetSheet] {
            try #require(try await handsets.list(HandsetQuery(), caller(holder))).handsets
        }
    }

    @Test(
        "one is seen by who uses it and who oversees him, with what it keeps, and is silent after a day without a word")
    func seen() async throws {
        let world = try await World()
        #expect(try await world.hear("D0000001", by: world.keeper, waiting: 3).standing == "inUse")
        for holder in [world.keeper, world.chief, world.officer] {
            let sheet = try #require(try await world.listed(holder).first)
            #expect(sheet.code == "D0000001" && sheet.holder == "keeper" && sheet.waiting == 3 && sheet.codes == 40)
        }
        #expect(try await world.listed(world.neighbour).isEmpty)
        #expect(try await world.listed(world.colleague).isEmpty)
        world.gate.clock.move(seconds: 24 * 3_600 + 1)
        #expect(try await world.listed(world.chief).map(\.standing) == ["silent"])
        #expect(try await world.hear("D0000001", by: world.keeper).standing == "inUse")
        world.gate.clock.move(seconds: 24 * 3_600 + 1)
        #expect(try await world.listed(world.chief).map(\.standing) == ["inUse"], "it keeps nothing")
        // Handed on: its next holder is the one who can be asked for it.
        #expect(try await world.hear("D0000001", by: world.colleague).holder == "colleague")
        #expect(try await world.listed(world.keeper).isEmpty)
    }

    @Test(
        "one is withdrawn by its holder or who oversees him, for good, and by nobody else; it is told, and tells when it forgot"
    )
    func withdrawn() async throws {
        let world = try await World()
        for name in ["D0000001", "D0000002"] { _ = try await world.hear(name, by: world.keeper, waiting: 1) }
        #expect(try await world.withdraw("D0000001", by: world.neighbour) == .unknown)
        #expect(try await world.withdraw("D0000001", by: world.colleague) == .unknown)
        #expect(try await world.withdraw("D0000009", by: world.chief) == .unknown)
        #expect(try await !world.handsets.isWithdrawn("D0000001"))
        #expect(try await world.withdraw("D0000001", by: world.officer).done?.subject == "D0000001")
        #expect(try await world.withdraw("D0000001", by: world.chief).faults == [.nothingChanges])
        #expect(try await world.withdraw("D0000002", by: world.keeper, .password).done != nil)
        #expect(try await world.handsets.isWithdrawn("D0000001"))
        let told = try await world.hear("D0000001", by: world.keeper)
        #expect(told.standing == "withdrawn" && told.reason == "lost on the bus" && told.withdrawnBy == "officer")
        #expect(try await world.hear("D0000001", by: world.keeper, forgotten: true).standing == "forgotten")
        let forgottenAt = try await world.hear("D0000001", by: world.keeper, forgotten: true).forgottenAt
        world.gate.clock.move(seconds: 60)
        #expect(try await world.hear("D0000001", by: world.keeper, forgotten: true).forgottenAt == forgottenAt)
        #expect(try await world.hear("D0000003", by: world.keeper, forgotten: true).standing == "inUse")
        #expect(try await world.gate.notes("handset-withdrawn").filter { $0.result == "done" }.count == 2)
        #expect(try await world.gate.notes("handset-forgotten").map(\.subject).allSatisfy { $0 == "D0000001" })
        for change in [
            "UPDATE handset SET withdrawn_at = NULL, withdrawn_by = NULL, reason = NULL", "DELETE FROM handset",
            "UPDATE handset SET forgotten_at = NULL WHERE name = 'D0000001'",
        ] as [PostgresStatement] {
            await #expect(throws: PostgresError.self) { try await world.gate.query(change) }
        }
    }

    @Test("who knows a handset's name and not its secret is not heard, and cannot withdraw it or say that it forgot")
    func impostor() async throws {
        let world = try await World()
        _ = try await world.hear("D0000001", by: world.keeper, waiting: 3)
        let guessed = String(repeating: "g", count: 43)
        #expect(try await world.say("D0000001", by: world.colleague, secret: guessed) == .denied(.handsetOfAnother))
        #expect(try await world.withdraw("D0000001", by: world.colleague) == .unknown)
        #expect(try await world.listed(world.keeper).map(\.waiting) == [3])
        #expect(try await world.withdraw("D0000001", by: world.chief).done != nil)
        let lie = try await world.say("D0000001", by: world.colleague, secret: guessed, forgotten: true)
        #expect(lie == .denied(.handsetOfAnother))
        #expect(try await world.listed(world.chief).map(\.standing) == ["withdrawn"])
        // Not by another way either: the name's secret is never another one.
        for change in [
            "UPDATE handset SET secret_digest = NULL", "UPDATE handset SET name = 'D0000002'",
            "UPDATE handset SET secret_digest = decode(repeat('00', 32), 'hex')",
        ] as [PostgresStatement] {
            await #expect(throws: PostgresError.self) { try await world.gate.query(change) }
        }
    }

    @Test(
        "a name from before there were secrets is taken up by its holder alone, and says that it forgot only afterwards"
    )
    func fromBefore() async throws {
        let world = try await World()
        _ = try await world.gate.query(
            """
            INSERT INTO handset (name, membership, first_heard_at, last_heard_at, waiting, codes, withdrawn_at, withdrawn_by, reason)
            VALUES ('D0000001', \(.uuid(text: world.keeper.membership.number.text)), now(), now(), 0, 0, now(), 'chief', 'lost')
            """)
        #expect(try await world.say("D0000001", by: world.colleague, forgotten: true) == .denied(.handsetOfAnother))
        #expect(try await world.hear("D0000001", by: world.keeper, forgotten: true).standing == "withdrawn")
        #expect(try await world.hear("D0000001", by: world.keeper, forgotten: true).standing == "forgotten")
    }

    @Test("a report without counts or a secret is told every fault", arguments: [42, 129])
    func form(length: Int) {
        let report = HandsetReport(waiting: -1, codes: 1_000_001, secret: String(repeating: "s", count: length))
        #expect(report.faults.map(\.member) == ["waiting", "codes", "secret"])
        #expect(HandsetReport(waiting: 0, codes: 0, secret: World.secret).faults.isEmpty)
    }
}
