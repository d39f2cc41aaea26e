public import Custody
public import Operations
public import Postgres
public import Rules

extension ListQuery.Condition {
    /// The condition on a row of a source.
    var clause: Clause {
        switch comparison {
        case .isOneOf(let values): equality(values)
        case .atLeast(let value): bound(value, isLower: true)
        case .atMost(let value): bound(value, isLower: false)
        }
    }

    private func equality(_ values: [String]) -> Clause {
        let text: Clause = "(found.body #>> \(.textArray(field.path)))"
        if field.name == "code" { return "found.code = ANY (\(.textArray(values)))" }
        return switch field.form {
        case .integer: "\(text)::bigint = ANY (\(.int8Array(values.compactMap { Int64($0) })))"
        case .flag: "COALESCE(\(text)::boolean, false) = ANY (\(.boolArray(values.map { $0 == "true" })))"
        case .region:
            "EXISTS (SELECT 1 FROM unnest(\(.textArray(values))) AS prefix WHERE starts_with(\(text), prefix))"
        default: "\(text) = ANY (\(.textArray(values)))"
        }
    }

    private func bound(_ value: String, isLower: Bool) -> Clause {
        let text: Clause = "(found.body #>> \(.textArray(field.path)))"
        let sign: Clause = isLower ? ">=" : "<="
        switch field.form {
        case .integer: return "\(text)::bigint \(sign) \(Int64(value) ?? 0)"
        case .time:
            let time = Timestamp(rfc3339: value)?.microseconds ?? 0
            return "\(text)::timestamptz \(sign) \(.timestamptz(microsecondsSince1970: time))"
        default: return "\(text) COLLATE \"C\" \(sign) \(value)"
        }
    }
}

extension ListQuery {
    /// What the list is put in order by before the code; never NULL, so that a place in the order is one value. Times
    /// are all written in China time, so that their texts sort as they do.
    var sortKey: Clause {
        guard let sort, sort.name != "code" else { return "''::text" }
        let text: Clause = "(found.body #>> \(.textArray(sort.path)))"
        return sort.form == .integer ? "COALESCE(\(text)::bigint, 0)" : "COALESCE(\(text), '') COLLATE \"C\""
    }

    /// Rows after a place in the order.
    var beyond: Clause {
        guard let after else { return "TRUE" }
        let sign: Clause = isDescending ? "<" : ">"
        guard let sort, sort.name != "code" else { return "found.code \(sign) \(after.code)" }
        let key: Clause = sort.form == .integer ? "\(Int64(after.key) ?? 0)" : "\(after.key)"
        return "(\(sortKey), found.code) \(sign) (\(key), \(after.code))"
    }

    /// The order itself.
    var order: Clause {
        let direction: Clause = isDescending ? "DESC" : "ASC"
        guard let sort, sort.name != "code" else { return "found.code \(direction)" }
        return "\(sortKey) \(direction), found.code \(direction)"
    }

    /// The document, or the members asked for.
    var shown: Clause {
        guard !members.isEmpty else { return "found.body" }
        return """
            COALESCE((SELECT jsonb_object_agg(member, found.body -> member)
                FROM unnest(\(.textArray(members))) AS member WHERE found.body ? member), '{}')
            """
    }
}

extension LedgerReads {
    /// One page of what the actor may see; right and filters are conditions of the same statement.
    public func page(_ query: ListQuery, for actor: Actor) async throws(PostgresError) -> Page {
        try await page(query, conditionsOf: actor, rowsOf: actor)
    }

