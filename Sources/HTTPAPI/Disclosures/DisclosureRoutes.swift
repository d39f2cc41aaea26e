import Custody
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Operations

/// `/v1/records/{code}/names`: whose names a record left out; `/v1/disclosures`: one is told for a purpose, or erased; `/v1/persons/{code}/reveal`: a person's name and
/// telephone number. Nothing else shows one.
enum DisclosureRoutes {
    private struct Asked: Codable {
        let record: String
        let part: PersonRole
        let purpose: String

        var unveiling: Unveiling { Unveiling(record: record, part: part.rawValue, purpose: purpose) }
    }

    private struct Purpose: Codable { let purpose: String }

    private struct Told: Encodable { let record, part, value: String }

    private struct Parts: Encodable { let record: String, parts: [String] }

    static func add(to group: RouterGroup<SignedInContext>) {
        group.get("/records/{code}/names") { request, context in
            try Parameters(request, known: []).check()
            let code = try context.parameters.require("code").lowercased()
            let parts = try await told { () throws(LedgerFault) in
                try await context.unveilingDesk.parts(of: code, for: context.caller)
            }
            return try unkept(Parts(record: code, parts: parts))
        }
        group.post("/disclosures/reveal") { request, context in
            try Parameters(request, known: []).check()
            let asked: Asked = try await JSONBody.read(request, limit: 4_096)
            let value = try await told { () throws(LedgerFault) in
                try await context.unveilingDesk.reveal(asked.unveiling, to: context.caller)
            }
            return try unkept(Told(record: asked.record, part: asked.part.rawValue, value: value))
        }
        group.post("/disclosures/erase") { request, context in
            try Parameters(request, known: []).check()
            let asked: Asked = try await JSONBody.read(request, limit: 4_096)
            try await told { () throws(LedgerFault) in
                try await context.unveilingDesk.erase(asked.unveiling, by: context.caller)
            }
            return Response(status: .noContent)
        }
        group.post("/persons/{code}/reveal") { request, context in
            try Parameters(request, known: []).check()
            let code = try context.parameters.require("code")
            let asked: Purpose = try await JSONBody.read(request, limit: 4_096)
            let detail = try await told { () throws(LedgerFault) in
                try await context.unveilingDesk.person(code, for: asked.purpose, to: context.caller)
            }
            return try unkept(detail)
        }
    }

    /// What the desk tells; else the problem that says why it does not.
    static func told<Value: Sendable>(_ ask: () async throws(LedgerFault) -> Unveiled<Value>) async throws -> Value {
        switch try await LedgerReading.ask(ask) {
        case .told(let value): return value
        case .denied(let faults): throw Problem(faults)
        case .unknown: throw Problem(.notFound)
        case .unfit(let fault):
            let notice = fault.notice
            throw Problem(
                .unfit, nil,
                [.init(notice.code, "/purpose", Words(notice.zh, notice.en), hint: ProblemKind.unfit.remedy)])
        }
    }

    /// An answer that nobody keeps on the way.
    static func unkept(_ value: some Encodable) throws -> Response {
        var response = try JSONAnswer.response(value)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

extension SignedInContext {
    /// Where what tells a person is asked for.
    var unveilingDesk: UnveilingDesk { UnveilingDesk(ledger: ledger, doors: doors) }
}
