public import Custody
public import Operations
public import Postgres
public import Rules

extension LedgerReads {
    /// In, out and stock of a scope; `nil` when the scope holds no grain and never did.
    ///
    /// In and out come from the legs, stock from the holdings: two roads, so that the residual says something. Whether
    /// the actor may ask for the scope at all is for the caller to decide; what he may not see would not be counted.
    public func balance(_ scope: BalanceScope, for actor: Actor, asOf: Timestamp? = nil)
        async throws(PostgresError) -> Balance?
    {
        let tables = try await tables(asOf: asOf)
        switch scope {
        case .bin(let code): return try await balance(ofPlaces: "= \("bin:" + code)", in: tables, for: actor)
        case .site(let code): return try await balance(ofPlaces: "^@ \("bin:" + code)", in: tables, for: actor)
        case .batch(let code):
            return try await balance(ofBatches: "batch.code = \(code)", isOne: true, in: tables, for: actor)
        case .granary(let code): return try await balance(ofBatches: "batch.granary = \(code)", in: tables, for: actor)
        case .region(let prefix):
            return try await balance(ofBatches: "starts_with(batch.county, \(prefix))", in: tables, for: actor)
        case .whole: return try await balance(ofBatches: "TRUE", in: tables, for: actor)
        }
    }

    /// Batches over their whole life: what crossed the border of the scope.
    private func balance(ofBatches condition: Clause, isOne: Bool = false, in tables: Tables, for actor: Actor)
        async throws(PostgresError) -> Balance?
    {
        let legs = try await query(
            """
            \(try tables.with([.batch], .legs))SELECT split_part(moved.place, ':', 1), sum(moved.mass_g)::bigint
            FROM movement_leg AS moved JOIN batch ON batch.code = moved.batch WHERE \(condition) GROUP BY 1
            """, for: actor, asOf: tables.time)
        guard !legs.isEmpty else { return nil }
        var totals: [String: Int64] = [:]
        for row in legs { totals[try row.text(0)] = try row.int8(1) }
        let stock = try await query(
            """
            \(try tables.with([.batch], .holdings))SELECT COALESCE(sum(moved.mass_g), 0)::bigint
            FROM holding AS moved JOIN batch ON batch.code = moved.batch WHERE \(condition)
            """, for: actor, asOf: tables.time)
        var incoming = -(totals.removeValue(forKey: "paddy") ?? 0)
        for kind in ["bin", "transit", "facility"] { totals[kind] = nil }
        if isOne {
            incoming -= totals.removeValue(forKey: "from") ?? 0
        } else {
            // Inside a scope what left one batch for another is no going out; only the rest crossed its border.
            let crossed = (totals.removeValue(forKey: "from") ?? 0) + (totals.removeValue(forKey: "into") ?? 0)
            if crossed < 0 { incoming -= crossed } else if crossed > 0 { totals["into"] = crossed }
        }
        return Balance(inGrams: incoming, outGrams: totals, stockGrams: try stock.first?.int8(0) ?? 0)
    }

    /// Bins: what each record brought in on balance, or took out, by the name of the fact.
    private func balance(ofPlaces condition: Clause, in tables: Tables, for actor: Actor)
        async throws(PostgresError) -> Balance?
    {
        let moved = try await query(
            """
            \(try tables.with([], .legs))SELECT net.kind, sum(net.mass_g)::bigint FROM (
                SELECT record.id, record.kind, sum(moved.mass_g) AS mass_g
                FROM movement_leg AS moved JOIN record ON record.id = moved.record_id
                WHERE moved.place \(condition) GROUP BY record.id, record.kind
            ) AS net GROUP BY net.kind, net.mass_g < 0
            """, for: actor, asOf: tables.time)
        guard !moved.isEmpty else { return nil }
        var incoming: Int64 = 0
        var outgoing: [String: Int64] = [:]
        for row in moved {
            let grams = try row.int8(1)
            if grams > 0 { incoming += grams } else if grams < 0 { outgoing[try row.text(0), default: 0] -= grams }
        }
        let stock = try await query(
            """
            \(try tables.with([.batch], .holdings))SELECT COALESCE(sum(held.mass_g), 0)::bigint
            FROM holding AS held WHERE held.place \(condition)
            """, for: actor, asOf: tables.time)
        return Balance(inGrams: incoming, outGrams: outgoing, stockGrams: try stock.first?.int8(0) ?? 0)
    }
}
