import Custody
import Postgres

/// Who may see what, as one condition on the columns `county` and `owners` that every source of a list has.
///
/// An organisation sees its own, and in its region what has no owner; officers and auditors see their region, and what
/// belongs to no county; the administrator sees all (design.md §5).
enum Sight {
    /// The condition for an actor.
    static func clause(for actor: Actor) -> Clause {
        let region = actor.region
        switch actor.role {
        case .administrator: return "TRUE"
        case .officer, .auditor: return "(found.county IS NULL OR starts_with(found.county, \(region)))"
        case .station, .granary, .carrier, .facility:
            let organization = actor.organization.text
            return """
                ((\(organization) <> '' AND \(organization) = ANY (found.owners))
                    OR (cardinality(array_remove(found.owners, NULL)) = 0
                        AND (found.county IS NULL OR starts_with(found.county, \(region)))))
                """
        }
    }
}
