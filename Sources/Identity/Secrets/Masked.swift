/// A secret that prints as dots: no log line, error text, debugger or mirror shows it (reliability.md §8, 36).
public protocol Masked: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable, Sendable {}

extension Masked {
    /// Dots, whatever the secret is and however long.
    public var description: String { "••••" }
    /// Dots as well.
    public var debugDescription: String { description }
    /// No children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
