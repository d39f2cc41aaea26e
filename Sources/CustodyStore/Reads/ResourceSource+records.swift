import Custody
import Postgres

extension ResourceSource {
    /// When it was recorded, as RFC 3339 text in China time.
    private static let recordedAt: Clause =
        #"to_char(record.recorded_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.US"+08:00"')"#

    /// The legs of a record on one batch.
    static var movements: Self {
        .init(
            """
            SELECT record.id::text || ':' || moved.batch, 0::bigint, jsonb_build_object(
                'code', record.id::text || ':' || moved.batch, 'record', record.id, 'kind', record.kind,
                'batch', moved.batch, 'occurredAt', record.body::jsonb -> 'occurredAt',
                'recordedAt', \(recordedAt),
                'legs', jsonb_agg(jsonb_build_object('place', moved.place, 'grams', moved.mass_g) ORDER BY moved.leg)),
                ARRAY[moved.county], moved.owners
            FROM record JOIN movement_leg AS moved ON moved.record_id = record.id
            GROUP BY record.id, record.kind, record.body, record.recorded_at, moved.batch, moved.county, moved.owners
            """, [], .records)
    }

    /// Every time a truck stood on a scale with grain: at intake, departure, arrival and return. `OFFSET 0` keeps the planner from reading
    /// a record's JSON once for each member.
    static var weighings: Self {
        .init(
            """
            SELECT record.id::text, 0::bigint, jsonb_strip_nulls(jsonb_build_object(
                'code', record.id, 'record', record.id, 'kind', record.kind, 'occurredAt', act.body -> 'occurredAt',
                'recordedAt', \(recordedAt),
                'batch', COALESCE(trip.body -> 'batch', act.body #> '{data,batch}'), 'manifest', act.body #> '{data,manifest}',
                'ticket', act.body #> '{data,ticket}', 'scale', act.body #> '{data,scale}',
                'plate', COALESCE(nullif(act.body #> '{data,plate}', '""'), trip.body -> 'plate'), 'grossGrams', act.body #> '{data,grossGrams}',
                'tareGrams', act.body #> '{data,tareGrams}',
                'netGrams', (act.body #>> '{data,grossGrams}')::bigint - (act.body #>> '{data,tareGrams}')::bigint)),
                record.counties, record.owners
            FROM record CROSS JOIN LATERAL (SELECT record.body::jsonb AS body OFFSET 0) AS act
                LEFT JOIN manifest AS trip ON trip.code = act.body #>> '{data,manifest}'
            WHERE record.kind IN ('grain-taken-in', 'manifest-dispatched', 'manifest-confirmed', 'manifest-returned',
                'receipt-corrected')
            """, [.manifest], .records)
    }

    /// Records that say what a sample was drawn from: they are not for the laboratory that measures it (domain.md §6).
    static func isOpen(kind: Clause = "record.kind", to actor: Actor) -> Clause {
        actor.role != .laboratory
            ? "TRUE"
            : "\(kind) <> ALL (\(.textArray([CollectSample.name, DrawBulkSample.name, CorrectSample.name])))"
    }

    /// The immutable records, byte for byte.
    static func records(seenBy actor: Actor) -> Self {
        .init(
            """
            SELECT record.id::text, 0::bigint, jsonb_build_object(
                'code', record.id, 'seq', record.seq, 'kind', record.kind, 'actor', record.actor,
                'occurredAt', act.body -> 'occurredAt', 'recordedAt', \(recordedAt),
                'digest', encode(record.digest, 'hex'), 'body', record.body),
                record.counties, record.owners
            FROM record CROSS JOIN LATERAL (SELECT record.body::jsonb AS body) AS act
            WHERE \(isOpen(to: actor))
            """, [], .records)
    }

    /// Findings with their words.
    static func findings(seenBy actor: Actor) -> Self {
        let kinds = Finding.Kind.allCases
        return .init(
            """
            SELECT record.id::text || ':' || finding.number, 0::bigint, jsonb_build_object(
                'code', record.id::text || ':' || finding.number, 'record', record.id, 'number', finding.number,
                'kind', record.kind, 'finding', finding.code, 'severity', finding.severity,
                'subject', finding.subject, 'detail', finding.detail, 'zh', COALESCE(words.zh, ''),
                'en', COALESCE(words.en, ''), 'occurredAt', act.body -> 'occurredAt', 'recordedAt', \(recordedAt)),
                record.counties, record.owners
            FROM record CROSS JOIN LATERAL (SELECT record.body::jsonb AS body) AS act
                JOIN finding ON finding.record_id = record.id
                LEFT JOIN unnest(
                    \(.textArray(kinds.map(\.code))), \(.textArray(kinds.map(\.chinese))),
                    \(.textArray(kinds.map(\.english)))) AS words (code, zh, en) ON words.code = finding.code
            WHERE \(isOpen(to: actor))
            """, [], .records)
    }
}
