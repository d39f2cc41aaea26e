import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Operations
import Rules

/// `/v1/pending-acts`: what waits for a second person, word for word, and his consent.
enum ConsentRoutes {
    private struct Consent: Codable { let digest: String }

    private struct Page: Encodable { let items: [PendingActDocument] }

    static func add(to group: RouterGroup<SignedInContext>) {
        group.get("/pending-acts") { request, context in
            try Parameters(request, known: []).check()
            let acts = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.consents.list(context.caller)
            }
            var response = try JSONAnswer.response(Page(items: acts.map(PendingActDocument.init)))
            response.headers[.cacheControl] = "no-store"
            return response
        }
        group.post("/pending-acts/{id}/consent") { request, context in
            try Parameters(request, known: []).check()
            let id = try context.parameters.require("id")
            let consent: Consent = try await JSONBody.read(request, limit: 4_096)
            let answer = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await context.doors.consents.consent(id.lowercased(), consent.digest, context.caller)
            }
            switch answer {
            case .unknown: throw Problem(.notFound)
            case .otherWords: throw Problem(.stale)
            case .administered(let answer): return try answer.response()
            case .answered(.done(let receipt, _)):
                let language = Language(accepting: request.headers[.acceptLanguage])
                var response = try JSONAnswer.response(ReceiptDocument(receipt, language))
                response.status = .created
                return response
            case .answered(let answer): throw Problem(answer, data: [:]) ?? Problem(.internal)
            }
        }
    }

    /// What is answered to an act that waits: 202, the number it waits under, and who may consent.
    static func waits(_ id: String, _ roles: Set<Role>) throws -> Response {
        var response = try JSONAnswer.response(
            WaitingDocument(pending: id, awaits: roles.map(\.rawValue).sorted()))
        response.status = .accepted
        return response
    }
}

/// An act that waits, as its maker is told.
private struct WaitingDocument: Encodable {
    let pending: String
    let awaits: [String]
}

/// An act that waits, as the second person sees it: its words as plain JSON.
private struct PendingActDocument: Encodable {
    let id, kind, person, organization, digest: String
    let occurredAt, handedInAt: Timestamp
    /// Names but for their first character: he consents to the words, and asks for a name where the record stands.
    let persons: Persons
    let roles: [String]
    let data: JSONText

    init(_ act: PendingAct) {
        id = act.id
        kind = act.kind
        person = act.person
        organization = act.organization
        digest = act.digest
        occurredAt = act.occurredAt
        handedInAt = act.handedInAt
        persons = act.persons.mapValues(PersonDetail.covered)
        roles = act.roles
        data = JSONText(act.body)
    }
}

/// JSON that was stored as text, sent as what it is.
private indirect enum JSONText: Codable {
    case object([String: JSONText])
    case array([JSONText])
    case text(String)
    case number(Int64)
    case truth(Bool)
    case null

    init(_ text: String) { self = (try? JSONDecoder().decode(JSONText.self, from: Data(text.utf8))) ?? .null }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .truth(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONText].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONText].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .object(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .truth(let value): try container.encode(value)
        case .null: try container.encodeNil()
        }
    }
}
