import Custody
import Hummingbird
import Operations
import Rules

/// Balances of a batch, a bin, a site, a granary, a county, and of the whole book.
enum BalanceRoutes {
    static func add(to group: RouterGroup<SignedInContext>) {
        let scopes: [(path: String, scope: @Sendable (String) -> BalanceScope)] = [
            ("/batches/{code}/balance", { .batch($0) }), ("/bins/{code}/balance", { .bin($0) }),
            ("/sites/{code}/balance", { .site($0) }), ("/organizations/{code}/balance", { .granary($0) }),
        ]
        for (path, scope) in scopes {
            group.get("\(path)") { request, context in
                let code = try context.parameters.require("code")
                return try await balance(request, context, known: []) { _ in scope(code) }
            }
        }
        group.get("/balance") { request, context in
            try await balance(request, context, known: ["county"]) { parameters in
                let region = Field("county", .region)
                let county = parameters.value("county", region.expected) { region.accepts($0) ? $0 : nil }
                return county.map { .region($0) } ?? .whole
            }
        }
    }

    private static func balance(
        _ request: Request, _ context: SignedInContext, known: [String], scope: (inout Parameters) -> BalanceScope
    ) async throws -> Response {
        var parameters = Parameters(request, known: known + ["asOf"])
        let scope = scope(&parameters)
        let asOf = parameters.asOf()
        try parameters.check()
        if case .site(let code) = scope, code.utf8.count != 21 { throw Problem(.notFound) }
        return try JSONAnswer.response(
            try await LedgerReading.ask { () throws(LedgerFault) in
                try await context.ledger.balance(scope, context.actor, asOf)
            })
    }
}
