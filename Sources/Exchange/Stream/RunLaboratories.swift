/// Tells whose an instrument run is when its file names no laboratory (speciation exports do not): by the receipts of
/// its blind codes, else by the letters of its number, as other runs of the season use them.
struct RunLaboratories {
    private let byPrefix: [String: String]
    private let byBlind: [String: String]

    /// What the callers know, and what the events of the season say.
    init(known: [String: String], events: [StreamEvent]) {
        var prefixes: [String: Set<String>] = [:]
        var blinds: [String: Set<String>] = [:]
        for event in events {
            guard let lab = event.data["lab"]?.text, !lab.isEmpty else { continue }
            if event.type == "run_measured", let run = event.data["run"]?.text {
                prefixes[Self.prefix(of: run), default: []].insert(lab)
            } else if event.type == "sample_received", let blind = event.data["blind"]?.text, !blind.isEmpty {
                blinds[blind, default: []].insert(lab)
            }
        }
        func unique(_ labs: [String: Set<String>]) -> [String: String] {
            labs.compactMapValues { $0.count == 1 ? $0.first : nil }
        }
        byPrefix = unique(prefixes).merging(known) { $1 }
        byBlind = unique(blinds)
    }

    /// The laboratory of a run; nil when it cannot be told, or the samples of the run lie in different ones.
    func laboratory(of run: StreamEvent) -> String? {
        guard case .array(let rows)? = run.data["rows"] else { return nil }
        let labs = Set(rows.compactMap { $0["name"]?.text }.compactMap { byBlind[$0] })
        if labs.count > 1 { return nil }
        return labs.first ?? run.data["run"]?.text.flatMap { byPrefix[Self.prefix(of: $0)] }
    }

    /// The letters of a run number before its digits, without the LC of speciation runs: `ZJLC20251016-01` gives `ZJ`.
    private static func prefix(of run: String) -> String {
        let letters = String(run.prefix { $0.isLetter })
        return letters.hasSuffix("LC") ? String(letters.dropLast(2)) : letters
    }
}

extension TableReading {
    /// Fills in the laboratory of a run whose file names none, or leaves the run out.
    mutating func nameLaboratory(_ laboratories: inout RunLaboratories) {
        guard let run = events.first, run.data["lab"]?.text?.isEmpty ?? true, case .object(var data) = run.data else {
            return
        }
        guard let lab = laboratories.laboratory(of: run) else {
            replaceEvents([])
            for row in table.rows where !isRejected(row) {
                note(
                    row, .laboratoryUnknown, .reject, "看不出是哪个检测机构的上机批", "The laboratory of the run cannot be told",
                    hint: "请与收样记录一起导入，或加上「机构代码」列")
            }
            return
        }
        data["lab"] = .string(lab)
        replaceEvents([
            StreamEvent(type: run.type, occurredAt: run.occurredAt, data: .object(data), origin: run.origin)
        ])
    }
}
