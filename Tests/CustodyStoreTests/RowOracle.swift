import Custody
import Foundation
import Postgres
import Testing

/// Says from the whole book who may see which row: written for the tests, from the rules and not from either wall.
struct RowOracle {
    /// Rows by table: key, counties, owners.
    private(set) var rows: [String: [(key: String, counties: [String], owners: [String?])]] = [:]
    /// Records that say what a sample was drawn from.
    private let origins: Set<String>
    /// The facilities that the grain of a sample is planned for, by the sample and by its papers.
    private let facilities: [String: Set<String>]
    static let keys: [String: PostgresStatement] = [
        "holding": "SELECT batch || ' ' || place FROM holding",
        "movement_leg": "SELECT record_id || ' ' || leg FROM movement_leg",
        "record": "SELECT id::text FROM record", "finding": "SELECT record_id || ' ' || number FROM finding",
        "organization": "SELECT code FROM organization", "bin": "SELECT code FROM bin",
        "scale": "SELECT code FROM scale", "parcel": "SELECT code FROM parcel", "sample": "SELECT code FROM sample",
        "test_run": "SELECT code FROM test_run", "report": "SELECT code FROM report",
        "reinspection": "SELECT code FROM reinspection", "batch": "SELECT code FROM batch",
        "manifest": "SELECT code FROM manifest", "disposal": "SELECT code FROM disposal",
        "bureau_report": "SELECT code FROM bureau_report", "pending_act": "SELECT id::text FROM pending_act",
        "audit_event": "SELECT number::text FROM audit_event",
    ]
    static var tables: [String] { keys.keys.sorted() }

    /// Reads the whole book as the cluster's owner, whom no policy stops.
    init(_ ledger: TestLedger) async throws {
        (rows, origins, facilities) = try await ledger.pool.withConnection { connection throws(PostgresError) in
            (
                try await Self.gather(connection), try await Self.origins(connection),
                try await Self.facilities(connection)
            )
        }
    }

    /// Keys of the rows of a table that an actor may see.
    func visible(_ table: String, to actor: Actor) -> Set<String> {
        let registers = ["organization", "bin", "scale", "parcel", "audit_event"]
        if actor.role == .registrar, !registers.contains(table) { return [] }
        if table == "organization", actor.role != .registrar { return Set((rows[table] ?? []).map(\.key)) }
        if actor.role == .laboratory, table == "record" || table == "finding" {
            // It is not told where a sample comes from.
            return visible(table, to: actor, but: origins)
        }
        if table == "audit_event", ![.auditor, .registrar, .administrator].contains(actor.role) { return [] }
        if table == "sample" || table == "report" || table == "reinspection", actor.role == .facility {
            let planned = (rows[table] ?? []).filter { facilities[$0.key]?.contains(actor.organization.text) ?? false }
            return visible(table, to: actor, but: []).union(planned.map(\.key))
        }
        return visible(table, to: actor, but: [])
    }

    private func visible(_ table: String, to actor: Actor, but hidden: Set<String>) -> Set<String> {
        Set(
            (rows[table] ?? []).filter {
                Self.sees(actor, $0.counties, $0.owners.compactMap(\.self))
                    && !hidden.contains(String($0.key.prefix { $0 != " " }))
            }.map(\.key))
    }

    private static func sees(_ actor: Actor, _ counties: [String], _ owners: [String]) -> Bool {
        let lies = counties.isEmpty || counties.contains { $0.hasPrefix(actor.region) }
        let owns = !actor.organization.text.isEmpty && owners.contains(actor.organization.text)
        switch actor.role {
        case .administrator: return true
        case .officer, .auditor, .registrar: return lies
        case .carrier, .facility, .laboratory: return owns
        case .station, .granary: return owners.isEmpty ? lies : owns
        }
    }

    private typealias Body = [String: Any]

    private static func bodies(_ table: String, _ connection: PostgresConnection) async throws(PostgresError)
        -> [String: Body]
    {
        var bodies: [String: Body] = [:]
        for row in try await connection.query("SELECT code, body FROM \(identifier: table)").rows {
            let body = try? JSONSerialization.jsonObject(with: Data(try row.json(1)))
            bodies[try row.text(0)] = body as? Body
        }
        return bodies
    }

    private static func origins(_ connection: PostgresConnection) async throws(PostgresError) -> Set<String> {
        let rows = try await connection.query(
            "SELECT id::text FROM record WHERE kind IN ('sample-collected', 'bulk-sample-drawn', 'sample-corrected')"
        ).rows
        return Set(try rows.map { row throws(PostgresError) in try row.text(0) })
    }

    private static func facilities(_ connection: PostgresConnection) async throws(PostgresError)
        -> [String: Set<String>]
    {
        var facilities: [String: Set<String>] = [:]
        var planned: [String: Set<String>] = [:]
        for plan in try await bodies("disposal", connection).values {
            guard let batch = plan["batch"] as? String, let facility = plan["facility"] as? String else { continue }
            planned[batch, default: []].insert(facility)
        }
        for (code, sample) in try await bodies("sample", connection) {
            let batch = ((sample["subject"] as? Body)?["batch"] as? Body)?["_0"] as? String
            facilities[code] = batch.flatMap { planned[$0] }
        }
        for table in ["report", "reinspection"] {
            for (code, paper) in try await bodies(table, connection) {
                facilities[code] = (paper["sample"] as? String).flatMap { facilities[$0] }
            }
        }
        return facilities
    }

