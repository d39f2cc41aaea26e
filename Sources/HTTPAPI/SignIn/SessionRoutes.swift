import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Operations

/// `/v1/session`: a person signs in, is told who he is, gives the second factor anew, signs out.
enum SessionRoutes {
    private struct Attempt: Codable {
        let account, password: String
        let factor: String?
        /// What is chosen in place of a first password.
        let newPassword: String?
    }

    private struct Confirmation: Codable { let factor: String }

    /// Signing in, open to whoever has no session yet.
    static func addDoor(to group: RouterGroup<SignedInSource>) {
        group.post("/session") { request, context in
            try Parameters(request, known: []).check()
            guard let doors = context.doors else { throw Problem(.internal) }
            let attempt: Attempt = try await JSONBody.read(request, limit: 65_536)
            let mark = BrowserMark.text(in: request.headers[values: .cookie])
            let answer = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await doors.signIns.open(
                    SignInAttempt(
                        account: attempt.account, password: attempt.password, factor: attempt.factor ?? "",
                        newPassword: attempt.newPassword ?? "", address: context.address, mark: mark))
            }
            var response = try respond(answer, status: .created)
            if case .opened(_, let session) = answer, !session.mark.isEmpty {
                response.headers.append(HTTPField(name: .setCookie, value: BrowserMark.setting(session.mark)))
            }
            return response
        }
    }

    static func add(to group: RouterGroup<SignedInContext>) {
        group.get("/session") { request, context in
            try Parameters(request, known: []).check()
            return try respond(SessionDocument(context.caller, context.session))
        }
        group.delete("/session") { request, context in
            try Parameters(request, known: []).check()
            guard let cookie = context.cookie else { throw Problem(.notSupported, noSession) }
            try await CallerMiddleware.asked { () throws(LedgerFault) in try await context.doors.signIns.close(cookie) }
            return Response(
                status: .noContent, headers: [.setCookie: SessionCookie.removal, .cacheControl: "no-store"])
        }
        group.post("/session/factor") { request, context in
            try Parameters(request, known: []).check()
            guard let cookie = context.cookie else { throw Problem(.notSupported, noSession) }
            let given: Confirmation = try await JSONBody.read(request, limit: 4_096)
            let answer = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.signIns.confirm(cookie, given.factor)
            }
            return try respond(answer, status: .ok)
        }
    }

    private static let noSession = Words("令牌没有会话，只有登录才有", "A token has no session; only a sign-in has")

    private static func respond(_ answer: SignInAnswer, status: HTTPResponse.Status) throws -> Response {
        switch answer {
        case .opened(let cookie, let session):
            guard let setting = SessionCookie.setting(cookie) else { throw Problem(.internal) }
            var response = try respond(SessionDocument(session.caller, session))
            response.status = status
            response.headers[.setCookie] = setting
            return response
        case .needsFactor: throw Problem(.signIn, Admission.factorMissing)
        case .needsPassword(let findings):
            guard findings.isEmpty else { throw Problem(findings, at: "/newPassword") }
            throw Problem(.signIn, Admission.passwordMissing)
        case .refused: throw Problem(.signIn, Admission.refusal)
        case .tryLater(let seconds): throw Problem(.tooManyTries, retryAfter: seconds)
        }
    }

    private static func respond(_ document: SessionDocument) throws -> Response {
        var response = try JSONAnswer.response(document)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

/// Who is signed in, as it is sent.
private struct SessionDocument: Encodable {
    let name, role, organization, region: String
    let person, displayName, csrf: String?
    /// `program`, `password`, `confirmed`, `freshFactor`; absent for the import office.
    let presence: String?
    let scopes: [String]

    init(_ caller: Caller, _ session: SignedIn?) {
        name = caller.name
        role = caller.role
        organization = caller.actor.organization.text
        region = caller.actor.region
        person = caller.authority.participant?.person.number.text
        displayName = session?.displayName
        csrf = session?.csrf
        presence = caller.authority.participant?.presence.rawValue
        scopes = caller.scopes.map(\.text).sorted()
    }
}
