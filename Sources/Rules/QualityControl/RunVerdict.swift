/// Whether an instrument run counts.
public enum RunVerdict: Hashable, Sendable {
    /// Its results count.
    case passed
    /// None of its results counts; every fault is named.
    case void([QualityControl.Fault])

    /// Judges a run by the rules of domain.md §4.
    ///
    /// A run has a blank, and a reference material with a certified value for at least one item; duplicates are judged
    /// where there are any. Their share (at least one in ten) is the laboratory's plan over its runs, and no fault of
    /// one run.
    ///
    /// - Parameter quantification: the laboratory's LOQ of an item; `nil` takes that of the standard.
    public static func judge(
        _ run: [RunMeasurement], quantification: (Item) -> NanogramsPerKilogram? = { _ in nil }
    ) -> RunVerdict {
        var faults: [QualityControl.Fault] = []
        if !run.contains(where: { $0.kind == .blank }) { faults.append(.missing("blank")) }
        if !run.contains(where: { $0.kind == .reference && $0.certified != nil }) {
            faults.append(.missing("reference material"))
        }
        for measurement in run { faults += Self.faults(of: measurement, in: run, quantification) }
        return faults.isEmpty ? .passed : .void(faults)
    }

    private static func faults(
        of measurement: RunMeasurement, in run: [RunMeasurement], _ quantification: (Item) -> NanogramsPerKilogram?
    ) -> [QualityControl.Fault] {
        if measurement.kind == .reference { return referenceFaults(of: measurement) }
        return measurement.readings.flatMap { readings -> [QualityControl.Fault] in
            let item = readings.item
            let loq = quantification(item)
            if measurement.kind == .blank {
                return [QualityControl.blank(item, readings.detected, loq: loq)].compactMap { $0 }
            }
            var found: [QualityControl.Fault?] = []
            if readings.isComplete {
                found.append(QualityControl.precision(item, readings.detected, sample: measurement.name, loq: loq))
            }
            if measurement.kind == .duplicate, readings.isComplete,
                let first = run.first(where: { $0.kind == .sample && $0.name == measurement.name })?.of(item),
                first.isComplete
            {
                found.append(
                    QualityControl.duplicate(
                        item, first.detected, readings.detected, sample: measurement.name, loq: loq))
            }
            return found.compactMap { $0 }
        }
    }

    private static func referenceFaults(of measurement: RunMeasurement) -> [QualityControl.Fault] {
        guard let certified = measurement.certified else { return [] }
        let readings = measurement.of(certified.item)?.detected ?? []
        let fault = QualityControl.reference(certified.item, readings, certified: certified.value)
        return [fault].compactMap { $0 }
    }
}
