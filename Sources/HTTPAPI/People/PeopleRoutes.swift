import Custody
import HTTPTypes
import Hummingbird
import Identity
import Operations
import Rules

/// `/v1/persons`, `/v1/memberships`, `/v1/accounts`, `/v1/credentials`, and the withdrawal of handsets: who may do what, granted and taken away. What may be done is
/// asked in the operation; here bodies are read and answers written.
enum PeopleRoutes {
    private struct Reason: Codable { let reason: String }
    private struct Name: Codable { let name: String }
    private struct Nothing: Codable {}

    private struct PersonList: Encodable {
        let items: [PersonSheet]
        let next: String?
    }

    private struct CredentialList: Encodable {
        let items: [CredentialSheet]
        let next: String?
    }

    static func add(to group: RouterGroup<SignedInContext>) {
        addReads(to: group)
        post("/persons", PersonEntry.self, group) { .registerPerson($1) }
        post("/persons/{code}/memberships", MembershipEntry.self, group) { .grantMembership(person: $0, $1) }
        post("/persons/{code}/suspend", Reason.self, group) { .suspendPerson($0, reason: $1.reason) }
        post("/persons/{code}/restore", Reason.self, group) { .restorePerson($0, reason: $1.reason) }
        post("/memberships/{code}/suspend", Reason.self, group) { .suspendMembership($0, reason: $1.reason) }
        post("/memberships/{code}/restore", Reason.self, group) { .restoreMembership($0, reason: $1.reason) }
        post("/memberships/{code}/end", Reason.self, group) { .endMembership($0, reason: $1.reason) }
        post("/memberships/{code}/account", Name.self, group) { .openAccount(membership: $0, name: $1.name) }
        post("/accounts/{code}/password", Nothing.self, group) { code, _ in .resetPassword(account: code) }
        post("/accounts/{code}/factor", Nothing.self, group) { code, _ in .resetFactor(account: code) }
        post("/credentials", CredentialEntry.self, group) { .grantCredential($1) }
        post("/credentials/{code}/revoke", Nothing.self, group) { code, _ in .revokeCredential(code) }
        post("/handsets/{code}/withdraw", Reason.self, group) { .withdrawHandset($0, reason: $1.reason) }
    }

    private static func post<Body: Codable & Sendable>(
        _ path: String, _ body: Body.Type, _ group: RouterGroup<SignedInContext>,
        _ act: @escaping @Sendable (_ code: String, Body) -> AdministrativeAct
    ) {
        group.post(RouterPath(path)) { request, context in
            try Parameters(request, known: []).check()
            guard let key = request.headers[.idempotencyKey], !key.isEmpty, key.utf8.count <= 200 else {
                throw Problem(.keyMissing)
            }
            let version = try version(request.headers[.ifMatch])
            let read: Body = try await JSONBody.read(request, limit: 65_536)
            let meant = act(context.parameters.get("code") ?? "", read)
            let answer = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.administration.perform(meant, context.caller, key, version)
            }
            return try answer.response()
        }
    }

    /// The version of `If-Match`: that of the person whom the act is about.
    private static func version(_ tag: String?) throws(Problem) -> Int64? {
        guard let tag else { return nil }
        guard tag.utf8.count > 2, tag.hasPrefix("\""), tag.hasSuffix("\""),
            let version = Int64(tag.dropFirst().dropLast())
        else {
            let words = Words("写读到的 ETag，如 \"3\"", "The ETag as it was read, such as \"3\"")
            throw Problem(.header, nil, [.init("GL-Q-0004", "If-Match", words, hint: ProblemKind.header.remedy)])
        }
        return version
    }

    private static func addReads(to group: RouterGroup<SignedInContext>) {
        group.get("/persons") { request, context in
            let query = try peopleQuery(of: request)
            let page = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.administration.persons(query, context.caller)
            }
            guard let page else { throw try await context.refusal(of: "persons-read") }
            return try unkept(JSONAnswer.response(PersonList(items: page.persons, next: page.next)))
        }
        group.get("/persons/{code}") { request, context in
            try Parameters(request, known: []).check()
            guard context.caller.mayReadPeople else { throw try await context.refusal(of: "person-read") }
            let code = try context.parameters.require("code")
            let person = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.administration.person(code, context.caller)
            }
            var response = try unkept(JSONAnswer.response(person))
            response.headers[.eTag] = person.map { "\"\($0.version)\"" }
            return response
        }
        group.get("/credentials") { request, context in
            let query = try credentialQuery(of: request)
            let page = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.administration.credentials(query, context.caller)
            }
            guard let page else { throw try await context.refusal(of: "credentials-read") }
            return try unkept(JSONAnswer.response(CredentialList(items: page.credentials, next: page.next)))
        }
    }

    /// Personal data is kept nowhere on the way.
    private static func unkept(_ response: Response) -> Response {
        var response = response
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static func peopleQuery(of request: Request) throws(Problem) -> PeopleQuery {
        var parameters = Parameters(
            request, known: ["organization", "role", "standing", "text", "cursor", "limit"])
        var query = PeopleQuery()
        query.organization = parameters.text("organization")
        query.role = parameters.value("role", Words("角色名，如 keeper", "Name of a role, such as keeper")) {
            Role(rawValue: $0)?.rawValue
        }
        query.standing = word("standing", of: MembershipSheet.asked, &parameters)
        query.text = parameters.text("text")
        query.after = parameters.text("cursor")
        query.limit = limit(&parameters)
        try parameters.check()
        return query
    }

    private static func credentialQuery(of request: Request) throws(Problem) -> CredentialQuery {
        var parameters = Parameters(request, known: ["person", "kind", "standing", "cursor", "limit"])
        var query = CredentialQuery()
        query.person = parameters.text("person")?.lowercased()
        query.kind = word("kind", of: ["token", "device"], &parameters)
        query.standing = word("standing", of: CredentialSheet.standings, &parameters)
        query.after = parameters.text("cursor")
        query.limit = limit(&parameters)
        try parameters.check()
        return query
    }

    static func word(_ name: String, of words: [String], _ parameters: inout Parameters) -> String? {
        let listed = words.joined(separator: ", ")
        return parameters.value(name, Words("其中之一：\(listed)", "One of \(listed)")) { words.contains($0) ? $0 : nil }
    }

    static func limit(_ parameters: inout Parameters) -> Int {
        parameters.value("limit", Words("1 到 200", "1 to 200")) { text in
            Int(text).flatMap { (1...200).contains($0) ? $0 : nil }
        } ?? 50
    }
}
