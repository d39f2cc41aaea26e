import Custody
import Postgres

/// Who may see what, as one condition on the columns `counties` and `owners` that every source of a list has: the first
/// wall. The second says the same of the rows themselves (m0005, `sight_marks` and `sight_keys`), and does not know of this.
///
/// An organisation sees its own, and in its region what has no owner; officers and auditors see their region, and what
/// belongs to no county; the administrator sees all (design.md §5).
enum Sight {
    /// The condition for an actor.
    static func clause(for actor: Actor) -> Clause {
        let region = actor.region
        let lies: Clause =
            """
            (cardinality(array_remove(found.counties, NULL)) = 0
                OR EXISTS (SELECT FROM unnest(found.counties) AS county WHERE starts_with(county, \(region))))
            """
        switch actor.role {
        case .administrator: return "TRUE"
        case .officer, .auditor: return lies
        case .station, .granary, .carrier, .facility:
            let organization = actor.organization.text
            return """
                ((\(organization) <> '' AND \(organization) = ANY (found.owners))
                    OR (cardinality(array_remove(found.owners, NULL)) = 0 AND \(lies)))
                """
        }
    }
}
