/// What the table says of an act.
public enum Permission: Hashable, Sendable {
    /// He may do it alone.
    case allowed
    /// He may do it with the consent of another person in one of these roles (`FourEyes`).
    case needsSecondPerson(Set<Role>)
    /// He may not.
    case denied
}

/// One clause of a line: these roles, standing so to the object, alone or with a second person.
struct PermissionClause: Hashable, Sendable {
    let roles: Set<Role>
    let relation: Relation
    let second: Set<Role>

    /// These roles may do it.
    static func by(_ roles: Role..., as relation: Relation, with second: Set<Role> = []) -> PermissionClause {
        PermissionClause(roles: Set(roles), relation: relation, second: second)
    }
}

/// The line of one act.
struct PermissionLine: Hashable, Sendable {
    let act: String
    let clauses: [PermissionClause]

    init(_ act: String, _ clauses: PermissionClause...) {
        self.act = act
        self.clauses = clauses
    }
}

extension Permission {
    /// What a role may do with an act, standing so to its object. Whatever the table does not name is denied.
    ///
    /// Where several clauses fit, one that allows alone wins; else the second persons of all of them may consent.
    public static func of(_ role: Role, to act: String, relations: Set<Relation>) -> Permission {
        let clauses = (PermissionTable.byAct[act] ?? [])
            .filter { $0.roles.contains(role) && ($0.relation == .anywhere || relations.contains($0.relation)) }
        if clauses.isEmpty { return .denied }
        if clauses.contains(where: { $0.second.isEmpty }) { return .allowed }
        return .needsSecondPerson(clauses.reduce(into: []) { $0.formUnion($1.second) })
    }
}
