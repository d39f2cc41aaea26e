package import Custody
import Evidence
import Foundation
import Rules

/// The content of a record: the fact, who did it, when. Its canonical bytes are what is stored and digested.
///
/// A nonce keeps a record of few possible values from being guessed by its digest; `_sd` holds the digests of what was
/// left out (evidence.md §4.1).
package struct RecordBody: Codable, Sendable {
    package let fact: Fact
    package let actor: Actor
    /// 16 random bytes, base64url.
    package let nonce: String
    /// Digests of the disclosures that belong to the record, base64url, in order of the digests.
    package let withheld: [String]
    /// The persons who answer for it, first the one who acts, then the one who consented; empty for imports.
    package let signatures: [Signature]

    /// What a person put under a record: who, by which membership and role, and how he was there (reliability.md §8, 39).
    package struct Signature: Codable, Hashable, Sendable {
        /// Number of the person.
        package let person: String
        /// Number of the membership.
        package let membership: String
        /// Role.
        package let role: String
        /// `program`, `password`, `confirmed`, `freshFactor`.
        package let presence: String
        /// What it means: `acts` or `consents`.
        package let meaning: String
    }

    package init(fact: Fact, actor: Actor, nonce: String, withheld: [String], signatures: [Signature] = []) {
        self.signatures = signatures
        self.fact = fact
        self.actor = actor
        self.nonce = nonce
        self.withheld = withheld
    }

    private enum Key: String, CodingKey {
        case id, kind, data, outcome, occurredAt, actor, form, nonce, prev
        case withheld = "_sd"
        case signatures
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        nonce = try container.decodeIfPresent(String.self, forKey: .nonce) ?? ""
        withheld = try container.decodeIfPresent([String].self, forKey: .withheld) ?? []
        signatures = try container.decodeIfPresent([Signature].self, forKey: .signatures) ?? []
        actor = try container.decode(Actor.self, forKey: .actor)
        let name = try container.decode(String.self, forKey: .kind)
        guard let kind = Act.recorded(named: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: container, debugDescription: "unknown kind \(name)")
        }
        fact = Fact(
            act: try Self.act(kind, in: container), outcome: try container.decode(Outcome.self, forKey: .outcome),
            occurredAt: try container.decode(Timestamp.self, forKey: .occurredAt),
            corrects: try container.decodeIfPresent(String.self, forKey: .prev),
            id: try container.decode(String.self, forKey: .id))
    }

    private static func act<Body: ActBody>(_ kind: Body.Type, in container: KeyedDecodingContainer<Key>) throws -> Act {
        Act(try container.decode(kind, forKey: .data))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(2, forKey: .form)
        try container.encode(nonce, forKey: .nonce)
        if !withheld.isEmpty { try container.encode(withheld, forKey: .withheld) }
        if !signatures.isEmpty { try container.encode(signatures, forKey: .signatures) }
        try container.encodeIfPresent(fact.corrects, forKey: .prev)
        try container.encode(fact.id, forKey: .id)
        try container.encode(fact.act.name, forKey: .kind)
        try encode(fact.act.body, into: &container)
        try container.encode(fact.outcome, forKey: .outcome)
        try container.encode(fact.occurredAt, forKey: .occurredAt)
        try container.encode(actor, forKey: .actor)
    }

    private func encode(_ body: some ActBody, into container: inout KeyedEncodingContainer<Key>) throws {
        try container.encode(body, forKey: .data)
    }
}
