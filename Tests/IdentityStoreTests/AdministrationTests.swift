import Custody
import Identity
import Operations
import Postgres
import Rules
import Testing

@testable import IdentityStore

/// A prefecture with its administrator and an officer, a neighbour's administrator, and somebody to be administered.
private struct Bureau {
    let gate: TestGate
    let administration: Administration
    let consents: Consents
    let chief, deputy, officer, neighbour, keeper: Holder

    init() async throws {
        let gate = try await TestGate()
        self.gate = gate
        administration = gate.gate.administration(gate.desk)
        consents = gate.gate.consents({ _ in .busy }, beside: gate.desk)
        func made(_ alias: String, _ role: Role, _ region: String, _ organization: CreditCode? = TestGate.bureau)
            async throws -> Holder
        {
            let number = try await gate.membership(alias, role, organization: organization, region: region)
            return try #require(try await gate.gate.people.holder(of: number))
        }
        chief = try await made("chief", .administrator, "4309")
        deputy = try await made("deputy", .administrator, "430903")
        officer = try await made("officer", .cityOfficer, "4309")
        neighbour = try await made("neighbour", .administrator, "4301")
        keeper = try await made("keeper", .keeper, "430903", TestGate.granary)
    }

    func caller(
        _ holder: Holder, _ presence: Participant.Presence = .freshFactor, scopes: Set<Scope> = [.read, .allActs]
    )
        -> Caller
    {
        Caller(
            actor: holder.actor, authority: .person(holder.participant(presence), scopes), scopes: scopes,
            name: holder.alias, role: holder.membership.role.rawValue)
    }

    func perform(
        _ act: AdministrativeAct, by holder: Holder, _ presence: Participant.Presence = .freshFactor,
        key: String = "\(Int.random(in: 0...Int.max))", version: Int64? = nil
    ) async throws -> AdministrativeAnswer {
        try await administration.perform(act, caller(holder, presence), key, version)
    }

    /// A wish that an authority's region allows: readers belong to authorities, which stand in no register.
    func reader(_ region: String = "4309", role: String = "department-reader") -> MembershipEntry {
        MembershipEntry(organization: TestGate.bureau?.text ?? "", role: role, region: region)
    }

    func register(_ alias: String, _ entry: MembershipEntry, key: String = "k") async throws -> AdministrativeAnswer {
        try await perform(
            .registerPerson(PersonEntry(alias: alias, name: "王小二", phone: "13812345678", membership: entry)), by: chief,
            key: key)
    }

    /// The number of the one membership of a person.
    func membership(_ person: String) async throws -> String {
        try #require(try await administration.person(person, caller(chief))?.memberships.first?.code)
    }
}

extension AdministrativeAnswer {
    var done: Administered? { if case .done(let done) = self { done } else { nil } }
    var denied: [AccessFault] { if case .denied(let faults) = self { faults } else { [] } }
    var faults: [AdministrativeFault] {
        if case .unfit(let faults) = self { faults.map(\.fault) } else { [] }
    }
}

