public import Custody
import Rules

/// The sheet that goes with samples to a laboratory 送样交接单, A4 (experience.md P03): what is handed over, until when each sample has to
/// be there, and who signed on either side.
///
/// Its QR code holds the codes of all samples, so that the receiving desk has the whole list by one scan. It goes where the bags go, so
/// that it names neither parcel nor batch (domain.md §6).
public struct HandoverSheet: Printable {
    /// Most samples of a sheet: more make a code that a hand scanner does not read from paper.
    public static let mostSamples = 40
    private let samples: [Sample]
    private let bringer: String

    /// A sheet.
    ///
    /// - Parameters:
    ///   - samples: what is handed over; those that are due first stand first.
    ///   - bringer: name of the organisation that collected them.
    public init(samples: [Sample], bringer: String?) {
        self.samples = samples.sorted { ($0.collectedAt, $0.code) < ($1.collectedAt, $1.code) }
        self.bringer = bringer ?? ""
    }

    public func plan(_ setter: TypeSetter) -> PrintPlan {
        var flow = Flow(setter, .a4, .form)
        let first = samples.first?.dueAtLaboratory ?? Timestamp(0)
        let side = 40.mm
        flow.add(
            .code(
                samples.map(\.code.text).joined(separator: " "),
                Frame(flow.left + flow.width - side, flow.y, side, side)),
            .text(
                "送样交接单", Frame(flow.left, flow.y, flow.width - side - 4.mm, 14.mm),
                TextStyle(face: .serif, size: 240, isBold: true).fitted(.line).middled),
            .text(
                "Sample transfer sheet", Frame(flow.left, flow.y + 14.mm, flow.width - side - 4.mm, 6.mm),
                TextStyle.small.fitted(.line)),
            .text(
                "收样时扫右侧二维码，逐个核对；封签破损、重量不符或逾期的写明。\nScan the code at receipt, then each bag.",
                Frame(flow.left, flow.y + 24.mm, flow.width - side - 8.mm, 14.mm), TextStyle.body.fitted(.block)))
        flow.y += side + 4.mm
        flow.facts(
            [
                .init("送样单位", "Brought by", bringer, isWide: true),
                .init("样品数", "Samples", "\(samples.count)", isBold: true),
                .init("最早时限", "First due", Wording.moment(first), isBold: true),
            ], labels: 30.mm)
        flow.space(4.mm)
        flow.table(table)
        flow.space(6.mm)
        flow.signatures(
            [("送样人", "Handed over by", ""), ("收样人", "Received by", ""), ("实收数量", "Samples received", "")], height: 28.mm
        )
        flow.furnish(header: "送样交接单　一式两份，双方各存一份", code: "", footer: "封样后 48 小时内送达　to be there within 48 h")
        return flow.plan(
            title: "送样交接单", fileName: Wording.fileName("handover", samples.first?.code.text ?? ""),
            date: samples.last?.collectedAt ?? Timestamp(0))
    }

    private var table: FlowTable {
        FlowTable(
            [
                .init(head: "№", share: 8, alignment: .right),
                .init(head: "样品编号 Sample", share: 36, face: .mono, isStrong: true),
                .init(head: "封样时间 Sealed", share: 32), .init(head: "送达时限 Due", share: 32),
                .init(head: "重量 kg", share: 16, alignment: .right), .init(head: "封签 Seal", share: 32),
                .init(head: "备注 Remark", share: 22),
            ],
            rows: samples.enumerated().map { place, sample in
                [
                    "\(place + 1)", sample.code.text, Wording.moment(sample.collectedAt),
                    Wording.moment(sample.dueAtLaboratory), Wording.kilograms(sample.grams), "□ 完好 □ 破损", "",
                ]
            }, size: 85)
    }
}
