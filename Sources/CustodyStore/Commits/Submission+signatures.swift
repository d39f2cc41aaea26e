import Identity
import Operations

extension Submission {
    /// The persons who answer for the act, as its record holds them.
    var signatures: [RecordBody.Signature] {
        [(authority.participant, "acts"), (second, "consents")].compactMap { participant, meaning in
            participant.map {
                RecordBody.Signature(
                    person: $0.person.number.text, membership: $0.acting.number.text, role: $0.acting.role.rawValue,
                    presence: $0.presence.rawValue, meaning: meaning)
            }
        }
    }
}