@Suite("Administration of persons, accounts and devices")
struct AdministrationTests {
    @Test(
        "a person is registered, signs in by a first password that opens nothing but the choice of another, and is cut off"
    )
    func journey() async throws {
        let bureau = try await Bureau()
        let person = try #require(try await bureau.register("wang", bureau.reader()).done).subject
        let membership = try await bureau.membership(person)
        let opened = try await bureau.perform(.openAccount(membership: membership, name: "wang"), by: bureau.chief)
        let first = try #require(opened.done?.secret).text
        func open(_ password: String, new: String = "") async throws -> SignInAnswer {
            try await bureau.gate.desk.open(
                SignInAttempt(account: "wang", password: password, newPassword: new, address: "a"))
        }
        #expect(try await open(first).word == "needs-password")
        guard case .needsPassword([.notNew]) = try await open(first, new: first) else {
            Issue.record("the first password was taken for a new one")
            return
        }
        let (cookie, _) = try #require(try await open(first, new: "seven green barges").opened)
        #expect(try await open(first, new: "eight green barges").word == "refused")
        #expect(try await bureau.gate.desk.session(cookie) != nil)
        let suspended = try await bureau.perform(
            .suspendPerson(person, reason: "left us"), by: bureau.officer, .confirmed)
        #expect(suspended.done != nil)
        #expect(try await bureau.gate.desk.session(cookie) == nil)
        #expect(try await open("seven green barges").word == "refused")
        #expect(
            try await bureau.perform(.restorePerson(person, reason: "is back"), by: bureau.officer).denied == [
                .notPermitted
            ])
        #expect(try await bureau.perform(.restorePerson(person, reason: "is back"), by: bureau.chief).done != nil)
        #expect(try await open("seven green barges").word == "opened")
        for act in [
            "person-registered", "membership-granted", "account-opened", "password-changed", "membership-suspended",
            "membership-restored",
        ] {
            #expect(try await bureau.gate.notes(act).contains { $0.result == "done" }, "\(act)")
        }
        let rows = try await bureau.gate.query(
            """
            SELECT (SELECT count(*) FROM audit_event WHERE audit_event::text LIKE '%王小二%' OR audit_event::text LIKE '%1381234%')
                + (SELECT count(*) FROM administrative_act WHERE administrative_act::text LIKE '%王小二%')
            """)
        #expect(try rows[0].int8(0) == 0, "personal data stands in person_detail alone")
    }

    @Test("a first password ends after its days, and only its owner's own makes the account one that administers")
    func firstPasswordEnds() async throws {
        let bureau = try await Bureau()
        let person = try #require(try await bureau.register("wang", bureau.reader()).done).subject
        let opened = try await bureau.perform(
            .openAccount(membership: try await bureau.membership(person), name: "wang"), by: bureau.chief)
        let first = try #require(opened.done?.secret)
        #expect(first.until == bureau.gate.clock.identity.now().adding(days: 7))
        bureau.gate.clock.move(seconds: 7 * 86_400)
        let late = try await bureau.gate.desk.open(
            SignInAttempt(account: "wang", password: first.text, newPassword: "seven green barges", address: "a"))
        #expect(late.word == "refused")
    }

    @Test("an administrator does nothing outside his region, for himself, by a token, or past what he may grant")
    func bounds() async throws {
        let bureau = try await Bureau()
        let keeper = bureau.keeper.membership.number.text
        let person = bureau.keeper.person.number.text
        let acts: [AdministrativeAct] = [
            .suspendPerson(person, reason: "test"), .suspendMembership(keeper, reason: "test"),
            .endMembership(keeper, reason: "test"), .openAccount(membership: keeper, name: "keeper"),
            .grantMembership(person: person, bureau.reader("4301")),
            .grantCredential(CredentialEntry(name: "c", kind: "token", membership: keeper, scopes: ["read"])),
        ]
        for act in acts {
            #expect(try await bureau.perform(act, by: bureau.neighbour) == .unknown, "\(act)")
            #expect(try await bureau.perform(act, by: bureau.keeper).denied == [.notPermitted], "\(act)")
        }
        #expect(try await bureau.administration.person(person, bureau.caller(bureau.neighbour)) == nil)
        let own = bureau.chief.person.number.text
        #expect(
            try await bureau.perform(.grantMembership(person: own, bureau.reader()), by: bureau.chief).denied == [
                .ownRights
            ])
        #expect(
            try await bureau.perform(
                .grantMembership(person: own, bureau.reader(role: "city-officer")), by: bureau.chief
            )
            .denied == [.ownRights])
        let byToken = try await bureau.perform(acts[3], by: bureau.chief, .program)
        #expect(byToken.denied.contains(.factorNotFresh))
        #expect(try await bureau.perform(acts[3], by: bureau.chief, .confirmed).denied == [.factorNotFresh])
        for (region, fault) in [("43", AdministrativeFault.regionOutside), ("4301", .regionOutside)] {
            #expect(try await bureau.register("far", bureau.reader(region)).faults == [fault])
        }
        // Its code lies in the region, but no register has it, and it is no authority.
        let unregistered = MembershipEntry(organization: "91430903MA4L000118", role: "keeper", region: "430903")
        #expect(try await bureau.register("k", unregistered).faults == [.organizationUnknown])
        let abroad = MembershipEntry(organization: "12430103MB1GRAN16A", role: "sampler", region: "4309")
        #expect(try await bureau.register("k", abroad).faults.contains(.organizationUnknown))
    }

    @Test("an office is granted by two persons: neither for himself, and the second sees just these words")
    func office() async throws {
        let bureau = try await Bureau()
        let entry = bureau.reader("430903", role: "county-officer")
        guard case .waits(let id, let person, let roles) = try await bureau.register("liu", entry) else {
            Issue.record("an office was granted by one")
            return
        }
        #expect(roles == [.administrator, .countyOfficer, .cityOfficer])
        #expect(try await bureau.administration.person(person, bureau.caller(bureau.chief))?.memberships == [])
        #expect(try await bureau.consents.list(bureau.caller(bureau.chief)).isEmpty)
        #expect(try await bureau.consents.list(bureau.caller(bureau.neighbour)).isEmpty)
        #expect(try await bureau.consents.list(bureau.caller(bureau.keeper)).isEmpty)
        let shown = try #require(try await bureau.consents.list(bureau.caller(bureau.officer)).first)
        #expect(shown.kind == "office-granted" && shown.body.contains("county-officer") && !shown.body.contains("王小二"))
        func consent(_ holder: Holder, _ presence: Participant.Presence = .freshFactor, digest: String? = nil)
            async throws
            -> String
        {
            switch try await bureau.consents.consent(id, digest ?? shown.digest, bureau.caller(holder, presence)) {
            case .unknown: "unknown"
            case .otherWords: "other words"
            case .answered: "answered"
            case .administered(let answer): answer.done?.kind ?? answer.denied.map(\.rawValue).joined(separator: " ")
            }
        }
        #expect(try await consent(bureau.chief) == "samePerson")
        #expect(try await consent(bureau.neighbour) == "unknown")
        #expect(try await consent(bureau.officer, digest: "00") == "other words")
        #expect(try await consent(bureau.officer, .program).contains("secondNotPresent"))
        #expect(try await consent(bureau.officer, .confirmed) == "factorNotFresh")
        #expect(try await consent(bureau.officer) == "office-granted")
        #expect(try await consent(bureau.officer) == "unknown")
        let sheet = try #require(try await bureau.administration.person(person, bureau.caller(bureau.chief)))
        #expect(sheet.memberships.map(\.role) == ["county-officer"] && sheet.memberships.map(\.grantedBy) == ["chief"])
    }

    @Test("a second factor goes to who consents, not to who has the first password")
    func factor() async throws {
        let bureau = try await Bureau()
        _ = try await bureau.gate.account(
            "old", .cityOfficer, organization: TestGate.bureau, region: "4309", withFactor: true)
        guard case .waits(let id, _, _) = try await bureau.perform(.resetFactor(account: "old"), by: bureau.chief)
        else {
            Issue.record("one person reset a factor")
            return
        }
        let shown = try #require(try await bureau.consents.list(bureau.caller(bureau.officer)).first)
        let answer = try await bureau.consents.consent(id, shown.digest, bureau.caller(bureau.officer))
        guard case .administered(.done(let done)) = answer, let secret = done.secret else {
            Issue.record("\(answer)")
            return
        }
        #expect(secret.text.hasPrefix("otpauth://totp/GrainLedger:old") && secret.recoveryCodes.count == 10)
        let opened = try await bureau.gate.open("old", factor: secret.recoveryCodes[3])
        #expect(opened.word == "opened")
    }

    @Test("the last administrator who can sign in stays, whoever would end him; a second one makes him free")
    func lastAdministrator() async throws {
        let bureau = try await Bureau()
        let last = AdministrativeAct.suspendMembership(bureau.chief.membership.number.text, reason: "test")
        #expect(try await bureau.perform(last, by: bureau.officer, .confirmed).faults == [.lastAdministrator])
        // The deputy covers a county only, and has no account besides.
        let deputy = AdministrativeAct.suspendMembership(bureau.deputy.membership.number.text, reason: "test")
        #expect(try await bureau.perform(deputy, by: bureau.officer, .confirmed).faults == [.lastAdministrator])
        _ = try await bureau.gate.account(
            "second", .administrator, organization: TestGate.bureau, region: "4309", withFactor: true)
        #expect(try await bureau.perform(deputy, by: bureau.officer, .confirmed).done != nil)
        #expect(try await bureau.perform(last, by: bureau.officer, .confirmed).done != nil)
    }

    @Test("sixty-four times the same key is one act; other words under it are refused; a stale version too")
    func keys() async throws {
        let bureau = try await Bureau()
        let answers = try await withThrowingTaskGroup { group in
            for _ in 0..<64 { group.addTask { try await bureau.register("wang", bureau.reader(), key: "once") } }
            return try await group.reduce(into: [AdministrativeAnswer]()) { $0.append($1) }
        }
        #expect(Set(answers.compactMap { $0.done?.subject }).count == 1)
        #expect(answers.filter { $0.done?.isReplayed == false }.count == 1)
        #expect(try await bureau.register("li", bureau.reader(), key: "once") == .keyReused)
        #expect(try await bureau.register("wang", bureau.reader(), key: "another").faults == [.aliasTaken])
        let person = try #require(answers.first?.done?.subject)
        let version = try #require(try await bureau.administration.person(person, bureau.caller(bureau.chief))?.version)
        let act = AdministrativeAct.suspendPerson(person, reason: "test")
        #expect(try await bureau.perform(act, by: bureau.chief, version: version - 1) == .stale)
        #expect(try await bureau.perform(act, by: bureau.chief, version: version).done != nil)
        #expect(try await bureau.perform(act, by: bureau.chief).faults == [.nothingChanges])
    }

    @Test("a device's secret is shown once, not to who asks again; its holder may revoke it, strangers may not")
    func credentials() async throws {
        let bureau = try await Bureau()
        var entry = CredentialEntry(
            name: "scale-1", kind: "device", membership: bureau.keeper.membership.number.text,
            scopes: ["read", "act:batch-moved"])
        #expect(try await bureau.perform(.grantCredential(entry), by: bureau.chief).faults == [.bondMissing])
        entry.unbound = true
        let granted = try await bureau.perform(.grantCredential(entry), by: bureau.chief, key: "g")
        let token = try #require(granted.done?.secret).text
        #expect(try await bureau.perform(.grantCredential(entry), by: bureau.chief, key: "g").done?.secret == nil)
        #expect(try await bureau.gate.gate.verified.caller(token)?.name == "scale-1")
        func listed(_ holder: Holder) async throws -> [CredentialSheet] {
            try #require(try await bureau.administration.credentials(CredentialQuery(), bureau.caller(holder)))
                .credentials
        }
        for holder in [bureau.chief, bureau.officer, bureau.keeper] {
            let sheet = try #require(try await listed(holder).first)
            #expect(
                sheet.code == "scale-1" && sheet.holder == "keeper" && sheet.standing == "valid"
                    && sheet.kind == "device")
        }
        #expect(try await listed(bureau.neighbour).isEmpty)
        #expect(try await bureau.perform(.revokeCredential("scale-1"), by: bureau.neighbour) == .unknown)
        #expect(try await bureau.perform(.revokeCredential("scale-1"), by: bureau.keeper, .password).done != nil)
        bureau.gate.clock.move(seconds: 1)
        #expect(try await bureau.gate.gate.verified.caller(token) == nil)
        #expect(try await bureau.perform(.revokeCredential("scale-1"), by: bureau.chief).faults == [.nothingChanges])
        #expect(try await listed(bureau.chief).map(\.standing) == ["revoked"])
    }

    @Test("who has not come in for 90 days, neither himself nor by a program, is found; who was granted today is not")
    func idle() async throws {
        let gate = try await TestGate()
        let administration = gate.gate.administration(gate.desk)
        func made(_ alias: String, _ role: Role) async throws -> Holder {
            let number = try await gate.membership(
                alias, role, organization: TestGate.bureau, region: "4309", to: "2029-12-31")
            guard let holder = try await gate.gate.people.holder(of: number) else { throw TestGate.Unexpected() }
            return holder
        }
        let chief = try await made("chief", .administrator), leaver = try await made("leaver", .departmentReader)
        let program = try await made("program", .departmentReader)
        _ = try await gate.account(
            "comes", .departmentReader, organization: TestGate.bureau, region: "4309", to: "2029-12-31")
        let caller = Caller(
            actor: chief.actor, authority: .person(chief.participant(.freshFactor), [.read]), scopes: [.read],
            name: "chief", role: chief.membership.role.rawValue)
        func idle() async throws -> [String] {
            var query = PeopleQuery()
            query.standing = "idle"
            let page = try #require(try await administration.persons(query, caller))
            #expect(page.standings["idle"] ?? 0 == page.persons.count)
            return page.persons.map(\.alias)
        }
        #expect(try await idle() == [])
        gate.clock.move(seconds: 400 * 86_400)
        #expect(try await gate.open("comes").word == "opened")
        let token = try #require(
            try await gate.gate.credentials.grant(
                "program", to: .membership(program.membership.number), scopes: [.read],
                from: gate.clock.identity.now(), days: 90, by: "test"))
        #expect(try await gate.gate.verified.caller(token) != nil)
        // The note of a use is written beside the request.
        while try await gate.query("SELECT 1 FROM credential_use").isEmpty { await Task.yield() }
        #expect(try await idle() == ["chief", leaver.alias])
    }

    @Test("a membership that ended comes back by no road, the command line's neither")
    func ended() async throws {
        let bureau = try await Bureau()
        let number = bureau.keeper.membership.number
        #expect(try await bureau.perform(.endMembership(number.text, reason: "retired"), by: bureau.chief).done != nil)
        #expect(
            try await bureau.perform(.restoreMembership(number.text, reason: "sorry"), by: bureau.chief).faults == [
                .membershipEnded
            ])
        await #expect(throws: PostgresError.self) {
            try await bureau.gate.gate.people.suspend(number, false, by: "operator", reason: "r")
        }
        #expect(
            try await bureau.gate.gate.people.holder(of: number)?.membership.standing(at: StillClock.noon) == .suspended
        )
    }

    @Test(
        "a list holds whoever has a membership in the reader's region and nobody else, with names for administrators alone"
    )
    func lists() async throws {
        let bureau = try await Bureau()
        let regions = ["430903", "430902", "430981", "430103", "430922"]
        var places: [String: Set<String>] = [:]
        for number in 0..<40 {
            let region = regions[(number * 7 + number / 3) % regions.count]
            places["p\(number)"] = [region]
            _ = try await bureau.gate.membership("p\(number)", .keeper, region: region)
        }
        for (holder, prefix) in [
            (bureau.chief, "4309"), (bureau.deputy, "430903"), (bureau.neighbour, "4301"), (bureau.officer, "4309"),
        ] {
            var (query, found) = (PeopleQuery(), Set<String>())
            query.limit = 7
            repeat {
                let page = try #require(try await bureau.administration.persons(query, bureau.caller(holder)))
                for person in page.persons {
                    #expect(
                        person.memberships.allSatisfy { $0.region.hasPrefix(prefix) }
                            && found.insert(person.alias).inserted)
                }
                query.after = page.next
            } while query.after != nil
            let expected = places.filter { $0.value.contains { $0.hasPrefix(prefix) } }.keys
            #expect(found.filter { $0.hasPrefix("p") } == Set(expected), "\(prefix)")
        }
        #expect(try await bureau.administration.persons(PeopleQuery(), bureau.caller(bureau.keeper)) == nil)
        let person = try #require(try await bureau.register("wang", bureau.reader()).done).subject
        for reader in [bureau.chief, bureau.officer] {
            let masked = try #require(try await bureau.administration.person(person, bureau.caller(reader)))
            #expect(masked.name == "王**" && masked.phone == "138****5678")
        }
        #expect(try await bureau.gate.notes("person-read").count == 2)
        let chief = bureau.caller(bureau.chief)
        let told = try #require(try await bureau.administration.detail(person, "a call back", chief))
        #expect(told.name == "王小二" && told.phone == "13812345678")
        #expect(try await bureau.gate.notes("person-revealed").count == 1)
        #expect(try await bureau.administration.detail(person, "a call back", bureau.caller(bureau.neighbour)) == nil)
        // By his whole name he is found, by a part of it nobody is.
        for (text, count) in [("王小二", 1), ("王", 0), ("wan", 1)] {
            var query = PeopleQuery()
            query.text = text
            #expect(try await bureau.administration.persons(query, chief)?.persons.count == count, "\(text)")
        }
    }
}

