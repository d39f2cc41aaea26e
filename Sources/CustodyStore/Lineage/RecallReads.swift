public import Custody
import Foundation
public import Operations
public import Postgres
import Rules

extension LedgerReads {
    /// Where the grain of parcels is, or went, in grams; of what the actor may not see he learns grams and class.
    ///
    /// - Returns: `.unknown` with the parcels that are missing, or not for the actor to see.
    public func recall(_ question: RecallQuestion, for actor: Actor) async throws(PostgresError) -> RecallAnswer {
        let parcels = question.parcels
        let tables = try await tables(asOf: question.asOf)
        let seen = try await query(
            """
            \(try tables.with([.parcel]))SELECT found.code
            FROM (SELECT parcel.code, ARRAY[parcel.county], ARRAY[]::text[] FROM parcel
                WHERE parcel.code = ANY(\(.textArray(parcels.map(\.text))))) AS found (code, counties, owners)
            WHERE \(Sight.clause(for: actor, on: .parcels))
            """, for: actor, asOf: question.asOf)
        let known = Set(try seen.map { row throws(PostgresError) in ParcelNumber(try row.text(0)) })
        let unknown = parcels.filter { !known.contains($0) }
        guard unknown.isEmpty else { return .unknown(unknown) }
        let rows: [PostgresRow]
        if question.asOf == nil {
            rows = try await walked(
                from: Reach.numbers(of: parcels), [.down], for: actor, asking: Self.ledgers(seenBy: actor))
        } else {
            let reach = try Reach.documents(of: parcels, in: tables)
            rows = try await trace("\(reach) \(Self.ledgers(seenBy: actor))", for: actor, isLong: true)
        }
        return .found(
            RecallReport(of: question, in: try rows.map(Self.batch), ownIntakeOnly: !Self.isOverseer(actor)))
    }

    /// What a recall needs of each batch; names are left out where the actor may not see them, codes and places afterwards.
    ///
    /// Who oversees nobody follows the grain that he took in himself: what others took in of a parcel tells where rivals buy.
    private static func ledgers(seenBy actor: Actor) -> Clause {
        """
        SELECT code, is_seen, grain_class, CASE WHEN is_seen THEN granary ELSE '' END,
            CASE WHEN is_seen THEN county ELSE '' END, season,
            CASE WHEN is_seen OR \(isOverseer(actor)) THEN sources ELSE '{}' END, ledger
        FROM (
            SELECT found.code, \(Sight.clause(for: actor)), found.body ->> 'grainClass', found.body ->> 'granary',
                found.body ->> 'county', found.body ->> 'season', found.body -> 'sources', found.body -> 'ledger'
            FROM (
                SELECT batch.code, batch.body, ARRAY[batch.county], ARRAY[batch.granary]
                FROM batch WHERE batch.code IN (SELECT code FROM reached)
            ) AS found (code, body, counties, owners)
        ) AS told (code, is_seen, grain_class, granary, county, season, sources, ledger)
        """
    }

    private static func isOverseer(_ actor: Actor) -> Bool {
        [.officer, .auditor, .administrator].contains(actor.role)
    }

    private static func batch(_ row: PostgresRow) throws(PostgresError) -> RecallReport.Batch {
        let sources: [ParcelNumber: Grams]
        let ledger: [Place: Grams]
        do {
            sources = try JSONDecoder().decode([ParcelNumber: Grams].self, from: Data(try row.json(6)))
            ledger = try JSONDecoder().decode([Place: Grams].self, from: Data(try row.json(7)))
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(.decoding, "a batch cannot be read")
        }
        return RecallReport.Batch(
            code: BatchCode(try row.text(0)), isSeen: try row.bool(1), grainClass: try row.text(2),
            granary: try row.text(3), county: try row.text(4), season: try row.text(5),
            sources: sources, ledger: ledger)
    }
}
