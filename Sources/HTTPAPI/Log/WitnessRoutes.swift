public import Hummingbird
import HTTPTypes
import NIOCore
public import Operations

/// The routes of a witness (C2SP tlog-witness): a service of its own, in another department, with nothing of the book.
public enum WitnessRoutes {
    /// Bytes of a request at most: 63 hashes and a checkpoint with its signatures.
    static let longestBody = 65_536

    /// The routes over a witness.
    ///
    /// - Parameters:
    ///   - answer: decides over the body of a request; what it promises is on the disk when it answers.
    ///   - checkpoint: the last checkpoint cosigned, by the SHA-256 of its origin.
    public static func router(
        answer: @escaping @Sendable ([UInt8]) async -> WitnessAnswer,
        checkpoint: @escaping @Sendable (String) async -> [UInt8]?
    ) -> Router<BasicRequestContext> {
        let router = Router()
        router.post("/add-checkpoint") { request, _ in
            let body = try await request.body.collect(upTo: longestBody)
            let answer = await answer(Array(body.readableBytesView))
            var headers: HTTPFields = [:]
            if let type = answer.contentType { headers[.contentType] = type }
            return Response(
                status: .init(code: answer.status), headers: headers,
                body: .init(byteBuffer: ByteBuffer(string: answer.body)))
        }
        router.get("/{origin}/checkpoint") { _, context in
            guard let bytes = await checkpoint(try context.parameters.require("origin")) else {
                throw HTTPError(.notFound)
            }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-cache"],
                body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        return router
    }
}
