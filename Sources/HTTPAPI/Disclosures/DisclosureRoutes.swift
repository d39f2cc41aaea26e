import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Operations

/// `/v1/disclosures`: a name that a record left out is told for a purpose, or erased. Nothing else shows one.
enum DisclosureRoutes {
    private struct Asked: Codable {
        let record: String
        let part: PersonRole
        let purpose: String
    }

    private struct Told: Encodable { let record, part, value: String }

    static func add(to group: RouterGroup<SignedInContext>) {
        group.post("/disclosures/reveal") { request, context in
            let asked = try await asked(request, context, mayAsk: context.caller.mayUnveil)
            let value = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.unveilings.reveal(asked, context.caller)
            }
            guard let value else { throw Problem(.notFound) }
            var response = try JSONAnswer.response(Told(record: asked.record, part: asked.part, value: value))
            response.headers[.cacheControl] = "no-store"
            return response
        }
        group.post("/disclosures/erase") { request, context in
            let asked = try await asked(
                request, context, mayAsk: context.caller.mayErase, as: context.caller.eraser)
            let erasure = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.unveilings.erase(asked, context.caller)
            }
            switch erasure {
            case .done: return Response(status: .noContent)
            case .nothingThere: throw Problem(.notFound)
            case .purposeNamesPerson:
                throw unfit(
                    "GL-I-0702", "用途里不能写当事人的姓名：它会永久留在删除记录里",
                    "Leave the person's name out of the purpose: it stays in the record of the erasure for good")
            }
        }
    }

    /// What is asked, by somebody whose office allows it, about a record within his reach; a refusal is noted.
    ///
    /// - Parameter reader: as whom the record is looked for; as himself without it.
    private static func asked(
        _ request: Request, _ context: SignedInContext, mayAsk: Bool, as reader: Actor? = nil
    ) async throws -> Unveiling {
        try Parameters(request, known: []).check()
        let asked: Asked = try await JSONBody.read(request, limit: 4_096)
        let purpose = asked.purpose.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (4...500).contains(purpose.count) else {
            throw unfit("GL-I-0701", "写明用途，4 到 500 字", "Say what for, in 4 to 500 characters")
        }
        let record = asked.record.lowercased()
        guard mayAsk else {
            let note = AuditNote(
                context.caller, "name-asked", UUID(uuidString: record) == nil ? "" : record, purpose: purpose,
                outcome: .refused, detail: AccessFault.notPermitted.notice.code)
            try await CallerMiddleware.asked { () throws(LedgerFault) in try await context.doors.audits.note(note) }
            throw Problem([.notPermitted])
        }
        let found = try await LedgerReading.ask { () throws(LedgerFault) in
            try await context.ledger.find(.records, record, reader ?? context.actor, nil)
        }
        guard found != nil else { throw Problem(.notFound) }
        return Unveiling(record: record, part: asked.part.rawValue, purpose: purpose)
    }

    private static func unfit(_ code: String, _ zh: String, _ en: String) -> Problem {
        Problem(.unfit, nil, [.init(code, "/purpose", Words(zh, en), hint: ProblemKind.unfit.remedy)])
    }
}