@Suite("One's own account")
struct OwnAccountTests {
    @Test("a password is changed with the old one, ends the other sessions, and is throttled like the door")
    func password() async throws {
        let gate = try await TestGate()
        _ = try await gate.account("keeper-1", .keeper)
        let own = gate.gate.ownAccounts(gate.desk)
        let cookie = try #require(try await gate.open("keeper-1").opened).cookie
        let other = try #require(try await gate.open("keeper-1", from: "b").opened).cookie
        #expect(try await own.changePassword(cookie, "wrong", "seven green barges") == .wrong)
        #expect(try await own.changePassword(cookie, "correct horse", "correct horse") == .unfit([.notNew]))
        guard case .unfit(let findings) = try await own.changePassword(cookie, "correct horse", "keeper-1!") else {
            Issue.record("a password like the account's name was taken")
            return
        }
        #expect(findings.contains(.ownName))
        #expect(try await gate.desk.session(other) != nil)
        #expect(try await own.changePassword(cookie, "correct horse", "seven green barges") == .changed)
        #expect(try await gate.desk.session(cookie) != nil)
        #expect(try await gate.desk.session(other) == nil)
        #expect(try await gate.open("keeper-1").word == "refused")
        #expect(try await gate.open("keeper-1", "seven green barges").word == "opened")
        #expect(try await gate.notes("password-changed").map(\.result) == ["done", "refused"])
        #expect(try await own.changePassword("no session", "a", "b") == .noSession)
        for _ in 0..<12 { _ = try await own.changePassword(cookie, "wrong", "x") }
        guard case .tryLater = try await own.changePassword(cookie, "seven green barges", "x") else {
            Issue.record("an old password may be guessed without a wait")
            return
        }
    }

