import Custody
import Evidence
import Operations
import Postgres
import Rules

/// The statements that write what is immutable: records, legs, findings, answers. Set-based, one each a group.
enum FactStatements {
    static func statements(
        for facts: [CommitUnit.Accepted], counting streams: Streams
    ) throws(PostgresError) -> [PostgresStatement] {
        let leaves = LeafStatements.statement(
            for: facts.map { (record: $0.id.text, entry: $0.leaf.entry.bytes) }, counting: streams)
        return [records(facts), leaves, legs(facts), disclosures(facts), findings(facts), try answers(facts)]
            .compactMap { $0 }
    }

    private static func records(_ facts: [CommitUnit.Accepted]) -> PostgresStatement {
        """
        INSERT INTO record (id, kind, actor, occurred_at, prev, digest, body, counties, owners)
        SELECT id::uuid, kind, actor, occurred_at, nullif(prev, '')::uuid, digest, body,
            counties::text[], owners::text[]
        FROM unnest(
            \(.textArray(facts.map(\.id.text))), \(.textArray(facts.map(\.fact.act.name))),
            \(.textArray(facts.map(\.submission.scope))),
            \(.timestamptzArray(facts.map(\.fact.occurredAt.microseconds))),
            \(.textArray(facts.map { $0.fact.corrects ?? "" })),
            \(.byteaArray(facts.map(\.leaf.entry.digest.bytes))),
            \(.textArray(facts.map { String(decoding: $0.leaf.record, as: UTF8.self) })),
            \(.textArray(facts.map { Concern.array($0.concern.counties) })),
            \(.textArray(facts.map { Concern.array($0.concern.owners) }))
        ) WITH ORDINALITY AS fact (id, kind, actor, occurred_at, prev, digest, body, counties, owners, place) ORDER BY place
        """
    }

    private static func legs(_ facts: [CommitUnit.Accepted]) -> PostgresStatement? {
        let rows = facts.flatMap { fact in
            fact.legs.enumerated().map { number, leg in
                (id: fact.id.text, number: Int64(number + 1), leg: leg, grain: fact.concern.grain[leg.batch])
            }
        }
        if rows.isEmpty { return nil }
        return """
            INSERT INTO movement_leg (record_id, leg, batch, place, mass_g, grain_class, county, owners)
            SELECT id::uuid, leg::integer, batch, place, mass_g, grain_class, county, owners::text[]
            FROM unnest(
                \(.textArray(rows.map(\.id))), \(.int8Array(rows.map(\.number))),
                \(.textArray(rows.map(\.leg.batch.text))), \(.textArray(rows.map(\.leg.place.rawValue))),
                \(.int8Array(rows.map(\.leg.grams.value))), \(.textArray(rows.map(\.leg.grainClass.rawValue))),
                \(.textArray(rows.map { $0.grain?.county ?? "" })),
                \(.textArray(rows.map { Concern.array($0.grain?.owners ?? [""]) }))
            ) AS posted (id, leg, batch, place, mass_g, grain_class, county, owners)
            """
    }

    private static func disclosures(_ facts: [CommitUnit.Accepted]) -> PostgresStatement? {
        let rows = facts.flatMap { fact in fact.disclosures.map { (id: fact.id.text, disclosure: $0) } }
        if rows.isEmpty { return nil }
        return """
            INSERT INTO disclosure (record_id, role, digest, salt, value)
            SELECT id::uuid, role, digest, salt, value
            FROM unnest(
                \(.textArray(rows.map(\.id))), \(.textArray(rows.map(\.disclosure.role.rawValue))),
                \(.textArray(rows.map(\.disclosure.digest))), \(.textArray(rows.map(\.disclosure.salt))),
                \(.textArray(rows.map(\.disclosure.value)))
            ) AS withheld (id, role, digest, salt, value)
            """
    }

    private static func findings(_ facts: [CommitUnit.Accepted]) -> PostgresStatement? {
        let rows = facts.flatMap { fact in
            fact.receipt.findings.enumerated().map {
                (id: fact.id.text, number: Int64($0.offset + 1), finding: $0.element)
            }
        }
        if rows.isEmpty { return nil }
        return """
            INSERT INTO finding (record_id, number, code, severity, subject, detail)
            SELECT id::uuid, number::integer, code, severity, subject, detail
            FROM unnest(
                \(.textArray(rows.map(\.id))), \(.int8Array(rows.map(\.number))),
                \(.textArray(rows.map(\.finding.kind.code))), \(.textArray(rows.map(\.finding.kind.severity.rawValue))),
                \(.textArray(rows.map(\.finding.subject))), \(.textArray(rows.map(\.finding.detail)))
            ) AS found (id, number, code, severity, subject, detail)
            """
    }

    private static func answers(_ facts: [CommitUnit.Accepted]) throws(PostgresError) -> PostgresStatement {
        let bodies: [String]
        do {
            bodies = try facts.map { String(decoding: try CanonicalJSON.bytes(of: $0.receipt), as: UTF8.self) }
        } catch {
            throw PostgresError(.decoding, "\(error)")
        }
        return """
            INSERT INTO answer (scope, key, fingerprint, record_id, body)
            SELECT scope, key, fingerprint, id::uuid, body
            FROM unnest(
                \(.textArray(facts.map(\.submission.scope))), \(.textArray(facts.map(\.submission.key))),
                \(.byteaArray(facts.map(\.command.fingerprint.digest))), \(.textArray(facts.map(\.id.text))),
                \(.textArray(bodies))
            ) AS given (scope, key, fingerprint, id, body)
            """
    }
}
