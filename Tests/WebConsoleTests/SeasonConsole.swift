import CustodyStore
import Custody
import Foundation
import GrainLedgerApp
import HTTPTypes
import Hummingbird
import Identity
import IdentityStore
import Logging
import NIOCore
import Operations
import Postgres
import Rules
import TestCluster
import Testing

@testable import WebConsole

/// The console over the example season in a database of its own, with a front door that knows three people.
struct SeasonConsole {
    /// The console.
    let console: Console
    /// The service behind it.
    let bureau: Bureau

    static let directory: URL = {
        if let named = ProcessInfo.processInfo.environment["GRAINLEDGER_SEASON"] { return URL(filePath: named) }
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root = root.deletingLastPathComponent() }
        return root.appending(path: "shared/data/season-2025-late")
    }()
    /// The description of the API that the program has in it.
    private static let description = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/HTTPAPI/Resources/openapi.json")
    static var isThere: Bool { FileManager.default.fileExists(atPath: directory.path()) }

    /// One season for all tests of the process.
    static let shared = Task { try await SeasonConsole() }

    static let officer = Actor(name: "刘科", organization: "", role: .officer, region: "4309")
    static let keeper = Actor(name: "周姐", organization: "91430902MAQ2N2QK6A", role: .granary, region: "430902")
    static let administrator = Actor(name: "老陈", organization: "", role: .administrator, region: "43")

    private init() async throws {
        let now = try #require(Timestamp(rfc3339: "2025-12-05T09:00:00+08:00"))
        bureau = Bureau(configuration: TestCluster.configuration(try await TestCluster.migrated()))
        let summary = try await bureau.importFiles(
            [Self.directory], as: .importer, isDryRun: false, errorsInto: nil
        ) { _ in }
        guard summary.refused.isEmpty else { throw Refused(lines: summary.refused) }
        console = Console(
            ledger: bureau.ledger, reports: bureau.reports, doors: try await Self.doors(bureau),
            house: .init(
                examine: { () throws(LedgerFault) in [] }, imports: bureau.imports,
                openAPI: try Array(Data(contentsOf: Self.description)), admit: { _, _ in (0, 0) }, now: { now }))
    }

    /// The secret of somebody's session: his account's name, filled up to the form a secret has.
    static func secret(_ account: String) -> SessionSecret {
        guard let secret = SessionSecret(account + String(repeating: "0", count: 43 - account.utf8.count)) else {
            preconditionFailure("43 characters of base62")
        }
        return secret
    }

    /// Who looks and has no person in the register.
    private static let others: [(String, Actor)] = [
        ("station", .station, "12430903MAQ77FU86A", "430903"),
        ("laboratory", .laboratory, "12430903MAQ77FU86A", "430903"),
        ("facility", .facility, "91430981MAQN1GM12X", "430981"), ("carrier", .carrier, "91430902MAQ348AW6N", "430902"),
    ].map { account, role, organization, region in
        (
            account,
            Actor(name: account, organization: OrganizationCode(organization), role: role, region: region)
        )
    }

    /// What every form of somebody's session carries.
    static func token(_ account: String) -> String { secret(account).formToken }

    /// Doors that open to a few accounts; consents and audit are the service's own.
    private static func doors(_ bureau: Bureau) async throws -> Doors {
        let granary = [
            try await person("manager", "吴主任", .granaryManager, in: bureau),
            try await person("second", "周姐", .keeper, in: bureau),
            try await person("chief", "何科", .cityOfficer, in: bureau),
            try await person("deputy", "龚科", .cityOfficer, in: bureau),
            try await person("eraser", "老秦", .administrator, in: bureau),
        ]
        let plain = (others + [("officer", officer), ("keeper", keeper), ("administrator", administrator)]).map {
            account, actor in
            SignedIn(
                actor: actor, person: actor.name, displayName: actor.name, role: actor.role.rawValue,
                csrf: token(account), account: account, authority: .operatorsImport)
        }
        let people = Dictionary(
            uniqueKeysWithValues: (plain + granary).map { (secret($0.account).text, $0) })
        let key = try #require(FactorKey(bytes: Array(0..<32)))
        let desk = try bureau.gatehouse.desk(key)
        return Doors(
            signIns: SignIns(
                open: { attempt throws(LedgerFault) in
                    let cookie = secret(attempt.account).text
                    return people[cookie].map { .opened(cookie: cookie, $0) } ?? .refused
                },
                session: { cookie throws(LedgerFault) in people[cookie] },
                glance: { cookie throws(LedgerFault) in people[cookie] }, close: { _ throws(LedgerFault) in }),
            program: { _, _ throws(LedgerFault) in nil },
            consents: bureau.gatehouse.consents({ await bureau.committer.submit($0) }, beside: desk),
            audits: bureau.gatehouse.audits, unveilings: bureau.gatehouse.unveilings,
            administration: bureau.gatehouse.administration(desk), ownAccounts: bureau.gatehouse.ownAccounts(desk),
            handsets: bureau.gatehouse.handsets(desk))
    }

    /// A person of the keeper's granary, or of the city's bureau, in the register, signed in by that membership.
    private static func person(_ account: String, _ name: String, _ role: Role, in bureau: Bureau) async throws
        -> SignedIn
    {
        let isOfficer = role == .cityOfficer || role == .administrator
        let house = isOfficer ? "11430900MB1GRAN16G" : keeper.organization.text
        let organization = try #require(CreditCode(house)), region = isOfficer ? "4309" : "430902"
        let prefix = try #require(RegionPrefix(region))
        let day = try #require(CivilDate(iso: "2025-01-01")), end = try #require(CivilDate(iso: "2030-01-01"))
        let people = bureau.gatehouse.people
        let person = try await people.add(alias: account, name: name)
        let number = try await people.grant(
            MembershipWish(
                organization: organization, role: role, region: prefix, firstDay: day,
                lastDay: end), to: person, by: "test")
        let membership = try #require(
            Membership(
                number: number, person: person, organization: organization, role: role,
                jurisdiction: isOfficer ? .region(prefix) : .organization,
                validFrom: day, validTo: end))
        let participant = try #require(
            Participant(
                Person(person, memberships: [membership]), acting: number,
                presence: isOfficer ? .freshFactor : .confirmed))
        return SignedIn(
            actor: Actor(
                name: account, organization: isOfficer ? "" : keeper.organization,
                role: role == .administrator ? .registrar : isOfficer ? .officer : .granary, region: region),
            person: person.text, displayName: name, role: role.rawValue, csrf: token(account), account: account,
            authority: .person(participant, [.read, .allActs]))
    }

    /// The season did not go in; an error of its own, so that every test that waits for it says so.
    struct Refused: Error {
        let lines: [String]
    }

    /// What a request gets.
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let body: String
    }

    /// Asks for a page, or sends a form.
    func ask(
        _ method: HTTPRequest.Method, _ target: String, as cookie: String?, form: [(String, String)] = [],
        headers: HTTPFields = [:], through door: ((Console) -> Door)? = nil
    ) async throws -> Answer {
        let path = String(target.prefix { $0 != "?" })
        let (route, places) = try #require(Self.find(method, path, in: console), "no route \(target)")
        var head = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:8080", path: target)
        head.headerFields = headers
        head.headerFields[.contentType] = "application/x-www-form-urlencoded"
        if let cookie { head.headerFields[.cookie] = "\(SessionCookie.name)=\(Self.secret(cookie).text)" }
        let body = formText(form)
        let request = Request(head: head, body: .init(buffer: ByteBuffer(string: body)))
        let (_, outgoing) = await (door?(console) ?? Door(console: console)).exchange(
            request, to: route, places: places, limit: 1_000_000, from: "192.0.2.1", Logger(label: "test"))
        return Answer(
            status: outgoing.status.code, headers: outgoing.headers,
            body: String(decoding: outgoing.body, as: UTF8.self))
    }

    private static func find(_ method: HTTPRequest.Method, _ path: String, in console: Console) -> (
        Route, [String: String]
    )? {
        let parts = path.split(separator: "/").map(partText)
        let routes = (console.openRoutes + console.innerRoutes).filter { $0.method == method }
        let exactFirst = routes.sorted { !$0.path.contains("{") && $1.path.contains("{") }
        for route in exactFirst {
            let wanted = route.path.split(separator: "/").map { String($0) }
            guard wanted.count == parts.count else { continue }
            var places: [String: String] = [:]
            let fits = zip(wanted, parts).allSatisfy { want, part in
                guard want.hasPrefix("{") else { return want == part }
                places[String(want.dropFirst().dropLast())] = part
                return true
            }
            if fits { return (route, places) }
        }
        return nil
    }
}