    private static func gather(_ connection: PostgresConnection) async throws(PostgresError)
        -> [String: [(key: String, counties: [String], owners: [String?])]]
    {
        var rows: [String: [(key: String, counties: [String], owners: [String?])]] = [:]
        func text(_ body: Body?, _ name: String) -> String? { body?[name] as? String }
        let organizations = try await bodies("organization", connection)
        let samples = try await bodies("sample", connection)
        let batches = try await bodies("batch", connection)
        for (table, owners) in [
            "bin": ["granary"], "batch": ["granary"], "parcel": [],
            "manifest": ["consignor", "consignee", "carrier"],
        ] {
            rows[table] = try await bodies(table, connection).map { code, body in
                let destination = text(organizations[text(body, "consignee") ?? ""], "county")
                return (code, [text(body, "county"), destination].compactMap(\.self), owners.map { text(body, $0) })
            }
        }
        func owners(ofSample sample: Body?) -> [String?] {
            let batch = ((sample?["subject"] as? Body)?["batch"] as? Body).map { text($0, "_0") ?? "" }
            return [
                "", text(sample, "laboratory"), text(sample, "collectedBy"),
                batch.flatMap { text(batches[$0], "granary") },
            ]
        }
        rows["sample"] = samples.map {
            ($0.key, [text($0.value, "county")].compactMap(\.self), owners(ofSample: $0.value))
        }
        rows["scale"] = try await bodies("scale", connection).map { code, scale in
            let owner = text(scale, "owner")
            return (code, [text(organizations[owner ?? ""], "county")].compactMap(\.self), [owner])
        }
        rows["organization"] = organizations.map { ($0.key, [text($0.value, "county")].compactMap(\.self), [$0.key]) }
        rows["test_run"] = try await bodies("test_run", connection).map { code, run in
            let laboratory = text(run, "laboratory")
            return (code, [text(organizations[laboratory ?? ""], "county")].compactMap(\.self), [laboratory])
        }
        for table in ["report", "reinspection"] {
            rows[table] = try await bodies(table, connection).map { code, paper in
                let sample = samples[text(paper, "sample") ?? ""]
                let others = table == "reinspection" ? [text(paper, "laboratory")] : []
                return (code, [text(sample, "county")].compactMap(\.self), owners(ofSample: sample) + others)
            }
        }
        rows["disposal"] = try await bodies("disposal", connection).map { code, plan in
            let granary = text(batches[text(plan, "batch") ?? ""], "granary")
            let destination = text(organizations[text(plan, "facility") ?? ""], "county")
            return (code, [text(plan, "county"), destination].compactMap(\.self), [text(plan, "facility"), granary])
        }
        rows["bureau_report"] = try await bodies("bureau_report", connection).map { code, issued in
            (code, [text(issued["report"] as? Body, "region")].compactMap(\.self), [""])
        }
        rows["holding"] = try await connection.query("SELECT batch, place FROM holding").rows.map {
            row throws(PostgresError) in
            let (batch, place) = (try row.text(0), Place(rawValue: try row.text(1)))
            return (
                "\(batch) \(place.rawValue)", [text(batches[batch], "county")].compactMap(\.self),
                [text(batches[batch], "granary"), place.kind == "facility" ? place.code : nil]
            )
        }
        let legs = try await connection.query("SELECT record_id::text, leg::bigint, batch, place FROM movement_leg")
            .rows
        var others: [String: [String]] = [:]
        for leg in legs {
            let place = Place(rawValue: try leg.text(3))
            guard place.kind == "facility" || place.kind == "sold" else { continue }
            others["\(try leg.text(0)) \(try leg.text(2))", default: []].append(place.code)
        }
        rows["movement_leg"] = try legs.map { leg throws(PostgresError) in
            let (record, batch) = (try leg.text(0), try leg.text(2))
            return (
                "\(record) \(try leg.int8(1))", [text(batches[batch], "county")].compactMap(\.self),
                [text(batches[batch], "granary")] + (others["\(record) \(batch)"] ?? [])
            )
        }
        let records = try await connection.query("SELECT id::text, counties, owners FROM record").rows
        rows["record"] = try records.map { row throws(PostgresError) in
            (try row.text(0), try row.textArray(1).compactMap(\.self), try row.textArray(2))
        }
        rows["pending_act"] = try await connection.query("SELECT id::text, organization, ties FROM pending_act").rows
            .map {
                row throws(PostgresError) in
                let ties = try row.text(2).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
                let parties = [ties[0], ties[3], ties[4], ties[5]].filter { !$0.isEmpty }
                return (try row.text(0), ties[2].isEmpty ? [] : [ties[2]], try [row.text(1)] + parties)
            }
        rows["audit_event"] = try await connection.query("SELECT number::text, region FROM audit_event").rows.map {
            row throws(PostgresError) in
            (try row.text(0), try row.text(1).isEmpty ? [] : [row.text(1)], [""])
        }
        let concerns = Dictionary(uniqueKeysWithValues: (rows["record"] ?? []).map { ($0.key, $0) })
        rows["finding"] = try await connection.query("SELECT record_id::text, number::bigint FROM finding").rows.map {
            row throws(PostgresError) in
            let concern = concerns[try row.text(0)]
            return ("\(try row.text(0)) \(try row.int8(1))", concern?.counties ?? [], concern?.owners ?? [])
        }
        return rows
    }
}
