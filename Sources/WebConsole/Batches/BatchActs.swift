import Custody
import Operations
import Rules

/// What can be done with a batch now, as forms; what the state forbids is named with its reason.
struct BatchActs {
    /// The console.
    let console: Console
    /// Who acts.
    let visit: Visit
    /// The batch.
    let dossier: Dossier

    private var batch: Batch { dossier.batch }
    private var isFrozen: Bool { !batch.frozenBy.isEmpty }

    /// The forms.
    func markup() async throws(LedgerFault) -> Markup {
        let desk = ActDesk(console: console, visit: visit)
        var open: [Markup] = []
        var shut: [Markup] = []
        for (name, obstacle) in possible {
            guard let form = ActForm.named(name), desk.permits(form) else { continue }
            guard obstacle == nil else {
                shut.append("<li>\(visit.wording.word("act", name))\(visit.wording.colon)\(obstacle ?? "")</li>")
                continue
            }
            let (filled, fixed) = filling(name)
            let sheet = try await desk.sheet(
                form, filled, back: "/batches/\(Parameters.encoded(batch.code.text))", fixed: fixed)
            open.append(
                "<details class=\"fold\"><summary>\(visit.wording.word("act", name))</summary>\(sheet.markup)</details>"
            )
        }
        if open.isEmpty, shut.isEmpty { return "<p class=\"empty\">\(visit.say(.noActs))</p>" }
        let closed: Markup = shut.isEmpty ? .nothing : "<h3>\(visit.say(.notNow))</h3><ul class=\"soft\">\(shut)</ul>"
        return open.joined() + closed
    }

    /// Acts with what stands against them; nothing stands against an act that is possible.
    private var possible: [(String, String?)] {
        let lies = batch.inBins > .zero
        let gone = lies ? nil : visit.say(.obstacleNothingInBins)
        let frozen = isFrozen ? visit.say(.obstacleFrozen) : nil
        let isOver = batch.grainClass.isOverLimit
        return [
            (ExplainDifference.name, isFrozen ? nil : visit.say(.obstacleNothingToExplain)),
            (MoveBatch.name, gone ?? frozen), (MergeBatches.name, gone ?? frozen), (SplitBatch.name, gone ?? frozen),
            (ReduceBatch.name, gone ?? frozen),
            (CorrectIntake.name, obstacleToCorrection), (TakeStock.name, gone), (DrawBulkSample.name, gone),
            (
                PlanDisposal.name,
                !isOver ? visit.say(.obstacleNotOver) : batch.disposal == nil ? nil : visit.say(.obstacleHasPlan)
            ),
            (Dispatch.name, gone ?? frozen ?? (batch.grainClass == .pending ? visit.say(.obstaclePending) : nil)),
            (ProposeRuling.name, batch.tests.isEmpty ? visit.say(.obstacleNoTest) : nil),
            (ConfirmRuling.name, batch.rulings.contains { $0.confirmedAt == nil } ? nil : visit.say(.obstacleNoRuling)),
        ]
    }

    /// An intake is corrected while its grain lies whole where it was put.
    private var obstacleToCorrection: String? {
        if batch.origin != "intake" { return visit.say(.obstacleNoIntake) }
        return batch.ledger.keys.contains { $0.kind == "bin" && batch.isUntouched(in: BinNumber($0.code)) }
            ? nil : visit.say(.obstacleMovedOn)
    }

    private func filling(_ name: String) -> (Parameters, Set<String>) {
        let bin = batch.ledger.filter { $0.key.kind == "bin" && $0.value > .zero }.max { $0.value < $1.value }
        let binCode = bin?.key.code ?? ""
        let grams = bin?.value ?? .zero
        var values = ["batch": batch.code.text, "bin": binCode, "from": binCode]
        var fixed: Set<String> = ["batch"]
        switch name {
        case MergeBatches.name:
            values = ["inputs.0.batch": batch.code.text, "inputs.0.bin": binCode, "bin": binCode]
            values["inputs.0.grams"] = grams.kilogramsText
            fixed = []
        case CorrectIntake.name:
            for (at, source) in batch.sources.sorted(by: { $0.key < $1.key }).prefix(4).enumerated() {
                values["sources.\(at).parcel"] = source.key.text
                values["sources.\(at).mass"] = source.value.kilogramsText
            }
        case ReduceBatch.name: values["beforeGrams"] = grams.kilogramsText
        case TakeStock.name: values["bookGrams"] = grams.kilogramsText
        case DrawBulkSample.name: values["representedGrams"] = grams.kilogramsText
        case PlanDisposal.name: values["grams"] = batch.stock.kilogramsText
        case Dispatch.name:
            values["disposal"] = batch.disposal?.text
            values["purpose"] = batch.disposal == nil ? "transfer" : "disposal"
            values["consignee"] = dossier.disposals.first { $0.code == batch.disposal }?.facility.text
        case ExplainDifference.name:
            values["subject"] = batch.frozenBy.first
            if batch.frozenBy.count == 1 { fixed.insert("subject") }
        case ConfirmRuling.name:
            values["number"] = batch.rulings.last { $0.confirmedAt == nil }?.number
            fixed.insert("number")
        case ProposeRuling.name: values["report"] = dossier.reports.last?.code.text
        default: break
        }
        let pairs = values.sorted { $0.key < $1.key }.map { Parameters.Pair(name: "f.\($0.key)", value: $0.value) }
        return (Parameters(pairs), fixed)
    }
}
