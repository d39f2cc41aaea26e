import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Operations

/// Pictures that field records name by their digest: a phone brings them after the record, and whoever sees the sample
/// sees its photographs; signatures are shown for a purpose, and each is erased by an administrator, for a purpose, too.
enum AttachmentRoutes {
    /// Bytes of a picture at most.
    static let mostBytes = 1_048_576
    private static let types = ["image/jpeg", "image/png"]

    static func add(to group: RouterGroup<SignedInContext>, _ desk: FieldDesk) {
        group.put("/attachments/{digest}") { request, context in
            try Parameters(request, known: []).check()
            guard CodeBlockRoutes.roles.contains(context.caller.role) else {
                throw try await context.refusal(of: "picture-brought")
            }
            let digest = try context.parameters.require("digest")
            let bytes = try await bytes(of: request)
            let keeping = try await CallerMiddleware.asked { () throws(LedgerFault) in
                try await desk.keep(digest, bytes)
            }
            switch keeping {
            case .kept: return Response(status: .created)
            case .known: return Response(status: .noContent)
            case .otherBytes:
                let words = Words("图片内容与摘要不符，可能没有传完", "The bytes are not those the digest names; perhaps not all came")
                throw Problem(.unfit, words)
            case .noPlace: throw Problem(.notSupported, Words("这台服务器没有设置存放图片的目录", "This server keeps no pictures"))
            }
        }
        group.get("/samples/{code}/attachments") { request, context in
            try Parameters(request, known: []).check()
            let code = SampleCode(try context.parameters.require("code"))
            let pictures = try await LedgerReading.ask { () throws(LedgerFault) in
                try await context.unveilingDesk.pictures(of: code, for: context.caller)
            }
            guard let pictures else { throw Problem(.notFound) }
            return try DisclosureRoutes.unkept(["items": pictures])
        }
        group.get("/samples/{code}/attachments/{digest}") { request, context in
            try Parameters(request, known: []).check()
            return try await shown(context, for: "", by: desk)
        }
        group.post("/samples/{code}/attachments/{digest}/reveal") { request, context in
            try Parameters(request, known: []).check()
            let asked: Purpose = try await JSONBody.read(request, limit: 4_096)
            return try await shown(context, for: asked.purpose, by: desk)
        }
        group.post("/samples/{code}/attachments/{digest}/erase") { request, context in
            try Parameters(request, known: []).check()
            let asked: Purpose = try await JSONBody.read(request, limit: 4_096)
            let (code, digest) = try place(context)
            try await DisclosureRoutes.told { () throws(LedgerFault) in
                try await context.unveilingDesk.erasePicture(digest, of: code, for: asked.purpose, by: context.caller)
            }
            return Response(status: .noContent)
        }
    }

    /// What for: personal data themselves, which no address may hold (reliability.md §8, 22).
    private struct Purpose: Codable { let purpose: String }

    private static func place(_ context: SignedInContext) throws -> (sample: SampleCode, digest: String) {
        (SampleCode(try context.parameters.require("code")), try context.parameters.require("digest"))
    }

    /// A picture, once the desk has let it be seen.
    private static func shown(_ context: SignedInContext, for purpose: String, by desk: FieldDesk) async throws
        -> Response
    {
        let (code, digest) = try place(context)
        try await DisclosureRoutes.told { () throws(LedgerFault) in
            try await context.unveilingDesk.picture(digest, of: code, for: purpose, to: context.caller)
        }
        let found = try await CallerMiddleware.asked { () throws(LedgerFault) in try await desk.picture(digest) }
        guard let found else { throw Problem(.notFound) }
        return Response(
            status: .ok,
            headers: [
                .contentType: found.starts(with: [0x89, 0x50]) ? types[1] : types[0],
                .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                .contentSecurityPolicy: "default-src 'none'",
            ], body: .init(byteBuffer: ByteBuffer(bytes: found)))
    }

    private static func bytes(of request: Request) async throws(Problem) -> [UInt8] {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        guard types.contains(type) else {
            throw Problem(.contentType, Words("改用 image/jpeg 或 image/png", "Send image/jpeg or image/png"))
        }
        do {
            return Array(try await request.body.collect(upTo: mostBytes).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem(.tooLarge, Words("图片超过 \(mostBytes) 字节", "The picture is larger than \(mostBytes) bytes"))
        } catch {
            throw Problem(.request)
        }
    }
}
