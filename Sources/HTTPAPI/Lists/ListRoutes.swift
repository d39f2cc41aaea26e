import Custody
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Prints
import Rules

/// `GET /v1/{resource}` and `GET /v1/{resource}/{code}` for every resource.
enum ListRoutes {
    static func add(to group: RouterGroup<SignedInContext>, _ press: PrintPress) {
        for resource in Resource.allCases {
            group.get("/\(resource.rawValue)") { request, context in
                let question = try ListQuestion(request, resource)
                if question.format != .json { try await context.note("export", resource.rawValue, request.uri.query) }
                return try await ListAnswer(
                    question: question, ledger: context.ledger, entitlement: context.entitlement, press: press
                ).response(to: request)
            }
            group.get("/\(resource.rawValue)/{code}") { request, context in
                let code = try context.parameters.require("code")
                return try await object(resource, code, request, context)
            }
        }
    }

    private static func object(_ resource: Resource, _ code: String, _ request: Request, _ context: SignedInContext)
        async throws -> Response
    {
        var parameters = Parameters(request, known: ["asOf"])
        let asOf = parameters.asOf()
        try parameters.check()
        let found = try await LedgerReading.ask { () throws(LedgerFault) in
            try await context.ledger.find(resource, code, context.actor, asOf)
        }
        guard let found else { throw Problem(.notFound) }
        var response = JSONAnswer.response(found.json)
        // What was, and what is summed up from many rows, has no version of its own.
        guard found.version > 0 else { return response }
        let tag = "\"\(found.version)\""
        response.headers[.eTag] = tag
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.filter { $0 != " " } } ?? []
        guard known.contains(tag) || known.contains("*") || known.contains("W/\(tag)") else { return response }
        return Response(status: .notModified, headers: [.eTag: tag])
    }
}

/// An answer of JSON.
enum JSONAnswer {
    /// Bytes as they are.
    static func response(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A value; 404 when there is none.
    static func response(_ value: (some Encodable)?) throws -> Response {
        guard let value else { throw Problem(.notFound) }
        return response([UInt8](try JSONEncoder.stable.encode(value)))
    }
}
