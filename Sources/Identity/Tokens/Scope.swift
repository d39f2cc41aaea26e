/// What a credential may be used for. A scope narrows the rights of the membership behind it and never widens them.
public enum Scope: Hashable, Sendable {
    /// Reading what the membership may read: `read`.
    case read
    /// Every act the membership may do: `act`.
    case allActs
    /// One act, by the name of its fact: `act:batch-moved`.
    case act(String)

    /// A scope from its text; `nil` for any other text.
    public init?(_ text: String) {
        switch text {
        case "read": self = .read
        case "act": self = .allActs
        default:
            guard text.hasPrefix("act:"), text.count > 4, text.utf8.allSatisfy(Self.isOfAName) else { return nil }
            self = .act(String(text.dropFirst(4)))
        }
    }

    /// The text.
    public var text: String {
        switch self {
        case .read: "read"
        case .allActs: "act"
        case .act(let name): "act:\(name)"
        }
    }

    private static func isOfAName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
    }
}

extension Set<Scope> {
    /// Whether an act lies within the scopes.
    public func cover(act name: String) -> Bool { contains(.allActs) || contains(.act(name)) }

    /// Whether reading does. Who may act on a thing does not by that see everything.
    public var coverReading: Bool { contains(.read) }
}
