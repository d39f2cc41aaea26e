/// Whether an instrument run counts.
public enum RunVerdict: Hashable, Sendable {
    /// Its results count.
    case passed
    /// None of its results counts; every fault is named.
    case void([QualityControl.Fault])

    /// Judges a run by the rules of domain.md §4.
    ///
    /// A run has a blank of every item its samples are measured for, a reference material or a spike with its amount
    /// for at least one item, and duplicates of at least one sample in ten.
    ///
    /// - Parameter quantification: the laboratory's LOQ of an item; `nil` takes that of the standard.
    public static func judge(
        _ run: [RunMeasurement], quantification: (Item) -> NanogramsPerKilogram? = { _ in nil }
    ) -> RunVerdict {
        let faults = missing(in: run) + run.flatMap { Self.faults(of: $0, in: run, quantification) }
        return faults.isEmpty ? .passed : .void(faults)
    }

    private static func missing(in run: [RunMeasurement]) -> [QualityControl.Fault] {
        var faults: [QualityControl.Fault] = []
        if !run.contains(where: { $0.kind == .blank }) {
            faults.append(.missing("blank"))
        } else {
            for item in Item.allCases
            where isMeasured(item, of: .sample, in: run) && !isMeasured(item, of: .blank, in: run) {
                faults.append(.missing("blank of \(item.rawValue)"))
            }
        }
        if !run.contains(where: { ($0.kind == .reference || $0.kind == .spike) && $0.certified != nil }) {
            faults.append(.missing("reference material or spike"))
        }
        let samples = Set(run.filter { $0.kind == .sample }.map { $0.name })
        let duplicated = samples.intersection(run.filter { $0.kind == .duplicate }.map { $0.name })
        if !QualityControl.hasEnoughDuplicates(samples: samples.count, duplicated: duplicated.count) {
            faults.append(.missing("duplicate of one sample in ten"))
        }
        return faults
    }

    private static func isMeasured(_ item: Item, of kind: RunMeasurement.Kind, in run: [RunMeasurement]) -> Bool {
        run.contains { $0.kind == kind && $0.of(item)?.values.isEmpty == false }
    }

    private static func faults(
        of measurement: RunMeasurement, in run: [RunMeasurement], _ quantification: (Item) -> NanogramsPerKilogram?
    ) -> [QualityControl.Fault] {
        // Looked for only where it is needed: a run may have thousands of samples.
        func sample() -> RunMeasurement? { run.first { $0.kind == .sample && $0.name == measurement.name } }
        switch measurement.kind {
        case .blank:
            return measurement.readings.compactMap {
                QualityControl.blank($0.item, $0.detected, loq: quantification($0.item))
            }
        case .reference: return [referenceFault(of: measurement)].compactMap { $0 }
        case .spike: return [spikeFault(of: measurement, sample())].compactMap { $0 }
        case .sample, .duplicate:
            return measurement.readings.filter { $0.isComplete }.flatMap { readings -> [QualityControl.Fault] in
                let (item, loq) = (readings.item, quantification(readings.item))
                let scatter = QualityControl.precision(item, readings.detected, sample: measurement.name, loq: loq)
                guard measurement.kind == .duplicate, let first = sample()?.of(item), first.isComplete else {
                    return [scatter].compactMap { $0 }
                }
                let difference = QualityControl.duplicate(
                    item, first.detected, readings.detected, sample: measurement.name, loq: loq)
                return [scatter, difference].compactMap { $0 }
            }
        }
    }

    /// A reading that was not detected is none: what was certified has to be found every time.
    private static func referenceFault(of measurement: RunMeasurement) -> QualityControl.Fault? {
        guard let certified = measurement.certified else { return nil }
        let readings = measurement.of(certified.item).flatMap { $0.isComplete ? $0.detected : nil } ?? []
        return QualityControl.reference(certified.item, readings, certified: certified.value)
    }

    private static func spikeFault(of measurement: RunMeasurement, _ sample: RunMeasurement?) -> QualityControl.Fault? {
        guard let added = measurement.certified else { return nil }
        let readings = measurement.of(added.item).flatMap { $0.isComplete ? $0.detected : nil } ?? []
        let plain = (sample?.of(added.item)?.values ?? []).map { $0.value ?? .zero }
        return QualityControl.spike(added.item, readings, plain: plain, added: added.value)
    }
}
