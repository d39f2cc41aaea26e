import Custody
import Foundation
import Operations
import Rules

/// What can be chosen in a form: bins, scales, organisations of the reader's own reach.
struct ActChoices {
    /// The console.
    let console: Console
    /// Who chooses.
    let visit: Visit

    /// Choices by field.
    func of(_ form: ActForm, _ filled: Parameters) async throws(LedgerFault) -> [String: [(
        value: String, label: String
    )]] {
        var choices: [String: [(value: String, label: String)]] = [:]
        let names = form.fields.flatMap(\.names)
        if !Set(names).isDisjoint(with: ["bin", "from", "to", "newBin"]) {
            let bins = try await bins()
            for name in ["bin", "from", "to", "newBin"] where names.contains(name) { choices[name] = bins }
        }
        if names.contains("scale") { choices["scale"] = try await scales() }
        let kinds: [(String, [Organization.Kind])] = [
            ("granary", [.granary]), ("carrier", [.carrier]), ("facility", [.facility]), ("laboratory", [.station]),
            ("consignee", [.facility, .granary, .mill]),
        ]
        if !Set(names).isDisjoint(with: kinds.map(\.0)) {
            let all = try await organizations()
            for (name, wanted) in kinds where names.contains(name) {
                let fitting = all.filter { wanted.contains($0.kind) }
                if !fitting.isEmpty { choices[name] = fitting.map { ($0.code.text, $0.name) } }
            }
        }
        return choices
    }

    private func bins() async throws(LedgerFault) -> [(value: String, label: String)] {
        let names = try await Names(console, visit)
        return try await all(.bins, as: Bin.self).map { bin in
            let held = bin.content.keys.sorted().joined(separator: "+")
            let use = visit.wording.word("use", bin.use.rawValue)
            let free = visit.wording.tonnes((bin.capacityGrams - bin.grams).value)
            let state = held.isEmpty ? visit.say(.empty) : held
            return (bin.code.text, "\(names.bin(bin.code.text)) · \(use) · \(state) · \(visit.say(.freeRoom, free))")
        }
    }
    private func scales() async throws(LedgerFault) -> [(value: String, label: String)] {
        try await all(.scales, as: Scale.self).map { scale in
            (
                scale.code.text,
                "\(scale.code.text) · e \(visit.wording.kilograms(scale.intervalGrams.value)) \(visit.say(.kilogram))"
            )
        }
    }
    private func organizations() async throws(LedgerFault) -> [Organization] {
        try await all(.organizations, as: Organization.self)
    }

    /// All objects of a resource the reader may see, as the book has them.
    func all<Value: Decodable>(_ resource: Resource, as type: Value.Type) async throws(LedgerFault) -> [Value] {
        try await console.ledger.everything(ListQuery(resource), visit.who.actor).compactMap { $0.decoded(type) }
    }
}

extension ActField {
    /// Its name, and those of the fields in its rows.
    fileprivate var names: [String] {
        guard case .rows(let inner, _) = form else { return [name] }
        return [name] + inner.map(\.name)
    }
}

extension Document {
    /// The object itself.
    func decoded<Value: Decodable>(_ type: Value.Type) -> Value? {
        try? JSONDecoder().decode(type, from: Data(json))
    }
}

/// Numbers a form comes with, so that nobody has to think of one; each may be written over.
struct ActNumbers {
    /// Now.
    let now: Timestamp
    /// Who acts.
    let actor: Actor

    /// Numbers by field.
    func suggestions(for form: ActForm) -> [String: String] {
        let digits = now.rfc3339.filter(\.isNumber)
        let moment = String(digits.dropFirst(2).prefix(12))
        let year = String(digits.prefix(4))
        var numbers: [String: String] = [:]
        for field in form.fields {
            switch (field.name, form.name) {
            case ("operation", _): numbers["operation"] = "ZY\(moment)"
            case ("ticket", _): numbers["ticket"] = "JJ\(moment)"
            case ("batch", TakeIn.name), ("batch", MergeBatches.name):
                numbers["batch"] = "\(year.suffix(2))W-T\(moment.dropFirst(2))"
            case ("newBatch", _): numbers["newBatch"] = "\(year.suffix(2))W-F\(moment.dropFirst(2))"
            case ("sample", CollectSample.name): numbers["sample"] = "LT\(moment)"
            case ("sample", DrawBulkSample.name): numbers["sample"] = "KC\(moment)"
            // What somebody does, he does at his own house.
            case ("laboratory", RecordTestRun.name), ("laboratory", ReceiveSample.name), ("granary", TakeIn.name):
                numbers[field.name] = actor.organization.text
            case ("blindCode", _): numbers["blindCode"] = "\(year.suffix(2))M\(moment.dropFirst(2))"
            case ("run", RecordTestRun.name): numbers["run"] = "SJ\(year)-\(moment.dropFirst(2))"
            case ("report", IssueReport.name), ("report", ReportReinspection.name):
                numbers["report"] = "BG\(year)-\(moment.dropFirst(2))"
            case ("slip", _): numbers["slip"] = "KY\(moment)"
            case ("manifest", Dispatch.name): numbers["manifest"] = "\(year)\(region)\(moment.suffix(6))"
            case ("disposal", PlanDisposal.name): numbers["disposal"] = "CZ\(year)-\(moment.dropFirst(2))"
            case ("number", ProposeRuling.name): numbers["number"] = "CD\(moment)"
            case ("number", RecordProcessing.name): numbers["number"] = "JG\(moment)"
            case ("reinspection", ApplyForReinspection.name):
                numbers["reinspection"] = "FJ\(year)-\(moment.dropFirst(2))"
            case ("adjustmentGrams", _): numbers["adjustmentGrams"] = "0"
            default: continue
            }
        }
        return numbers
    }
    private var region: String { String((actor.region + "4309").prefix(4)) }
}

extension Console {
    /// Addresses of the acts.
    var actRoutes: [Route] {
        [
            .get("/acts/{kind}") { console, visit throws(LedgerFault) in
                try await ActDesk(console: console, visit: visit).show()
            },
            .post("/acts/{kind}") { console, visit throws(LedgerFault) in
                try await ActDesk(console: console, visit: visit).take()
            },
        ]
    }
}
