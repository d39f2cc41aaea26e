import Custody
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Operations

/// The published evidence log: `/log/…` as C2SP tlog-tiles wants it, open to everybody; proofs and status below `/v1`.
struct LogRoutes {
    let evidence: EvidenceLog
    /// A proof is waited for no longer than this, in seconds.
    static let longestWait = 30

    /// The public part.
    func add(to router: Router<APIContext>) {
        router.get("/log/**") { request, _ in
            // The path as it was sent: an encoded variant is another path, and there is nothing behind it.
            let path = String(request.uri.path.dropFirst("/log/".count))
            let bytes = try await LedgerReading.ask { () throws(LedgerFault) in try await evidence.resource(path) }
            guard request.uri.path.hasPrefix("/log/"), let bytes else { throw Problem(.noRoute) }
            return Self.response(bytes, isCheckpoint: path == "checkpoint")
        }
    }

    private static func response(_ bytes: [UInt8], isCheckpoint: Bool) -> Response {
        var headers: HTTPFields = [
            .contentType: isCheckpoint ? "text/plain; charset=utf-8" : "application/octet-stream",
            .cacheControl: isCheckpoint ? "no-cache" : "public, max-age=31536000, immutable",
        ]
        headers[.accessControlAllowOrigin] = "*"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The part behind the sign-in.
    func add(to group: RouterGroup<SignedInContext>) {
        group.get("/log") { request, _ in
            try Parameters(request, known: []).check()
            return try JSONAnswer.response(
                try await LedgerReading.ask { () throws(LedgerFault) in try await evidence.status() })
        }
        group.get("/batches/{code}/dossier.zip") { request, context in try await dossier(request, context) }
        group.get("/records/{code}/proof") { request, context in
            let record = try context.parameters.require("code")
            var parameters = Parameters(request, known: ["wait"])
            let wait = parameters.value(
                "wait", Words("0 到 \(Self.longestWait) 的秒数", "Seconds, 0 to \(Self.longestWait)")
            ) {
                Int($0).flatMap { (0...Self.longestWait).contains($0) ? $0 : nil }
            }
            try parameters.check()
            return try await proof(of: record, waiting: wait ?? 0, context)
        }
    }

    /// A batch's dossier as a file, noted before it is handed over.
    private func dossier(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let code = BatchCode(try context.parameters.require("code"))
        try Parameters(request, known: []).check()
        let dossier = try await LedgerReading.ask { () throws(LedgerFault) in
            try await evidence.dossier(code, context.actor)
        }
        switch dossier {
        case .missing: throw Problem(.notFound)
        case .withheld:
            throw try await context.refusal(of: "dossier-exported", code.text, [.recordsWithheld])
        case .pending: return Response(status: .accepted, headers: [.retryAfter: "1"])
        case .packed(let bytes):
            try await context.note("dossier-exported", code.text)
            let headers: HTTPFields = [
                .contentType: "application/zip", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"dossier-\(code.text.filter(Self.isSafe)).zip\"",
            ]
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }

    private static func isSafe(_ letter: Character) -> Bool {
        letter.isASCII && (letter.isLetter || letter.isNumber || letter == "-")
    }

    /// Who may see a record may have its proof.
    private func proof(of record: String, waiting seconds: Int, _ context: SignedInContext) async throws -> Response {
        let found = try await LedgerReading.ask { () throws(LedgerFault) in
            try await context.ledger.find(.records, record, context.actor, nil)
        }
        guard found != nil else { throw Problem(.notFound) }
        let proof = try await LedgerReading.ask { () throws(LedgerFault) in try await evidence.proof(record, seconds) }
        switch proof {
        case .missing: throw Problem(.notFound)
        case .pending:
            return Response(status: .accepted, headers: [.retryAfter: "1"])
        case .proven(let bytes):
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }
}
