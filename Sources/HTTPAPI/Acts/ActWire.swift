import Custody
import Foundation
import Hummingbird
import NIOCore
import Operations
import Rules

/// Reads acts as they are sent: when it happened, and its words.
enum ActWire {
    private struct Wire<Body: ActBody>: Decodable {
        let occurredAt: Timestamp
        let data: Body
        /// Names by the part played; they stay out of the record.
        let persons: Persons?
    }

    /// An act from the bytes of its body.
    ///
    /// - Throws: `Problem`, naming the member that is missing or wrong.
    static func read(_ kind: any ActBody.Type, _ bytes: [UInt8], at pointer: String = "") throws -> (
        Act, Persons, Timestamp
    ) {
        try decode(kind, Data(bytes), at: pointer)
    }

    private static func decode<Body: ActBody>(_ kind: Body.Type, _ data: Data, at pointer: String) throws -> (
        Act, Persons, Timestamp
    ) {
        do {
            let wire = try JSONDecoder().decode(Wire<Body>.self, from: data)
            return (Act(wire.data), wire.persons ?? [:], wire.occurredAt)
        } catch let error as DecodingError {
            // Foundation names no path for a number that is no whole number: what parses as JSON is the words' fault.
            let isObject = (try? JSONSerialization.jsonObject(with: data)) is [String: Any]
            throw Problem(error, isJSON: isObject, at: pointer)
        }
    }

    /// The words of an act as plain JSON, to find the member that a refusal is about.
    static func data(of bytes: [UInt8]) -> [String: Any] {
        let object = (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
        return object?["data"] as? [String: Any] ?? [:]
    }
}

/// Reads a body, with its limits checked before any decoder sees it (reliability.md C6).
enum JSONBody {
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
