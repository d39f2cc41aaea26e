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
                batch.county,
                ARRAY[batch.granary] || array_agg(split_part(moved.place, ':', 2)) FILTER (
                    WHERE split_part(moved.place, ':', 1) IN ('facility', 'sold'))
            FROM record JOIN movement_leg AS moved ON moved.record_id = record.id
                JOIN batch ON batch.code = moved.batch
            GROUP BY record.id, record.kind, record.body, record.recorded_at, moved.batch, batch.county, batch.granary
            """, [.batch], .records)
    }

    /// Every time a truck stood on a scale with grain: at intake, departure, arrival and return.
    static var weighings: Self {
        .init(
            """
            SELECT record.id::text, 0::bigint, jsonb_strip_nulls(jsonb_build_object(
                'code', record.id, 'record', record.id, 'kind', record.kind, 'occurredAt', act.body -> 'occurredAt',
                'recordedAt', \(recordedAt),
                'batch', COALESCE(trip.body -> 'batch', act.body #> '{data,batch}'), 'manifest', act.body #> '{data,manifest}',
                'ticket', act.body #> '{data,ticket}', 'scale', act.body #> '{data,scale}',
                'plate', act.body #> '{data,plate}', 'grossGrams', act.body #> '{data,grossGrams}',
                'tareGrams', act.body #> '{data,tareGrams}',
                'netGrams', (act.body #>> '{data,grossGrams}')::bigint - (act.body #>> '{data,tareGrams}')::bigint)),
                COALESCE(trip.county, batch.county),
                ARRAY['', batch.granary, trip.body ->> 'consignor', trip.body ->> 'consignee', trip.body ->> 'carrier']
            FROM record CROSS JOIN LATERAL (SELECT record.body::jsonb AS body) AS act
                LEFT JOIN manifest AS trip ON trip.code = act.body #>> '{data,manifest}'
                LEFT JOIN batch ON batch.code = COALESCE(trip.body ->> 'batch', act.body #>> '{data,batch}')
            WHERE record.kind IN ('grain-taken-in', 'manifest-dispatched', 'manifest-confirmed', 'manifest-returned')
            """, [.manifest, .batch], .records)
    }

    /// The immutable records, byte for byte.
    static var records: Self {
        .init(
            """
            SELECT record.id::text, 0::bigint, jsonb_build_object(
                'code', record.id, 'seq', record.seq, 'kind', record.kind, 'actor', record.actor,
                'occurredAt', act.body -> 'occurredAt', 'recordedAt', \(recordedAt),
                'digest', encode(record.digest, 'hex'), 'body', record.body),
                concern.county, concern.owners
            FROM \(concerned)
            """, concernedKinds, .records)
    }

    /// Findings with their words.
    static var findings: Self {
        let kinds = Finding.Kind.allCases
        return .init(
            """
            SELECT record.id::text || ':' || finding.number, 0::bigint, jsonb_build_object(
                'code', record.id::text || ':' || finding.number, 'record', record.id, 'number', finding.number,
                'kind', record.kind, 'finding', finding.code, 'severity', finding.severity,
                'subject', finding.subject, 'detail', finding.detail, 'zh', COALESCE(words.zh, ''),
                'en', COALESCE(words.en, ''), 'occurredAt', act.body -> 'occurredAt', 'recordedAt', \(recordedAt)),
                concern.county, concern.owners
            FROM \(concerned) JOIN finding ON finding.record_id = record.id
                LEFT JOIN unnest(
                    \(.textArray(kinds.map(\.code))), \(.textArray(kinds.map(\.chinese))),
                    \(.textArray(kinds.map(\.english)))) AS words (code, zh, en) ON words.code = finding.code
            """, concernedKinds, .records)
    }

    private static let concernedKinds: [AggregateKey.Kind] = [
        .batch, .sample, .reinspection, .manifest, .disposal, .organization,
    ]

    /// Records with the county and the organisations they concern: those of the grain that moved, else of the object
    /// that the act names, else of who did it. A record that concerns nobody known is the administrator's alone.
    private static let concerned: Clause =
        """
        record CROSS JOIN LATERAL (SELECT record.body::jsonb AS body) AS act
        LEFT JOIN batch AS grain ON grain.code = COALESCE(
            (SELECT moved.batch FROM movement_leg AS moved WHERE moved.record_id = record.id ORDER BY moved.leg LIMIT 1),
            act.body #>> '{data,batch}')
        CROSS JOIN LATERAL (SELECT COALESCE(
                grain.county,
                (SELECT sample.county FROM sample WHERE sample.code = act.body #>> '{data,sample}'),
                (SELECT sample.county FROM reinspection JOIN sample ON sample.code = reinspection.body ->> 'sample'
                    WHERE reinspection.code = act.body #>> '{data,reinspection}'),
                (SELECT manifest.county FROM manifest WHERE manifest.code = act.body #>> '{data,manifest}'),
                (SELECT disposal.county FROM disposal WHERE disposal.code = act.body #>> '{data,disposal}'),
                act.body #>> '{data,organization,county}', act.body #>> '{data,parcel,county}',
                (SELECT organization.county FROM organization WHERE organization.code IN (
                    act.body #>> '{data,granary}', act.body #>> '{data,laboratory}', act.body #>> '{data,scale,owner}')
                    LIMIT 1), '') AS county,
            ARRAY['', grain.granary, act.body #>> '{actor,organization}', act.body #>> '{data,granary}',
                act.body #>> '{data,laboratory}', act.body #>> '{data,scale,owner}'] AS owners
        ) AS concern
        """
}
