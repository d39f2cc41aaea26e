package import Custody
import Evidence
import Foundation
import Rules

/// The content of a record: the fact, who did it, when. Its canonical bytes are what is stored and digested.
package struct RecordBody: Codable, Sendable {
    package let id: String
    package let fact: Fact
    package let actor: Actor

    package init(id: String, fact: Fact, actor: Actor) {
        self.id = id
        self.fact = fact
        self.actor = actor
    }

    private enum Key: String, CodingKey { case id, kind, data, outcome, occurredAt, actor, form }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        id = try container.decode(String.self, forKey: .id)
        actor = try container.decode(Actor.self, forKey: .actor)
        let name = try container.decode(String.self, forKey: .kind)
        guard let kind = Act.kind(named: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: container, debugDescription: "unknown kind \(name)")
        }
        fact = Fact(
            act: try Self.act(kind, in: container), outcome: try container.decode(Outcome.self, forKey: .outcome),
            occurredAt: try container.decode(Timestamp.self, forKey: .occurredAt))
    }

    private static func act<Body: ActBody>(_ kind: Body.Type, in container: KeyedDecodingContainer<Key>) throws -> Act {
        Act(try container.decode(kind, forKey: .data))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(1, forKey: .form)
        try container.encode(id, forKey: .id)
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
