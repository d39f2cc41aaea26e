import Custody
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations

/// What can be read: objects and lists by kind, trace and balance.
enum ReadRoutes {
    /// Plural words of the URL for the kinds.
    static let resources: [(path: String, kind: AggregateKey.Kind)] = [
        ("organizations", .organization), ("bins", .bin), ("scales", .scale), ("parcels", .parcel),
        ("samples", .sample),
        ("test-runs", .testRun), ("reports", .report), ("reinspections", .reinspection), ("batches", .batch),
        ("manifests", .manifest), ("disposals", .disposal),
    ]

    static func add(to group: RouterGroup<SignedInContext>) {
        for (path, kind) in resources {
            group.get("/\(path)") { request, context in
                let limit = min(500, max(1, Int(request.uri.queryParameters["limit"] ?? "50") ?? 50))
                let after = String(request.uri.queryParameters["after"] ?? "")
                let found = try await reading { () throws(LedgerFault) in
                    try await context.ledger.list(kind, context.actor, after, limit)
                }
                return page(found, limit: limit)
            }
            group.get("/\(path)/{code}") { _, context in
                let code = try context.parameters.require("code")
                let key = AggregateKey(kind, code)
                guard
                    let found = try await reading({ () throws(LedgerFault) in
                        try await context.ledger.find(key, context.actor)
                    })
                else {
                    throw Problem(.notFound, "not-found", "No such object")
                }
                return json(found.json, etag: "\"\(found.version)\"")
            }
        }
        group.get("/batches/{code}/trace") { request, context in
            let code = BatchCode(try context.parameters.require("code"))
            let word = request.uri.queryParameters["direction"].map { String($0) } ?? "up"
            guard let direction = TraceDirection(rawValue: word) else {
                throw Problem(.badRequest, "direction", "direction is up or down")
            }
            let nodes = try await reading { () throws(LedgerFault) in
                try await context.ledger.trace(code, direction, context.actor)
            }
            guard !nodes.isEmpty else { throw Problem(.notFound, "not-found", "No such object") }
            return json([UInt8](try JSONEncoder.stable.encode(nodes)))
        }
        group.get("/batches/{code}/balance") { _, context in
            try await balance(.batch(try context.parameters.require("code")), context)
        }
        group.get("/batches/{code}/dossier") { request, context in
            let code = BatchCode(try context.parameters.require("code"))
            let found = try await reading { () throws(LedgerFault) in
                try await context.ledger.dossier(code, context.actor)
            }
            guard let found else { throw Problem(.notFound, "not-found", "No such object") }
            guard request.headers[.accept]?.contains("text/html") != true else { return DossierPage(found).response }
            return json([UInt8](try JSONEncoder.stable.encode(found)))
        }
        group.get("/organizations/{code}/balance") { _, context in
            try await balance(.granary(try context.parameters.require("code")), context)
        }
        group.get("/balance") { request, context in
            try await balance(.region(request.uri.queryParameters["county"].map { String($0) } ?? ""), context)
        }
    }

    private static func balance(_ scope: BalanceScope, _ context: SignedInContext) async throws -> Response {
        guard
            let balance = try await reading({ () throws(LedgerFault) in
                try await context.ledger.balance(scope, context.actor)
            })
        else {
            throw Problem(.notFound, "not-found", "No such object")
        }
        return json([UInt8](try JSONEncoder.stable.encode(balance)))
    }

    private static func reading<Value>(_ body: () async throws(LedgerFault) -> Value) async throws -> Value {
        do {
            return try await body()
        } catch {
            throw Problem(.serviceUnavailable, "away", "The database is away; send again", retryAfter: 2)
        }
    }

    private static func page(_ found: [Document], limit: Int) -> Response {
        var bytes = Array("{\"items\":[".utf8)
        for (index, document) in found.enumerated() { bytes += (index == 0 ? [] : [0x2C]) + document.json }
        let next = found.count == limit ? found.last.map { "\"\($0.code)\"" } ?? "null" : "null"
        bytes += Array("],\"next\":\(next)}".utf8)
        return json(bytes)
    }

    private static func json(_ bytes: [UInt8], etag: String? = nil) -> Response {
        var headers: HTTPFields = [.contentType: "application/json; charset=utf-8"]
        if let etag { headers[.eTag] = etag }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
