public import Custody
public import Rules

/// Questions as pages put them, by the names that fields have in addresses.
///
/// A name that the resource does not list is a fault of the program, and stops it: a condition that was passed over would show more
/// than was asked for.
extension ListQuery {
    /// With the condition that a field is one of some values.
    public func filtered(_ name: String, _ values: [String]) -> Self { adding(name, .isOneOf(values)) }

    /// With the condition that a field is a value.
    public func filtered(_ name: String, _ value: String) -> Self { filtered(name, [value]) }

    /// With the condition that a field is at least a value.
    public func filtered(_ name: String, atLeast value: String) -> Self { adding(name, .atLeast(value)) }

    /// With the condition that a field is at most a value.
    public func filtered(_ name: String, atMost value: String) -> Self { adding(name, .atMost(value)) }

    /// In the order of a field.
    public func sorted(by name: String, descending: Bool = false) -> Self {
        var query = self
        query.sort = field(name) { $0.isSortable }
        query.isDescending = descending
        return query
    }

    /// With so many objects on a page at most.
    public func limited(to limit: Int) -> Self {
        var query = self
        query.limit = limit
        return query
    }

    /// Of the book as it stood; `nil` for the book as it is.
    public func standing(at time: Timestamp?) -> Self {
        var query = self
        query.asOf = time
        return query
    }

    /// With the number of all that match.
    public var counted: Self {
        var query = self
        query.isCounted = true
        return query
    }

    /// With some members alone.
    public func showing(_ members: String...) -> Self {
        var query = self
        query.members = members
        return query
    }

    private func adding(_ name: String, _ comparison: Condition.Comparison) -> Self {
        var query = self
        query.conditions.append(Condition(field(name) { _ in true }, comparison))
        return query
    }

    private func field(_ name: String, where isFit: (Field) -> Bool) -> Field {
        guard let field = resource.fields.first(where: { $0.name == name && isFit($0) }) else {
            preconditionFailure("\(resource.rawValue) has no field \(name)")
        }
        return field
    }
}

extension Ledger {
    /// Every object that a question finds, page by page.
    ///
    /// - Parameter most: where to stop, for drawings that show no more; a page is read whole.
    public func everything(_ query: ListQuery, _ actor: Actor, upTo most: Int = .max)
        async throws(LedgerFault) -> [Document]
    {
        var query = query.limited(to: 500)
        var documents: [Document] = []
        repeat {
            let page = try await list(query, actor)
            documents += page.documents
            query.after = page.next
        } while query.after != nil && documents.count < most
        return documents
    }
}
