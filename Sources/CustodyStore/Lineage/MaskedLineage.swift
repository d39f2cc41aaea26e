import Custody
import Foundation
import Operations
import Postgres

/// Batches that grain came from or went into, with what the actor may not see masked: class and grams stay, and where in the
/// graph it stands; names, codes, places and times go (issue 3). Masked batches are `#1`, `#2`, … within one answer.
struct MaskedLineage {
    /// The batches by the names the actor gets to see.
    private(set) var batches: [BatchCode: Batch] = [:]
    /// The names that stand for masked batches.
    private(set) var masked: Set<BatchCode> = []
    private var names: [BatchCode: BatchCode] = [:]
    private var seen: Set<BatchCode> = []

    /// One row of `rows`: a batch of the graph, or a neighbour of one (without a body), and whether it may be seen.
    struct Row: Decodable {
        let code: BatchCode
        let isSeen: Bool
        let body: Batch?
    }

    /// The masked graph; masked batches are numbered in the order of their codes.
    init(_ rows: [Row]) {
        seen = Set(rows.filter(\.isSeen).map(\.code))
        let hidden = rows.filter { !$0.isSeen && $0.body != nil }.map(\.code).sorted()
        for (number, code) in hidden.enumerated() { names[code] = BatchCode("#\(number + 1)") }
        masked = Set(names.values)
        for body in rows.compactMap(\.body) { batches[name(of: body.code)] = body.renamed(name) }
    }

    /// The name the actor gets to see; `#` for what is neither his nor in the graph.
    func name(of code: BatchCode) -> BatchCode { seen.contains(code) ? code : names[code] ?? "#" }

    /// A parcel without the batches of others that grew on it.
    func masked(_ parcel: Parcel) -> Parcel {
        var masked = parcel
        masked.batches = parcel.batches.mapValues { $0.filter(seen.contains) }
        return masked
    }

    /// Rows of a graph, from the common table expression `reached (code)`: what may not be seen leaves the database
    /// without names, places and times; the codes that hold the graph together are replaced here.
    static func rows(seenBy actor: Actor) -> Clause {
        """
        SELECT found.code, \(Sight.clause(for: actor)) AS is_seen,
            CASE WHEN NOT found.is_reached THEN NULL WHEN \(Sight.clause(for: actor)) THEN found.body ELSE \(mask) END AS body
        FROM (
            SELECT batch.code, batch.body, ARRAY[batch.county], ARRAY[batch.granary],
                batch.code IN (SELECT code FROM reached)
            FROM batch WHERE batch.code IN (
                SELECT code FROM reached
                UNION SELECT near.code FROM reached JOIN batch USING (code), LATERAL (
                    SELECT jsonb_object_keys(batch.body -> 'parents')
                    UNION ALL SELECT jsonb_array_elements_text(batch.body -> 'children')) AS near (code))
        ) AS found (code, body, counties, owners, is_reached)
        """
    }

    /// What is left of a document: each member named here, so that a new one is not let through.
    private static let mask: Clause =
        """
        jsonb_build_object(
            'code', found.code, 'grainClass', found.body -> 'grainClass', 'sourceClass', found.body -> 'grainClass',
            'parents', found.body -> 'parents', 'children', found.body -> 'children',
            'sources', COALESCE((SELECT jsonb_build_object('#', sum(grown.value::bigint)::bigint)
                FROM jsonb_each_text(found.body -> 'sources') AS grown HAVING count(*) > 0), '{}'),
            'ledger', jsonb_build_object('bin', (SELECT COALESCE(sum(held.value::bigint), 0)::bigint
                FROM jsonb_each_text(found.body -> 'ledger') AS held
                WHERE split_part(held.key, ':', 1) IN ('bin', 'transit', 'facility'))),
            'granary', '', 'county', '', 'origin', '', 'season', '', 'record', '',
            'createdAt', '1970-01-01T08:00:00+08:00', 'tests', '{}'::jsonb, 'rulings', '[]'::jsonb,
            'history', '[]'::jsonb, 'frozenBy', '[]'::jsonb)
        """
}
