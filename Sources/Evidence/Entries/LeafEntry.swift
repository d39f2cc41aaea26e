/// What the tree hashes for one record: the record's digest, its kind, its places in streams; never its content.
///
/// `{"d":"<base64url SHA-256>","k":"<kind>","s":[["<stream tag>",<n>]],"v":1}` in canonical JSON (evidence.md §4.1).
public struct LeafEntry: Hashable, Sendable {
    /// The version of the form.
    public static let version = 1
    /// The kind of the record that a disclosure was erased. Its `data` names the `record`, and the `digest` in that.
    public static let erasure = "erasure"

    /// SHA-256 of the record's canonical bytes.
    public let digest: Hash256
    /// The kind of record: an ASCII letter, then letters, digits and hyphens, 64 at most.
    public let kind: String
    /// The streams the record belongs to, by tag text; none for a record about no batch.
    public let places: [StreamPlace]

    /// The entry of a record.
    ///
    /// - Throws: `kind` or `places` when they cannot stand in an entry.
    public init(digest: Hash256, kind: String, places: [StreamPlace]) throws(EntryFault) {
        let ordered = places.sorted { $0.tag.text < $1.tag.text }
        guard Self.isKind(kind) else { throw .kind }
        guard zip(ordered, ordered.dropFirst()).allSatisfy({ $0.tag != $1.tag }) else { throw .places }
        self.digest = digest
        self.kind = kind
        self.places = ordered
    }

    /// The entry of bytes.
    ///
    /// - Throws: what is wrong with them; `version` for a form this program does not know, which it must not guess at.
    public init(_ bytes: [UInt8]) throws(EntryFault) {
        let value: JSONValue
        do throws(CanonicalFault) { value = try CanonicalJSON.value(ofCanonical: bytes) } catch {
            throw .canonical(error)
        }
        guard let version = value["v"]?.integer, version == Self.version else { throw .version }
        guard value.names == ["d", "k", "s", "v"] else { throw .members }
        guard let text = value["d"]?.text, let raw = Base64.bytes(of: text, .url), let digest = Hash256(bytes: raw)
        else { throw .digest }
        guard let kind = value["k"]?.text else { throw .kind }
        let elements = value["s"]?.elements
        let places = elements?.compactMap { StreamPlace($0) }
        guard let places, places.count == elements?.count else { throw .places }
        try self.init(digest: digest, kind: kind, places: places)
        guard self.places == places else { throw .places }
    }

    /// The canonical bytes: what is stored, hashed and published.
    public var bytes: [UInt8] {
        JSONValue.object([
            JSONMember("d", .string(digest.base64URL)), JSONMember("k", .string(kind)),
            JSONMember("s", .array(places.map { $0.value })), JSONMember("v", .integer(Int64(Self.version))),
        ]).canonicalBytes
    }

    /// The place in a stream; `nil` when the record is not in it.
    public func number(in tag: StreamTag) -> Int? { places.first { $0.tag == tag }?.number }

    private static func isKind(_ text: String) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
        return (1...64).contains(text.utf8.count) && text.utf8.first.map(isLetter) == true
            && text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }
}

/// Why bytes or values are no leaf entry.
public enum EntryFault: Error, Hashable, Sendable {
    /// Not canonical JSON.
    case canonical(CanonicalFault)
    /// Not version 1.
    case version
    /// Other members than `d`, `k`, `s`, `v`.
    case members
    /// `d` is no base64url text of 32 bytes.
    case digest
    /// `k` cannot be a kind.
    case kind
    /// `s` is no list of pairs of tag and number, each tag once, in order of tag.
    case places

    /// Where in the entry: the member, or the byte at which it is no longer canonical.
    public var place: String {
        switch self {
        case .canonical(let fault): "\(fault.kind.rawValue) @\(fault.offset)"
        case .version: "v"
        case .members: "d k s v"
        case .digest: "d"
        case .kind: "k"
        case .places: "s"
        }
    }
}
