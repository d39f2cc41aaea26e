import HTTPTypes
import Hummingbird
import NIOCore
import Operations

/// Reads a body, with its limits checked before any decoder sees it (reliability.md C6).
enum JSONBody {
    /// The value of a body of JSON, read by the letter.
    static func read<Wire: Codable>(_ request: Request, limit: Int) async throws -> Wire {
        try StrictJSON.read(Wire.self, try await bytes(of: request, limit: limit, types: ["application/json"])).0
    }

    /// The bytes of a body.
    ///
    /// - Throws: `Problem` for another content type, more than `limit` bytes, no UTF-8, nesting deeper than 32.
    static func bytes(of request: Request, limit: Int, types: [String]) async throws -> [UInt8] {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased() ?? ""
        guard types.contains(type) else {
            let listed = types.joined(separator: ", ")
            throw Problem(.contentType, Words("改用 \(listed)", "Send \(listed)"))
        }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Problem(.tooLarge, Words("正文超过 \(limit) 字节", "The body is larger than \(limit) bytes"))
        }
        let bytes = Array(buffer.readableBytesView)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Problem(.body, Words("正文不是 UTF-8", "The body is not UTF-8"))
        }
        guard JSONDepth.isWithin(32, bytes) else {
            throw Problem(.body, Words("正文嵌套超过 32 层", "The body is nested deeper than 32"))
        }
        return bytes
    }
}
