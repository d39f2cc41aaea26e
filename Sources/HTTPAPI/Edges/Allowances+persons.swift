public import Custody

extension Allowances {
    /// Somebody has asked too much, or has too much under way.
    struct Crowded: Error {
        /// Seconds after which to ask again.
        let retryAfter: Int
    }

    /// Something that is under way, until nobody holds it any more.
    public struct Held: Sendable { let seats: [Seat] }

    /// Measures one request of somebody who is known: so much in a minute, so much at once, he and his organisation.
    ///
    /// - Parameter note: told what each measure stands at.
    func admit(
        _ actor: Actor, _ note: (_ name: String, Allowance, RateStanding) -> Void = { _, _, _ in }
    ) throws(Crowded) -> [Seat] {
        var groups = [(name: "actor", subject: "actor \(actor.name)", limits.actor, limits.actorAtOnce)]
        if !actor.organization.text.isEmpty {
            let subject = "organization \(actor.organization.text)"
            groups.append(("organization", subject, limits.organization, limits.organizationAtOnce))
        }
        var seats: [Seat] = []
        for (name, subject, allowance, atOnce) in groups {
            let standing = take(subject, allowance)
            note(name, allowance, standing)
            guard standing.isAllowed else { throw Crowded(retryAfter: standing.retryAfter) }
            guard let seat = seat(subject, most: atOnce) else { throw Crowded(retryAfter: 1) }
            seats.append(seat)
        }
        return seats
    }

    /// The same for a page of the console: its reader is measured as if he asked the programs' addresses, and a list that he takes
    /// away is one of the exports that are made at once.
    ///
    /// - Returns: what to hold while the page is made; or after how many seconds to ask again.
    public func admitPage(_ actor: Actor, isExport: Bool) -> (held: Held?, retryAfter: Int) {
        RequestNotes.current?.isKnown = true
        do throws(Crowded) {
            var seats = try admit(actor)
            if isExport {
                guard let seat = seat("exports", most: limits.exportsAtOnce) else { throw Crowded(retryAfter: 2) }
                seats.append(seat)
            }
            return (Held(seats: seats), 0)
        } catch {
            return (nil, error.retryAfter)
        }
    }
}
