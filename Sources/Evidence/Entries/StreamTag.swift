/// The name under which the leaves of one batch can be counted, without saying which batch it is: the first 16 bytes of
/// SHA-256(`grainledger/stream/v1` ‖ secret ‖ batch id) (evidence.md §4.7).
public struct StreamTag: Hashable, Sendable, CustomStringConvertible {
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// The tag of a stream.
    public init(secret: StreamSecret, subject: String) {
        let hash = Hash256(of: Array("grainledger/stream/v1".utf8) + secret.bytes + Array(subject.utf8))
        bytes = Array(hash.bytes.prefix(16))
    }

    /// The tag of a text in an entry: 22 letters of base64url; `nil` when it is none.
    public init?(_ text: String) {
        guard let bytes = Base64.bytes(of: text, .url), bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// The text in an entry.
    public var text: String { Base64.text(of: bytes, .url) }

    /// The text in an entry.
    public var description: String { text }
}

/// The 32 random bytes that turn a batch's id into a tag. Whoever has them can find the batch's leaves, so a dossier
/// carries the secret of its own streams only.
public struct StreamSecret: Hashable, Sendable {
    /// The bytes.
    public let bytes: [UInt8]

    /// A secret; `nil` unless it is 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// A new secret from the system's random number generator.
    public init() { bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max) } }
}

/// The place of a record in a stream: records of one batch are numbered 1, 2, 3 … when they are accepted.
public struct StreamPlace: Hashable, Sendable {
    /// The stream.
    public let tag: StreamTag
    /// The number in it, from 1.
    public let number: Int

    /// A place.
    ///
    /// - Precondition: the number is from 1.
    public init(tag: StreamTag, number: Int) {
        precondition(number >= 1, "a stream is numbered from 1")
        self.tag = tag
        self.number = number
    }

    init?(_ value: JSONValue) {
        guard let pair = value.elements, pair.count == 2, let tag = pair[0].text.flatMap({ StreamTag($0) }),
            let number = pair[1].integer, number >= 1
        else { return nil }
        self.init(tag: tag, number: number)
    }

    /// `["<tag>",<n>]`.
    var value: JSONValue { .array([.string(tag.text), .integer(Int64(number))]) }
}
