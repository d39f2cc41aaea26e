import Crypto
import Foundation

/// Under what a throttle is kept: a digest, because people type passwords into the field for the name, and because a
/// list of keys must not tell which accounts exist.
public struct ThrottleKey: Hashable, Sendable {
    /// SHA-256, 32 bytes.
    public let bytes: [UInt8]
    /// Whether it counts tries of who may be anybody, which are counted by their source, too. Who shows that he was here before, or is
    /// inside, is not shut out by a stranger who sits behind the same address.
    public let isOfStrangers: Bool

    private init(_ purpose: String, _ text: String, isOfStrangers: Bool = false) {
        self.isOfStrangers = isOfStrangers
        bytes = [UInt8](SHA256.hash(data: Array("\(purpose):\(text)".utf8)))
    }

    /// An account by the name typed, whether there is such an account or not; NFKC, small letters, no blanks at the ends.
    public static func account(typed name: String) -> ThrottleKey {
        ThrottleKey("account", folded(name), isOfStrangers: true)
    }

    /// An account asked for from a browser from which somebody has signed in to it before.
    ///
    /// It is counted apart: a stranger can close the account's lock again and again, and the person at the usual browser still gets in.
    public static func account(known name: String) -> ThrottleKey { ThrottleKey("browser", folded(name)) }

    /// An account whose session, or whose sign-in at a provider, somebody has already: who stands before the door cannot touch this
    /// count, and so keeps nobody from confirming what he does inside.
    public static func account(inside name: String) -> ThrottleKey { ThrottleKey("inside", folded(name)) }

    /// A source address as the trusted proxy or the socket tells it, or the network it stands for.
    public static func source(_ address: String) -> ThrottleKey {
        ThrottleKey("source", NetworkBlock.text(of: address))
    }

    private static func folded(_ name: String) -> String {
        name.precomposedStringWithCompatibilityMapping.lowercased().trimmingCharacters(in: .whitespaces)
    }
}
