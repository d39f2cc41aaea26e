import Custody
import HTTPTypes
import Hummingbird
import Identity
import Operations

/// `/v1/account`: one's own account, its password and its sessions.
enum OwnAccountRoutes {
    private struct Change: Codable { let old, new: String }

    static func add(to group: RouterGroup<SignedInContext>) {
        group.get("/account") { request, context in
            try Parameters(request, known: []).check()
            let sheet = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.ownAccounts.show(context.caller, context.cookie)
            }
            var response = try JSONAnswer.response(sheet)
            response.headers[.cacheControl] = "no-store"
            return response
        }
        group.post("/account/password") { request, context in
            try Parameters(request, known: []).check()
            let change: Change = try await JSONBody.read(request, limit: 65_536)
            guard let cookie = context.cookie else { throw Problem(.notSupported, noSession) }
            let answer = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.ownAccounts.changePassword(cookie, change.old, change.new)
            }
            switch answer {
            case .changed: return Response(status: .noContent)
            case .noSession: throw Problem(.notSupported, noSession)
            case .wrong: throw Problem(.unfit, nil, [wrongPassword])
            case .unfit(let findings): throw Problem(findings, at: "/new")
            case .tryLater(let seconds): throw Problem(.tooManyTries, retryAfter: seconds)
            }
        }
        group.delete("/account/sessions/{code}") { request, context in
            try Parameters(request, known: []).check()
            guard let cookie = context.cookie else { throw Problem(.notSupported, noSession) }
            let code = try context.parameters.require("code")
            let isEnded = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.ownAccounts.endSession(cookie, code)
            }
            guard isEnded else { throw Problem(.notFound) }
            return Response(status: .noContent)
        }
    }

    private static let noSession = Words(
        "令牌没有账号，先登录", "A token has no account: sign in first")
    private static let wrongPassword = Problem.Item(
        "GL-I-0112", "/old", Words("原口令不对", "The old password is wrong"),
        hint: Words("重新输入原口令；忘记了可由管理员重置", "Type it again; an administrator can reset one that is forgotten"))
}
