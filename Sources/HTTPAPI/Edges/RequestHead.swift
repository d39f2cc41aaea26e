/// The head of a request, read by the letter of RFC 9112: what a second reader could read otherwise is refused, not mended.
struct RequestHead: Sendable {
    /// How the body is delimited.
    enum Body: Equatable, Sendable {
        case length(Int)
        case chunked
    }

    /// The method.
    let method: String
    /// The target's path, without its query.
    let path: Substring
    /// How long the body is.
    let body: Body
    /// False when the connection ends with the answer.
    let isPersistent: Bool
    /// True when the client waits for leave to send the body.
    let waitsForLeave: Bool
    /// The head as the next reader gets it: the same lines, without an offer to change the protocol.
    let bytes: [UInt8]

    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    /// Reads a head.
    ///
    /// - Parameter block: all bytes up to and with the empty line; CR and LF come in pairs, and there is no NUL.
    init(_ block: ArraySlice<UInt8>, limits: EdgeLimits) throws(EdgeFault) {
        var lines = Self.lines(of: block)
        let line = try Self.requestLine(lines.removeFirst(), limits)
        guard lines.count <= limits.fields else { throw .headTooLarge }
        var fields = HeadFields()
        var kept = line.bytes + [0x0D, 0x0A]
        for bytes in lines where try fields.read(bytes) { kept += bytes + [0x0D, 0x0A] }
        method = line.method
        path = line.path
        body = try fields.body(isOld: line.isOld)
        try fields.checkHost(authority: line.authority)
        isPersistent = fields.isPersistent(isOld: line.isOld)
        waitsForLeave = try fields.waitsForLeave(isOld: line.isOld)
        bytes = kept + [0x0D, 0x0A]
    }

    /// The lines of a block, without their ends and without the empty one that closes it.
    private static func lines(of block: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        block.dropLast(4).split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            line.last == 0x0D ? line.dropLast() : line
        }
    }

    /// - Throws: `EdgeFault` when a request line is wrong by itself.
    static func check(line: ArraySlice<UInt8>, limits: EdgeLimits) throws(EdgeFault) {
        _ = try requestLine(line, limits)
    }

    private struct Line {
        let method: String
        let path: Substring
        let authority: String?
        let isOld: Bool
        let bytes: ArraySlice<UInt8>
    }

    private static func requestLine(_ bytes: ArraySlice<UInt8>, _ limits: EdgeLimits) throws(EdgeFault) -> Line {
        let parts = bytes.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .framing("request line") }
        guard parts[1].count <= limits.targetBytes else { throw .targetTooLong }
        guard !parts[0].isEmpty, parts[0].allSatisfy(HeadFields.isToken) else { throw .framing("method") }
        let version = String(decoding: parts[2], as: UTF8.self)
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else { throw .framing("version") }
        let method = String(decoding: parts[0], as: UTF8.self)
        guard methods.contains(method), parts[1].first != 0x2A else { throw .method }
        guard parts[1].allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x23 }) else { throw .framing("target") }
        let target = String(decoding: parts[1], as: UTF8.self)
        guard !target.contains("%00") else { throw .framing("target") }
        let (authority, rest) = try split(target)
        return Line(
            method: method, path: rest.prefix { $0 != "?" }, authority: authority, isOld: version == "HTTP/1.0",
            bytes: bytes)
    }

    /// The authority of a target in absolute form, and the path and query.
    private static func split(_ target: String) throws(EdgeFault) -> (authority: String?, rest: Substring) {
        if target.hasPrefix("/") { return (nil, target[...]) }
        for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
            let rest = target.dropFirst(scheme.count)
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            return (String(authority), rest.dropFirst(authority.count))
        }
        throw .framing("target")
    }
}