    /// A page by the conditions of one actor over the rows of another: with an administrator for either of them, one wall
    /// stands alone, and can be held against the other.
    package func page(_ query: ListQuery, conditionsOf actor: Actor, rowsOf reader: Actor)
        async throws(PostgresError) -> Page
    {
        let (with, source) = try await foundation(query.resource, for: actor, asOf: query.asOf)
        let filters = Clause(
            [Sight.clause(for: actor, on: query.resource)] + query.conditions.map(\.clause), separator: " AND ")
        let rows = try await self.query(
            """
            \(with)SELECT found.code, found.version, \(query.shown), \(query.sortKey)::text
            FROM (\(source)) AS found (code, version, body, counties, owners)
            WHERE \(filters) AND \(query.beyond) ORDER BY \(query.order) LIMIT \(Int64(query.limit) + 1)
            """, for: reader, asOf: query.asOf)
        var documents: [Document] = []
        for row in rows.prefix(query.limit) {
            documents.append(Document(code: try row.text(0), version: try row.int8(1), json: try row.json(2)))
        }
        var next: ListQuery.Position?
        if rows.count > query.limit, let last = documents.last {
            next = .init(key: try rows[query.limit - 1].text(3), code: last.code)
        }
        return Page(
            documents: documents, next: next,
            total: query.isCounted ? try await count(with, source, filters, for: reader, asOf: query.asOf) : nil)
    }

    private func count(_ with: Clause, _ source: Clause, _ filters: Clause, for actor: Actor, asOf: Timestamp?)
        async throws(PostgresError) -> Int64
    {
        let rows = try await query(
            """
            \(with)SELECT count(*) FROM (\(source)) AS found (code, version, body, counties, owners) WHERE \(filters)
            """, for: actor, asOf: asOf)
        return try rows.first?.int8(0) ?? 0
    }

    /// Values of a field among what a list would show, those of most rows first; one statement, whatever it counts.
    public func facet(of field: Field, in query: ListQuery, for actor: Actor) async throws(PostgresError)
        -> [FacetValue]
    {
        let (with, source) = try await foundation(query.resource, for: actor, asOf: query.asOf)
        let filters = Clause(
            [Sight.clause(for: actor, on: query.resource)] + query.conditions.map(\.clause), separator: " AND ")
        let text: Clause = "(found.body #>> \(.textArray(field.path)))"
        let value: Clause =
            switch field.form {
            case .region: "left(\(text), 6)"
            case .flag: "COALESCE(\(text), 'false')"
            default: text
            }
        let rows = try await self.query(
            """
            \(with)SELECT facet.value, count(*) FROM (
                SELECT \(value) AS value FROM (\(source)) AS found (code, version, body, counties, owners) WHERE \(filters)
            ) AS facet WHERE facet.value <> '' GROUP BY facet.value ORDER BY count(*) DESC, facet.value LIMIT 40
            """, for: actor, asOf: query.asOf)
        var values: [FacetValue] = []
        for row in rows { values.append(FacetValue(try row.text(0), count: try row.int8(1))) }
        return values
    }

    /// One object; `nil` for missing and foreign alike.
    public func find(_ resource: Resource, _ code: String, for actor: Actor, asOf: Timestamp? = nil)
        async throws(PostgresError) -> Document?
    {
        let (with, source) = try await foundation(resource, for: actor, asOf: asOf, only: code)
        let statement: PostgresStatement = """
            \(with)SELECT found.code, found.version, found.body
            FROM (\(source)) AS found (code, version, body, counties, owners)
            WHERE found.code = \(code) AND \(Sight.clause(for: actor, on: resource))
            """
        let rows =
            asOf == nil && resource.hasKeyedObjects
            ? try await keyed(statement, for: actor) : try await query(statement, for: actor, asOf: asOf)
        guard let row = rows.first else { return nil }
        return Document(code: try row.text(0), version: try row.int8(1), json: try row.json(2))
    }

    /// What a list of a resource stands on, now or as of a time; for one object of the records, on its record alone.
    private func foundation(_ resource: Resource, for actor: Actor, asOf: Timestamp?, only code: String? = nil)
        async throws(PostgresError) -> (with: Clause, source: Clause)
    {
        guard let source = resource.source(for: actor) else { return ("", try await deadlines(asOf: asOf, for: actor)) }
        var tables = try await tables(asOf: asOf)
        if let code, source.extras.contains(.records), let id = PostgresValue.uuidBytes(in: String(code.prefix(36))) {
            tables = tables.narrowed(to: id)
        }
        return (try tables.with(source.kinds, source.extras), source.query)
    }
}
