import HTTPTypes
import Hummingbird
import Identity
import Operations

/// `/v1/handsets`: handsets in the field say that they are there and what they keep, and learn whether they were withdrawn
/// (docs/decisions/0027).
enum HandsetRoutes {
    private struct HandsetList: Encodable {
        let items: [HandsetSheet]
        let next: String?
    }

    /// What a handset is told, with whatever else is known of it.
    private struct Told: Encodable {
        let isWithdrawn: Bool
    }

    /// Whether a handset was withdrawn, for one whose session has ended; of who names none it says no.
    static func addDoor(to group: RouterGroup<SignedInSource>) {
        group.get("/handsets/{code}/standing") { request, context in
            try Parameters(request, known: []).check()
            guard let doors = context.doors else { throw Problem(.internal) }
            let code = try context.parameters.require("code")
            let isWithdrawn = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await doors.handsets.isWithdrawn(code)
            }
            var response = try JSONAnswer.response(Told(isWithdrawn: isWithdrawn))
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    static func add(to group: RouterGroup<SignedInContext>) {
        group.get("/handsets") { request, context in
            let query = try query(of: request)
            let page = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.handsets.list(query, context.caller)
            }
            guard let page else { throw try await context.refusal(of: "handsets-read") }
            var response = try JSONAnswer.response(HandsetList(items: page.handsets, next: page.next))
            response.headers[.cacheControl] = "no-store"
            return response
        }
        group.put("/handsets/{code}") { request, context in
            try Parameters(request, known: []).check()
            guard CodeBlockRoutes.roles.contains(context.caller.role) else {
                throw try await context.refusal(of: "handset-told")
            }
            let code = try context.parameters.require("code")
            let report: HandsetReport = try await JSONBody.read(request, limit: 4_096)
            let faults = (Handsets.isName(code) ? [] : [MemberFault("", .credentialForm)]) + report.faults
            guard faults.isEmpty else { throw Problem(faults) }
            let answer = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.handsets.hear(code, report, context.caller)
            }
            let sheet: HandsetSheet
            switch answer {
            case .heard(let heard): sheet = heard
            case .denied(let fault): throw Problem([fault])
            }
            var response = try JSONAnswer.response(sheet)
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    private static func query(of request: Request) throws(Problem) -> HandsetQuery {
        var parameters = Parameters(request, known: ["standing", "cursor", "limit"])
        var query = HandsetQuery()
        query.standing = PeopleRoutes.word("standing", of: HandsetSheet.standings, &parameters)
        query.after = parameters.text("cursor")
        query.limit = PeopleRoutes.limit(&parameters)
        try parameters.check()
        return query
    }
}
