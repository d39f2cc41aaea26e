import Foundation

/// Names and values of a query or a form, in their order.
struct Parameters: Hashable, Sendable {
    /// The pairs.
    private(set) var pairs: [Pair] = []

    /// A name and a value.
    struct Pair: Hashable, Sendable {
        /// Name.
        let name: String
        /// Value.
        let value: String
    }

    /// None.
    init() {}
    /// These pairs.
    init(_ pairs: [Pair]) { self.pairs = pairs }
    /// Reads `a=b&c=d`, as queries and forms write it.
    init(encoded text: some StringProtocol) {
        pairs = text.split(separator: "&").map { part in
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Pair(name: Self.decoded(halves[0]), value: halves.count > 1 ? Self.decoded(halves[1]) : "")
        }
    }

    /// The first value that is not empty.
    subscript(name: String) -> String? { pairs.first { $0.name == name && !$0.value.isEmpty }?.value }
    /// All values that are not empty.
    func all(_ name: String) -> [String] { pairs.filter { $0.name == name && !$0.value.isEmpty }.map(\.value) }
    /// The same with one name set to a value, or taken away.
    func with(_ name: String, _ value: String?) -> Parameters {
        var others = pairs.filter { $0.name != name }
        if let value { others.append(Pair(name: name, value: value)) }
        return Parameters(others)
    }
    /// As a query writes it, without `?`.
    var encoded: String {
        pairs.filter { !$0.value.isEmpty }.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }
            .joined(separator: "&")
    }
    /// `path?query`.
    func address(_ path: String) -> String { encoded.isEmpty ? path : "\(path)?\(encoded)" }

    /// Text with everything but letters, digits and `-._~` as percent signs.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var out = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.unicodeScalars.append(.init(byte))
            default: out += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return out
    }

    /// Percent signs and plus signs read, in Unicode's composed form; what is no UTF-8 becomes the mark for it.
    static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 0x2B {
                bytes.append(0x20)
            } else if byte == 0x25, rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self).precomposedStringWithCanonicalMapping
    }
}
