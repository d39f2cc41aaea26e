public import Custody
public import Operations
public import Postgres
import Foundation
import Rules

/// What people read: one object, lists, traces, balances; each within the actor's right.
public struct LedgerReads: Sendable {
    private let pool: PostgresPool

    /// Reads over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// One object; `nil` for missing and foreign alike.
    public func find(_ key: AggregateKey, for actor: Actor) async throws(PostgresError) -> Document? {
        let rows = try await query(
            """
            SELECT code, version, body FROM \(identifier: key.kind.rawValue) WHERE code = \(key.code)
            """)
        guard let row = rows.first else { return nil }
        return try Self.document(row, for: actor)
    }

    /// Objects of a kind after a code, in code order; foreign ones are left out.
    public func list(_ kind: AggregateKey.Kind, for actor: Actor, after: String, limit: Int)
        async throws(PostgresError) -> [Document]
    {
        var found: [Document] = []
        var last = after
        while found.count < limit {
            let rows = try await query(
                """
                SELECT code, version, body FROM \(identifier: kind.rawValue)
                WHERE code > \(last) ORDER BY code LIMIT \(Int64(limit))
                """)
            for row in rows {
                last = try row.text(0)
                if let document = try Self.document(row, for: actor), found.count < limit { found.append(document) }
            }
            if rows.count < limit { break }
        }
        return found
    }

    /// Every batch a batch came from (`up`) or went into (`down`), itself included.
    public func trace(_ code: BatchCode, _ direction: TraceDirection) async throws(PostgresError) -> [TraceNode] {
        let rows =
            switch direction {
            case .up:
                try await query(
                    """
                    WITH RECURSIVE reached (code) AS (
                        SELECT code FROM batch WHERE code = \(code.text)
                        UNION SELECT parent.key FROM reached JOIN batch USING (code),
                            LATERAL jsonb_each(batch.body -> 'parents') AS parent
                    ) SELECT code, body FROM batch JOIN reached USING (code) ORDER BY code
                    """)
            case .down:
                try await query(
                    """
                    WITH RECURSIVE reached (code) AS (
                        SELECT code FROM batch WHERE code = \(code.text)
                        UNION SELECT child.value FROM reached JOIN batch USING (code),
                            LATERAL jsonb_array_elements_text(batch.body -> 'children') AS child (value)
                    ) SELECT code, body FROM batch JOIN reached USING (code) ORDER BY code
                    """)
            }
        var nodes: [TraceNode] = []
        for row in rows { nodes.append(try Self.node(try row.json(1))) }
        return nodes
    }

    /// In, out and stock of a scope; `nil` when the scope holds no batch.
    ///
    /// In and out come from the legs, stock from the holdings: two roads, so that the residual says something.
    public func balance(_ scope: BalanceScope) async throws(PostgresError) -> Balance? {
        let legs = try await query(Self.sums("movement_leg", of: scope))
        guard !legs.isEmpty else { return nil }
        var totals: [String: Int64] = [:]
        for row in legs { totals[try row.text(0)] = try row.int8(1) }
        var stock: Int64 = 0
        for row in try await query(Self.sums("holding", of: scope)) { stock += try row.int8(1) }
        var incoming = -(totals.removeValue(forKey: "paddy") ?? 0)
        for kind in ["bin", "transit", "facility"] { totals[kind] = nil }
        if case .batch = scope {
            incoming -= totals.removeValue(forKey: "from") ?? 0
        } else {
            // Inside a scope what left one batch for another is no going out; only the rest crossed its border.
            let crossed = (totals.removeValue(forKey: "from") ?? 0) + (totals.removeValue(forKey: "into") ?? 0)
            if crossed < 0 { incoming -= crossed } else if crossed > 0 { totals["into"] = crossed }
        }
        return Balance(inGrams: incoming, outGrams: totals, stockGrams: stock)
    }

    private static func sums(_ table: String, of scope: BalanceScope) -> PostgresStatement {
        switch scope {
        case .batch(let code):
            """
            SELECT split_part(moved.place, ':', 1), sum(moved.mass_g)::bigint
            FROM \(identifier: table) AS moved JOIN batch ON batch.code = moved.batch
            WHERE batch.code = \(code) GROUP BY 1
            """
        case .granary(let code):
            """
            SELECT split_part(moved.place, ':', 1), sum(moved.mass_g)::bigint
            FROM \(identifier: table) AS moved JOIN batch ON batch.code = moved.batch
            WHERE batch.granary = \(code) GROUP BY 1
            """
        case .region(let prefix):
            """
            SELECT split_part(moved.place, ':', 1), sum(moved.mass_g)::bigint
            FROM \(identifier: table) AS moved JOIN batch ON batch.code = moved.batch
            WHERE starts_with(batch.county, \(prefix)) GROUP BY 1
            """
        }
    }

    private func query(_ statement: PostgresStatement) async throws(PostgresError) -> [PostgresRow] {
        try await pool.withConnection { connection throws(PostgresError) in try await connection.query(statement).rows }
    }

    private static func document(_ row: PostgresRow, for actor: Actor) throws(PostgresError) -> Document? {
        let json = try row.json(2)
        guard let sight = try? JSONDecoder().decode(Sight.self, from: Data(json)), sight.isOpen(to: actor) else {
            return nil
        }
        return Document(code: try row.text(0), version: try row.int8(1), json: json)
    }

    private static func node(_ json: [UInt8]) throws(PostgresError) -> TraceNode {
        guard let batch = try? JSONDecoder().decode(Batch.self, from: Data(json)) else {
            throw PostgresError(.decoding, "a batch cannot be read")
        }
        func named<Subject>(_ masses: [Code<Subject>: Grams]) -> [String: Int64] {
            Dictionary(uniqueKeysWithValues: masses.map { ($0.key.text, $0.value.value) })
        }
        return TraceNode(
            batch: batch.code.text, grainClass: batch.grainClass.rawValue, granary: batch.granary.text,
            sources: named(batch.sources), parents: named(batch.parents),
            ledger: Dictionary(uniqueKeysWithValues: batch.ledger.map { ($0.key.rawValue, $0.value.value) }))
    }
}

/// The members that say whose an object is.
private struct Sight: Decodable {
    let county: String?
    let granary, consignee, consignor, carrier, facility, laboratory, owner, code: String?

    /// An organisation sees its own and what has no owner; officers and auditors see their region; registers are open.
    func isOpen(to actor: Actor) -> Bool {
        switch actor.role {
        case .administrator: return true
        case .officer, .auditor: return county.map { $0.hasPrefix(actor.region) } ?? true
        case .station, .granary, .carrier, .facility:
            let owners = [granary, consignee, consignor, carrier, facility, laboratory, owner].compactMap { $0 }
            return owners.isEmpty || owners.contains(actor.organization.text)
        }
    }
}
