import Custody

/// What an act has and nobody types: it follows from what is typed.
struct ActCompletion {
    /// The act's data.
    var tree: JSONTree { .object(members) }
    private var members: [String: JSONTree]

    /// Completes what was typed into a form.
    init(_ typed: [String: JSONTree], of form: ActForm) {
        members = typed
        switch form.name {
        case TakeIn.name, CorrectIntake.name: completeWeighing()
        case RecordProcessing.name: members["outputValues"] = members["outputValues"] ?? .object([:])
        case RegisterParcel.name: completeParcel()
        case ReceiveSample.name: completeReceipt()
        case RecordTestRun.name: completeRun()
        case IssueReport.name: completeReport()
        default: break
        }
    }

    /// Net weight and source grams follow from the weighing: a single parcel takes all of it.
    private mutating func completeWeighing() {
        guard case .number(let gross) = members["grossGrams"], case .number(let tare) = members["tareGrams"],
            let high = Int64(gross), let low = Int64(tare)
        else { return }
        members["netGrams"] = .number(String(high - low))
        if case .object(let sources) = members["sources"], sources.count == 1, let only = sources.first,
            only.value == .number("0")
        {
            members["sources"] = .object([only.key: .number(String(high - low))])
        }
    }

    /// The county of a township is its first six digits; what was not measured is empty.
    private mutating func completeParcel() {
        guard case .object(let typed)? = members["parcel"] else { return }
        var parcel = typed
        if case .text(let township)? = typed["township"] { parcel["county"] = .text(String(township.prefix(6))) }
        for name in ["longitude", "latitude", "soilPH", "soilCadmium"] { parcel[name] = typed[name] ?? .text("") }
        for name in ["samples", "batches", "classes"] { parcel[name] = .object([:]) }
        members["parcel"] = .object(parcel)
    }

    /// A sample that is refused gets no blind code, whatever the form suggested.
    private mutating func completeReceipt() {
        members["reason"] = members["reason"] ?? .text("")
        if members["accepted"] != .flag(true) { members["blindCode"] = .text("") }
        members["blindCode"] = members["blindCode"] ?? .text("")
    }

    /// Readings are typed in one field, parted by spaces; they are readings of the item of the run.
    private mutating func completeRun() {
        guard case .text(let item)? = members.removeValue(forKey: "item"), case .list(let typed)? = members["rows"]
        else {
            return
        }
        members["rows"] = .list(
            typed.map { row in
                guard case .object(var cells) = row, case .text(let text)? = cells["readings"] else { return row }
                let readings = text.split { $0 == " " || $0 == "," || $0 == "、" || $0 == ";" }
                cells["readings"] = .object([item: .list(readings.map { .text(String($0)) })])
                // A bare number is of the item and the unit of the run, as certificates write it: `Cd 0.261 mg/kg`.
                if case .text(let typed)? = cells["certified"], case .text(let unit)? = members["unit"],
                    typed.allSatisfy({ $0.isNumber || ".± ".contains($0) })
                {
                    cells["certified"] = .text("\(item) \(typed.filter { $0 != " " }) \(unit)")
                }
                return .object(cells)
            })
    }

    /// A line without a run names none.
    private mutating func completeReport() {
        guard case .list(let typed)? = members["lines"] else { return }
        members["lines"] = .list(
            typed.map { line in
                guard case .object(var cells) = line else { return line }
                cells["run"] = cells["run"] ?? .text("")
                return .object(cells)
            })
    }
}
