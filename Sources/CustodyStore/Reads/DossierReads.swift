public import Custody
import Foundation
public import Operations
public import Postgres
public import Rules

/// Gathers the dossier of a batch in one statement, so that all of it stands as of one moment.
///
/// Who may see the batch may see what its tests say, whoever made them; of batches it came from that he may not see he gets
/// class and grams, and nothing of their parcels and tests.
extension LedgerReads {
    /// The dossier; `nil` for missing and foreign alike.
    public func dossier(_ code: String, for actor: Actor, asOf: Timestamp? = nil) async throws(PostgresError)
        -> Dossier?
    {
        let rows = try await trace(
            Self.dossier(code, seenBy: actor, try await tables(asOf: asOf)), for: actor, isLong: true)
        guard let row = rows.first else { return nil }
        do {
            return try JSONDecoder().decode(GatheredDossier.self, from: Data(try row.json(0))).dossier(
                of: BatchCode(code))
        } catch {
            throw PostgresError(.decoding, "dossier \(code): \(error)")
        }
    }

    private static func dossier(_ code: String, seenBy actor: Actor, _ tables: Tables) throws(PostgresError)
        -> PostgresStatement
    {
        """
        \(try tables.recursive([.batch, .parcel, .sample, .report, .manifest, .disposal]))reached (code) AS (
            SELECT code FROM batch WHERE code = \(code)
            UNION SELECT parent.key FROM reached JOIN batch USING (code), jsonb_each(batch.body -> 'parents') AS parent
        ), graph (code, is_seen, body) AS (\(MaskedLineage.rows(seenBy: actor))
        ), lineage AS (SELECT code, body FROM graph WHERE is_seen AND body IS NOT NULL
        ), field AS (
            SELECT DISTINCT parcel.code, \(ResourceSource.blurred("parcel.body")) AS body
            FROM lineage, jsonb_each(lineage.body -> 'sources') AS source JOIN parcel ON parcel.code = source.key
        ), probe AS (
            SELECT code, \(ResourceSource.indoors("body")) AS body FROM sample
            WHERE body #>> '{subject,parcel,_0}' IN (SELECT code FROM field) AND \(ResourceSource.isTold("body"))
                OR body #>> '{subject,batch,_0}' IN (SELECT code FROM lineage)
        ), paper AS (SELECT code, body FROM report WHERE body ->> 'sample' IN (SELECT code FROM probe)
        ), trip AS (SELECT code, body FROM manifest WHERE body ->> 'batch' = \(code)
        ), plan AS (SELECT code, body FROM disposal WHERE body ->> 'batch' = \(code)
        ), named AS (
            SELECT code FROM lineage UNION SELECT code FROM probe UNION SELECT code FROM paper
            UNION SELECT code FROM trip UNION SELECT code FROM plan
        )
        SELECT jsonb_build_object(
            'lineage', (SELECT jsonb_agg(jsonb_build_object('code', code, 'isSeen', is_seen, 'body', body)) FROM graph),
            'parcels', COALESCE((SELECT jsonb_agg(body ORDER BY code) FROM field), '[]'),
            'samples', COALESCE((SELECT jsonb_agg(body ORDER BY code) FROM probe), '[]'),
            'reports', COALESCE((SELECT jsonb_agg(body ORDER BY code) FROM paper), '[]'),
            'manifests', COALESCE((SELECT jsonb_agg(body ORDER BY code) FROM trip), '[]'),
            'disposals', COALESCE((SELECT jsonb_agg(body ORDER BY code) FROM plan), '[]'),
            'movements', COALESCE((
                SELECT jsonb_agg(jsonb_build_object(
                    'record', record.id, 'kind', record.kind, 'place', moved.place, 'grams', moved.mass_g,
                    'occurredAt', to_char(record.occurred_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')
                ) ORDER BY record.seq, moved.leg)
                FROM movement_leg AS moved JOIN record ON record.id = moved.record_id
                WHERE moved.batch = \(code) AND record.occurred_at <= \(tables.limit)), '[]'),
            'findings', COALESCE((
                SELECT jsonb_agg(jsonb_build_object(
                    'code', finding.code, 'severity', finding.severity, 'subject', finding.subject,
                    'detail', finding.detail) ORDER BY finding.code, finding.subject)
                FROM finding JOIN record ON record.id = finding.record_id
                WHERE finding.subject IN (SELECT code FROM named) AND record.occurred_at <= \(tables.limit)), '[]'))
        FROM lineage WHERE code = \(code)
        """
    }
}

/// What the statement gathers, before the masked batches have their pseudonyms.
private struct GatheredDossier: Decodable {
    let lineage: [MaskedLineage.Row]
    let parcels: [Parcel]
    let samples: [Sample]
    let reports: [TestReport]
    let manifests: [Manifest]
    let disposals: [Disposal]
    let movements: [Dossier.Movement]
    let findings: [Dossier.Remark]

    func dossier(of code: BatchCode) -> Dossier? {
        let lineage = MaskedLineage(lineage)
        guard let batch = lineage.batches[code] else { return nil }
        let trace = Trace(of: code, .up, in: lineage.batches, masked: lineage.masked)
        let others = lineage.batches.values.filter { $0.code != code && !lineage.masked.contains($0.code) }
        return Dossier(
            batch: batch, ancestors: others.sorted { $0.code < $1.code },
            maskedAncestors: trace.nodes.filter(\.masked).map(Dossier.MaskedAncestor.init),
            parcels: parcels.map { lineage.masked($0) }, samples: samples, reports: reports, manifests: manifests,
            disposals: disposals,
            movements: movements.map { movement in
                Dossier.Movement(
                    record: movement.record, kind: movement.kind, occurredAt: movement.occurredAt,
                    place: Place(rawValue: movement.place).renamed(lineage.name).rawValue, grams: movement.grams)
            },
            findings: findings)
    }
}
