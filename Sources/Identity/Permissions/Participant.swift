import Rules

/// Somebody who acts or consents: a person, the membership he does it by, and how he came in.
public struct Participant: Hashable, Sendable {
    /// How he came in.
    public enum Presence: String, Hashable, Sendable {
        /// A program or device acts for him.
        case program
        /// He is signed in at the console by his password alone.
        case password
        /// He is, and gave his second factor in this session.
        case confirmed
        /// He is, and gave his second factor within the last minutes.
        case freshFactor
    }

    /// The person with all his memberships.
    public let person: Person
    /// The membership he acts by.
    public let acting: Membership
    /// How he came in.
    public let presence: Presence

    /// A participant; `nil` when the membership is not one of the person's.
    public init?(_ person: Person, acting number: MembershipNumber, presence: Presence) {
        guard let acting = person.memberships.first(where: { $0.number == number }) else { return nil }
        self.person = person
        self.acting = acting
        self.presence = presence
    }

    /// Whether he belongs, in any of his memberships that is not past, to an organisation with a stake in an object.
    func hasStake(in ties: Ties, at now: Timestamp) -> Bool {
        person.memberships.contains { $0.standing(at: now) != .expired && ties.parties.contains($0.organization) }
    }
}