    @Test("everybody sees his own sessions and ends them; nobody another's")
    func sessions() async throws {
        let gate = try await TestGate()
        _ = try await gate.account("keeper-1", .keeper)
        _ = try await gate.account("keeper-2", .keeper)
        let own = gate.gate.ownAccounts(gate.desk)
        let (cookie, signedIn) = try #require(try await gate.open("keeper-1").opened)
        let other = try #require(try await gate.open("keeper-1", from: "b").opened).cookie
        let (foreign, stranger) = try #require(try await gate.open("keeper-2").opened)
        let sheet = try await own.show(signedIn.caller, cookie)
        #expect(sheet.account?.name == "keeper-1" && sheet.account?.password == "own" && sheet.sessions.count == 2)
        #expect(sheet.sessions.filter(\.isCurrent).count == 1 && sheet.memberships.map(\.role) == ["keeper"])
        let theirs = try #require(try await own.show(stranger.caller, foreign).sessions.first).code
        #expect(try await !own.endSession(cookie, theirs))
        #expect(try await gate.desk.session(foreign) != nil)
        let elsewhere = try #require(sheet.sessions.first { !$0.isCurrent }).code
        #expect(try await own.endSession(cookie, elsewhere))
        #expect(try await gate.desk.session(other) == nil)
        #expect(try await gate.desk.session(cookie) != nil)
    }
}
