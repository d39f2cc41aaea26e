import Custody
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Rules

/// `POST /v1/acts/{kind}`: every act a person can do, by the name of its fact.
enum ActRoutes {
    static func add(to group: RouterGroup<SignedInContext>) {
        group.post("/acts/{kind}") { request, context in
            let name = try context.parameters.require("kind")
            guard let kind = Act.kind(named: name) else { throw Problem(.unknownAct) }
            guard let key = request.headers[.idempotencyKey], !key.isEmpty, key.utf8.count <= 200 else {
                throw Problem(.keyMissing)
            }
            var parameters = Parameters(request, known: ["dryRun"])
            let isDryRun = parameters.flag("dryRun")
            try parameters.check()
            let bytes = try await JSONBody.bytes(of: request, limit: context.maxUploadSize, types: ["application/json"])
            let (act, persons, occurredAt) = try ActWire.read(kind, bytes)
            let submission = Submission(
                actor: context.actor, act: act, persons: persons, occurredAt: occurredAt, key: key, isDryRun: isDryRun,
                expectedVersion: try expectedVersion(request.headers[.ifMatch], of: act),
                authority: context.caller.authority)
            let answer = await context.ledger.submit(submission)
            if case .pending(let id, let roles) = answer { return try ConsentRoutes.waits(id, roles) }
            return try respond(answer, to: submission, bytes, Language(accepting: request.headers[.acceptLanguage]))
        }
    }

    /// The version of `If-Match`: one strong tag, as the object was read with.
    private static func expectedVersion(_ tag: String?, of act: Act) throws(Problem) -> Int64? {
        guard let tag else { return nil }
        func fault(_ words: Words) -> Problem {
            Problem(.header, nil, [.init("GL-Q-0004", "If-Match", words, hint: ProblemKind.header.remedy)])
        }
        guard act.body.chief != nil else {
            throw fault(Words("这种操作不针对一个已有的对象", "This act is not about one existing object"))
        }
        guard tag.utf8.count > 2, tag.hasPrefix("\""), tag.hasSuffix("\""),
            let version = Int64(tag.dropFirst().dropLast())
        else { throw fault(Words("写读到的 ETag，如 \"3\"", "The ETag as it was read, such as \"3\"")) }
        return version
    }

    private static func respond(
        _ answer: Answer, to submission: Submission, _ bytes: [UInt8], _ language: Language
    ) throws -> Response {
        guard case .done(let receipt, let replayed) = answer else {
            throw Problem(answer, data: ActWire.data(of: bytes)) ?? Problem(.internal)
        }
        var headers: HTTPFields = [.contentType: "application/json; charset=utf-8"]
        if replayed { headers[.idempotentReplayed] = "true" }
        let document = ReceiptDocument(receipt, language)
        let body = try document.plainBytes ?? [UInt8](JSONEncoder.stable.encode(document))
        return Response(
            status: submission.isDryRun ? .ok : .created, headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension Problem {
    /// What an answer that is not *done* says; `nil` when it is done.
    init?(_ answer: Answer, data: [String: Any]) {
        switch answer {
        case .done: return nil
        case .refused(let refusal): self.init(refusal, in: data)
        case .denied(let faults): self.init(faults)
        case .awaitsSecondPerson, .pending: self.init(.secondPerson)
        case .stale: self.init(.stale)
        case .keyReused: self.init(.keyReused)
        case .notConfirmed: self.init(.unconfirmed, retryAfter: 1)
        case .busy: self.init(.busy, retryAfter: 2)
        }
    }
}
