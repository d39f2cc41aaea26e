import Custody
import HTTPTypes
import Hummingbird
import Operations

/// `GET /v1/batches/{code}/trace` and `/dossier`.
enum BatchRoutes {
    static func add(to group: RouterGroup<SignedInContext>) {
        group.get("/batches/{code}/trace") { request, context in
            let code = BatchCode(try context.parameters.require("code"))
            var parameters = Parameters(request, known: ["direction", "asOf"])
            let direction = parameters.value("direction", Words("写 up 或 down", "up or down")) {
                TraceDirection(rawValue: $0)
            }
            let asOf = parameters.asOf()
            try parameters.check()
            return try JSONAnswer.response(
                try await LedgerReading.ask { () throws(LedgerFault) in
                    try await context.ledger.trace(code, direction ?? .up, context.actor, asOf)
                })
        }
        group.get("/batches/{code}/dossier") { request, context in
            let code = BatchCode(try context.parameters.require("code"))
            var parameters = Parameters(request, known: ["asOf"])
            let asOf = parameters.asOf()
            try parameters.check()
            let found = try await LedgerReading.ask { () throws(LedgerFault) in
                try await context.ledger.dossier(code, context.actor, asOf)
            }
            if found != nil { try await context.note("dossier-read", code.text) }
            if let found, request.headers[.accept]?.contains("text/html") == true { return DossierPage(found).response }
            return try JSONAnswer.response(found)
        }
    }
}
