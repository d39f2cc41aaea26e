import Custody
import Operations
import Postgres

/// Who may see what, as one condition on the columns `counties` and `owners` that every source of a list has: the first
/// wall. The second says the same of the rows themselves (m0005, `sight_marks` and `sight_keys`), and does not know of this.
///
/// An organisation sees its own; stations and granaries, which need the parcels, see in their region what has no owner, too.
/// A laboratory sees what it was brought, without its origin. Officers and auditors see their region, and what belongs to no county; the registrar sees the registers of his; the
/// administrator sees all (design.md §5).
enum Sight {
    /// What a registrar sees: whom accounts are for, and what they weigh and store with.
    private static let registers: Set<Resource> = [.organizations, .bins, .scales, .parcels]

    /// The condition for an actor.
    ///
    /// - Parameter resource: what the rows are; `nil` for what is no register.
    static func clause(for actor: Actor, on resource: Resource? = nil) -> Clause {
        // A public register: whoever sends grain chooses from it.
        if resource == .organizations, actor.role != .registrar { return "TRUE" }
        let region = actor.region
        let lies: Clause =
            """
            (cardinality(array_remove(found.counties, NULL)) = 0
                OR EXISTS (SELECT FROM unnest(found.counties) AS county WHERE starts_with(county, \(region))))
            """
        switch actor.role {
        case .administrator: return "TRUE"
        case .officer, .auditor: return lies
        case .registrar: return resource.map(registers.contains) == true ? lies : "FALSE"
        case .carrier, .facility, .laboratory: return owns(actor)
        case .station, .granary:
            return "(\(owns(actor)) OR (cardinality(array_remove(found.owners, NULL)) = 0 AND \(lies)))"
        }
    }

    private static func owns(_ actor: Actor) -> Clause {
        let organization = actor.organization.text
        return "(\(organization) <> '' AND \(organization) = ANY (found.owners))"
    }
}
