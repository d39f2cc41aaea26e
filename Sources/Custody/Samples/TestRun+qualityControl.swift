import Rules

extension RecordTestRun {
    /// Every fault of the run by the rules of quality control, in words; empty when its results count.
    var faults: [String] {
        let measured = rows.compactMap { row -> RunMeasurement? in
            guard let kind = RunMeasurement.Kind(rawValue: row.kind) else { return nil }
            return RunMeasurement(
                kind: kind, name: row.name, certified: row.certified.flatMap { CertifiedValue($0) },
                readings: Item.allCases.compactMap { row.readings(of: $0, unit) })
        }
        return switch RunVerdict.judge(measured) {
        case .passed: []
        case .void(let faults): faults.map(\.text)
        }
    }
}

extension RecordTestRun.Row {
    /// The readings of an item in mg/kg, whatever unit the instrument wrote; `nil` when it wrote none.
    func readings(of item: Item, _ unit: String) -> RunMeasurement.Readings? {
        guard let texts = readings[item.rawValue] else { return nil }
        return RunMeasurement.Readings(
            item,
            texts.compactMap { text in
                guard unit != "mg/kg", let value = NanogramsPerKilogram(microgramsPerKilogram: text) else {
                    return ReportedValue(text)
                }
                return ReportedValue(value.milligramsText)
            })
    }
}

extension TestRun {
    /// The mean of a sample's readings, as the line's method prints it; `nil` when the run has no value for it.
    func printed(_ line: IssueReport.Line, blindCode: String) -> String? {
        guard let row = rows.first(where: { $0.kind == "sample" && $0.name == blindCode }),
            let readings = row.readings(of: line.item, unit), readings.isComplete
        else { return nil }
        return Rounding.printedMean(of: readings.detected, method: line.method)
    }
}
