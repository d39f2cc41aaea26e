import Foundation
import HTTPTypes
import NIOCore

/// Why a request is turned away before any route sees it.
enum EdgeFault: Error, Hashable, Sendable {
    /// Not HTTP/1.1 as RFC 9112 writes it, or of a kind that two readers could read differently.
    case framing(String)
    case targetTooLong, headTooLarge, bodyTooLarge
    /// CONNECT, TRACE, and methods that no address has.
    case method
    /// A deadline of the client's has passed.
    case headTooSlow, bodyTooSlow
    /// A deadline of ours has passed.
    case answerTooLate
    case tooManyConnections

    /// What it is called in answers.
    var kind: ProblemKind {
        switch self {
        case .framing: .request
        case .targetTooLong: .targetTooLong
        case .headTooLarge: .headTooLarge
        case .bodyTooLarge: .tooLarge
        case .method: .method
        case .headTooSlow, .bodyTooSlow: .tooSlow
        case .answerTooLate: .unconfirmed
        case .tooManyConnections: .crowded
        }
    }

    /// What it is called in logs and figures: no byte of the request is in it.
    var name: String {
        switch self {
        case .framing: "framing"
        case .targetTooLong: "target-too-long"
        case .headTooLarge: "head-too-large"
        case .bodyTooLarge: "body-too-large"
        case .method: "method"
        case .headTooSlow: "head-too-slow"
        case .bodyTooSlow: "body-too-slow"
        case .answerTooLate: "answer-too-late"
        case .tooManyConnections: "too-many-connections"
        }
    }

    private var problem: Problem {
        switch self {
        case .framing(let reason):
            let words = Words("请求不合 HTTP 的写法：\(reason)", "The request is not well-formed HTTP: \(reason)")
            return Problem(kind, words)
        case .method: return Problem(kind, allow: "GET, HEAD, POST")
        case .answerTooLate, .tooManyConnections: return Problem(kind, retryAfter: 2)
        default: return Problem(kind)
        }
    }

    /// The whole answer as bytes; the connection ends after it.
    func answer(isSecure: Bool) -> ByteBuffer {
        let id = UUID().uuidString.lowercased()
        let problem = problem
        let document = ProblemDocument(problem, id: id, .chinese)
        let body = (try? JSONEncoder.stable.encode(document)) ?? Data()
        var lines = ["HTTP/1.1 \(problem.kind.status.code) \(problem.kind.status.reasonPhrase)"]
        lines += ["Content-Type: application/problem+json; charset=utf-8", "Content-Length: \(body.count)"]
        lines += ["Content-Language: zh-CN", "Connection: close", "X-Request-Id: \(id)"]
        if let retryAfter = problem.retryAfter { lines.append("Retry-After: \(retryAfter)") }
        if let allow = problem.allow { lines.append("Allow: \(allow)") }
        let guards = SecurityHeaders.fields(for: .init(isPage: false, isShared: false, isSecure: isSecure))
        lines += guards.map { "\($0.name.rawName): \($0.value)" }
        var buffer = ByteBuffer(string: lines.joined(separator: "\r\n") + "\r\n\r\n")
        buffer.writeBytes(body)
        return buffer
    }
}
