public import Rules

extension RecordTestRun {
    /// Every fault of the run by the rules of quality control, in words; empty when its results count.
    var faults: [String] { Self.judged(rows, unit).map(\.text) }

    /// Every fault of rows by the rules of quality control.
    static func judged(_ rows: [Row], _ unit: String) -> [QualityControl.Fault] {
        let measured = rows.compactMap { row -> RunMeasurement? in
            guard let kind = RunMeasurement.Kind(rawValue: row.kind) else { return nil }
            return RunMeasurement(
                kind: kind, name: row.name, certified: row.certified.flatMap { CertifiedValue($0) },
                readings: Item.allCases.compactMap { row.readings(of: $0, unit) })
        }
        return if case .void(let faults) = RunVerdict.judge(measured) { faults } else { [] }
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

extension TestRun {
    /// What was found again of a reference material.
    public struct Recovery: Hashable, Sendable {
        /// Name of the material.
        public let material: String
        /// Item.
        public let item: Item
        /// Tenths of a percent of the certified value.
        public let perMille: Int64
    }

    /// The faults that stand in the record, in Chinese and in English; one that today's rules would not find is in English
    /// alone.
    public var faultWords: [(zh: String, en: String)] {
        let judged = RecordTestRun.judged(rows, unit)
        return faults.map { text in (judged.first { $0.text == text }?.zh ?? text, text) }
    }

    /// The recoveries of all reference materials of the run, in the order of its rows.
    public var recoveries: [Recovery] {
        rows.compactMap { row in
            guard row.kind == "reference", let certified = row.certified.flatMap({ CertifiedValue($0) }),
                let readings = row.readings(of: certified.item, unit), readings.isComplete,
                let found = QualityControl.recovery(readings.detected, certified: certified.value)
            else { return nil }
            return Recovery(material: row.name, item: certified.item, perMille: found)
        }
    }
}
