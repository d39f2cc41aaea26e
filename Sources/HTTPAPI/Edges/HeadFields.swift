/// What the fields of a head say about where the request ends and for whom it is.
struct HeadFields {
    private var hosts: [String] = []
    private var lengths: [ArraySlice<UInt8>] = []
    private var codings: [String] = []
    private var connection: [String] = []
    private var expectations: [String] = []

    /// A character of a token (RFC 9110 §5.6.2).
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    /// Takes a field line in.
    ///
    /// - Returns: false for a field that is not passed on: offers to change the protocol, which nobody here takes.
    mutating func read(_ line: ArraySlice<UInt8>) throws(EdgeFault) -> Bool {
        // A line that begins with a space is the fold of old; a name that ends with one is read differently by two readers.
        guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex else { throw .framing("field") }
        guard line[..<colon].allSatisfy(Self.isToken) else { throw .framing("field name") }
        let value = Self.trimmed(line[(colon + 1)...])
        guard value.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else { throw .framing("field value") }
        switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
        case "host": hosts.append(String(decoding: value, as: UTF8.self))
        case "content-length": lengths.append(value)
        case "transfer-encoding": codings.append(Self.lowercased(value))
        case "connection": connection += Self.lowercased(value).split(separator: ",").map { $0.filter { $0 != " " } }
        case "expect": expectations.append(Self.lowercased(value))
        case "upgrade", "http2-settings": return false
        default: break
        }
        return true
    }

    /// How the body is delimited: one length in digits, or chunks, never both.
    func body(isOld: Bool) throws(EdgeFault) -> RequestHead.Body {
        guard lengths.isEmpty || codings.isEmpty else { throw .framing("length and coding") }
        if !codings.isEmpty {
            guard codings == ["chunked"], !isOld else { throw .framing("transfer coding") }
            return .chunked
        }
        guard let length = lengths.first else { return .length(0) }
        guard lengths.count == 1, (1...15).contains(length.count), length.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = Int(String(decoding: length, as: UTF8.self))
        else { throw .framing("length") }
        return .length(value)
    }

    /// One host, and the same as that of a target in absolute form.
    func checkHost(authority: String?) throws(EdgeFault) {
        guard hosts.count == 1, let host = hosts.first, !host.isEmpty,
            host.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || [0x2D, 0x2E, 0x3A, 0x5B, 0x5D, 0x5F].contains(byte)
            })
        else { throw .framing("host") }
        if let authority, authority.lowercased() != host.lowercased() { throw .framing("host") }
    }

    /// True when the connection goes on after the answer.
    func isPersistent(isOld: Bool) -> Bool {
        if connection.contains("close") { return false }
        return !isOld || connection.contains("keep-alive")
    }

    /// True when the client waits for leave to send its body.
    func waitsForLeave(isOld: Bool) throws(EdgeFault) -> Bool {
        guard !expectations.isEmpty else { return false }
        guard expectations == ["100-continue"] else { throw .framing("expectation") }
        return !isOld
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        guard let last = start.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return start.prefix(0) }
        return start[...last]
    }

    private static func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).lowercased()
    }
}
