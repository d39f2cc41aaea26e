/// Number of a person: opaque, because names and telephone numbers stand in a table of their own and can be erased
/// while every record holds (design.md §6).
public struct PersonNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The text: a UUID in small letters.
    public let text: String

    /// A number from a stored text.
    public init(_ text: String) { self.text = text }
    /// The text.
    public var description: String { text }
    /// Order of the text.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// Number of a membership.
public struct MembershipNumber: Hashable, Sendable, CustomStringConvertible {
    /// The text: a UUID in small letters.
    public let text: String

    /// A number from a stored text.
    public init(_ text: String) { self.text = text }
    /// The text.
    public var description: String { text }
}

/// A human being with an account. One person has one number however many accounts or memberships he has: four eyes are
/// counted in persons (reliability.md §8, 15).
public struct Person: Hashable, Sendable {
    /// Number.
    public let number: PersonNumber
    /// Everything he is entitled to.
    public let memberships: [Membership]

    /// A person.
    ///
    /// - Precondition: each membership is his.
    public init(_ number: PersonNumber, memberships: [Membership]) {
        precondition(memberships.allSatisfy { $0.person == number }, "a membership of another person")
        self.number = number
        self.memberships = memberships
    }
}
