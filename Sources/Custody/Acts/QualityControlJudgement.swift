import Rules

/// Bridges the rows of a run to the rules of quality control.
enum QualityControlJudgement {
    /// Every fault of a run, in words; empty when it counts.
    static func faults(of rows: [RecordTestRun.Row], unit: String) -> [String] {
        var faults: [QualityControl.Fault] = []
        if !rows.contains(where: { $0.kind == "blank" }) { faults.append(.missing("blank")) }
        if !rows.contains(where: { $0.kind == "reference" }) { faults.append(.missing("reference material")) }
        for row in rows {
            switch row.kind {
            case "blank":
                for item in Item.allCases {
                    faults += [QualityControl.blank(item, row.values(of: item, unit))].compactMap { $0 }
                }
            case "reference":
                if let (item, certified) = row.certifiedValue {
                    let readings = row.values(of: item, unit)
                    faults += [QualityControl.reference(item, readings, certified: certified)].compactMap { $0 }
                }
            case "duplicate":
                guard let first = rows.first(where: { $0.kind == "sample" && $0.name == row.name }) else { continue }
                for item in Item.allCases {
                    let fault = QualityControl.duplicate(
                        item, first.values(of: item, unit), row.values(of: item, unit), sample: row.name)
                    faults += [fault].compactMap { $0 }
                }
            default: continue
            }
        }
        return faults.map(\.text)
    }
}

extension RecordTestRun.Row {
    /// Readings of an item that are values, not "not detected".
    func values(of item: Item, _ unit: String) -> [NanogramsPerKilogram] {
        (readings[item.rawValue] ?? []).compactMap {
            unit == "mg/kg"
                ? NanogramsPerKilogram(milligramsPerKilogram: $0) : NanogramsPerKilogram(microgramsPerKilogram: $0)
        }
    }

    /// `Cd 0.19±0.02 mg/kg` as item and value.
    var certifiedValue: (Item, NanogramsPerKilogram)? {
        guard let certified, let space = certified.firstIndex(of: " ") else { return nil }
        let number = certified[space...].dropFirst().prefix { $0.isNumber || $0 == "." }
        guard let item = Item(rawValue: String(certified[..<space])),
            let value = NanogramsPerKilogram(milligramsPerKilogram: String(number))
        else { return nil }
        return (item, value)
    }
}

extension TestRun {
    /// The mean of a sample's readings, as the line's method prints it; `nil` when the run has no value for it.
    func printed(_ line: IssueReport.Line, blindCode: String) -> String? {
        guard let row = rows.first(where: { $0.kind == "sample" && $0.name == blindCode }),
            let texts = row.readings[line.item.rawValue]
        else { return nil }
        let values = row.values(of: line.item, unit)
        guard values.count == texts.count, !values.isEmpty else { return nil }
        return Rounding.printedMean(of: values, method: line.method)
    }
}
