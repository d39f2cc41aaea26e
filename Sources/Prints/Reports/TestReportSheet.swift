public import Custody
import Rules

/// A test report 检验报告, A4 (experience.md P09): a verdict for each line with the limit and its edition, the digits as
/// reported, three signers.
public struct TestReportSheet: Printable {
    /// What the sheet is made of.
    public struct Content: Encodable, Sendable {
        /// The report.
        public let report: TestReport
        /// Its sample.
        public let sample: Sample
        /// The laboratory, when it may be seen.
        public let laboratory: Organization?

        /// Content.
        public init(report: TestReport, sample: Sample, laboratory: Organization?) {
            self.report = report
            self.sample = sample
            self.laboratory = laboratory
        }
    }
    private let data: Sealed<Content>
    private var report: TestReport { data.content.report }
    private var sample: Sample { data.content.sample }
    private var laboratory: Organization? { data.content.laboratory }

    /// A sheet.
    public init(_ content: Content, address: String?) throws(PrintFault) {
        data = try Sealed(content, address: address)
    }

    /// Each line with its verdict, by the edition the report names.
    static func judgements(of report: TestReport) -> [ItemJudgement] {
        guard let edition = LimitEdition(named: report.edition) else { return [] }
        let lines = report.lines.compactMap { line -> ReportLine? in
            guard let value = ReportedValue(line.value) else { return nil }
            return ReportLine(
                item: line.item, value: value, method: Method(line.method),
                lod: NanogramsPerKilogram(milligramsPerKilogram: line.lod))
        }
        return SampleVerdict.judgements(of: lines, edition: edition, form: .paddy)
    }

    public func plan(_ setter: TypeSetter) -> PrintPlan {
        var flow = Flow(setter, .a4, Flow.Margins(top: 22.mm, bottom: 18.mm, left: 20.mm, right: 20.mm))
        head(&flow)
        flow.space(2.mm)
        flow.facts(facts, size: 86)
        flow.heading("检验结果", "Results")
        flow.table(results)
        verdict(&flow)
        flow.heading("说明", "Remarks", follow: 40.mm)
        for (index, remark) in remarks.enumerated() { flow.paragraph("\(index + 1). \(remark)", TextStyle(size: 74)) }
        flow.space(4.mm)
        flow.signatures([("编制人", "Compiled by", ""), ("审核人", "Reviewed by", ""), ("批准人（授权签字人）", "Approved by", "")])
        flow.furnish(
            header: "\(laboratory?.name ?? "检验机构")　检验报告", code: report.code.text,
            footer: "校验码 seal \(data.seal.code)　未加盖检验专用章无效　Not valid without the laboratory's stamp")
        let name = Wording.fileName("report", report.code.text)
        var plan = flow.plan(title: "检验报告 \(report.code)", fileName: name, date: report.issuedAt)
        plan.attachments = [data.attachment(name)]
        return plan
    }

    private func head(_ flow: inout Flow) {
        let link = data.seal.link(.report, report.code.text)
        flow.add(
            .text(
                laboratory?.name ?? sample.laboratory?.text ?? "", Frame(flow.left, flow.y, flow.width - 32.mm, 8.mm),
                TextStyle(size: 125, isBold: true).fitted(.line).middled),
            .text(
                "检 验 报 告", Frame(flow.left, flow.y + 8.mm, flow.width - 32.mm, 12.mm),
                TextStyle(face: .serif, size: 260, isBold: true).fitted(.line).middled),
            .text(
                "TEST REPORT　\(report.code)", Frame(flow.left, flow.y + 20.mm, flow.width - 32.mm, 6.mm),
                TextStyle(size: 100, ink: .grey).fitted(.line).middled),
            .code(link, Frame(flow.left + flow.width - 28.mm, flow.y - 1.mm, 28.mm, 28.mm)))
        flow.y += 27.mm
        guard let next = report.supersededBy else { return }
        let box = Frame(flow.left, flow.y + 1.mm, flow.width, 9.mm)
        flow.add(
            .fill(box, GrainClass.c.mark.ground), .border(box, .red, 400),
            .text(
                "已被替代：以 \(next) 为准　Superseded by \(next)", box.inset(2.mm, 1.mm),
                TextStyle(size: 110, isBold: true, ink: .red).fitted(.line).middled))
        flow.y += 10.mm
    }

    private var facts: [Flow.Fact] {
        let subject: Flow.Fact =
            switch sample.subject {
            case .parcel(let parcel): Flow.Fact("受检对象", "Subject", "地块 parcel \(parcel)", isWide: true)
            case .batch(let batch, let represents, let isWhole):
                Flow.Fact(
                    "受检对象", "Subject",
                    "批次 batch \(batch)　代表数量 \(represents.tonnesText) t\(isWhole ? "（整批）" : "（部分）")", isWide: true)
            }
        return [
            .init("样品编号", "Sample", sample.code.text, face: .mono),
            .init("盲样号", "Blind code", sample.blindCode ?? "", face: .mono),
            .init("样品名称", "Kind", "稻谷（以糙米计）paddy, as brown rice"),
            .init("样品量", "Amount", "\(Wording.kilograms(sample.grams)) kg"),
            .init("采样日期", "Collected", Wording.day(sample.collectedAt)),
            .init("收样日期", "Received", sample.receivedAt.map { Wording.day($0) } ?? ""),
            .init("签发日期", "Issued", Wording.day(report.issuedAt)), .init("判定依据", "Limits by", report.edition),
            subject,
            .init("检验机构", "Laboratory", laboratory?.name ?? ""),
            .init("机构代码", "USCC", sample.laboratory?.text ?? "", face: .mono),
            .init("资质证号", "CMA no.", laboratory?.licence ?? ""),
            .init("资质有效期", "Valid", laboratory.map { "\($0.validFrom) – \($0.validTo)" } ?? ""),
        ]
            + (report.supersedes.map { [.init("替代报告", "Replaces", "\($0)，原报告作废 the former is void", isWide: true)] }
                ?? [])
    }

    private var results: FlowTable {
        let judged = Self.judgements(of: report)
        var table = FlowTable(
            [
                .init(head: "项目\nItem", share: 15), .init(head: "单位\nUnit", share: 11, alignment: .centre),
                .init(head: "限量\nLimit", share: 12, alignment: .right),
                .init(head: "检验结果\nResult", share: 15, alignment: .right, isStrong: true),
                .init(head: "检出限\nLOD", share: 11, alignment: .right),
                .init(head: "定量限\nLOQ", share: 11, alignment: .right),
                .init(head: "单项判定\nVerdict", share: 21, alignment: .centre), .init(head: "方法\nMethod", share: 24),
                .init(head: "检测批\nRun", share: 22),
            ], rows: [], size: 80)
        table.rows = report.lines.enumerated().map { index, line in
            let judgement = index < judged.count ? judged[index] : nil
            let isOver = judgement?.verdict == .over
            return .init(
                cells: [
                    "\(line.item.zh)（\(line.item.rawValue)）", "mg/kg",
                    judgement?.yardstick.map { "≤ \($0.milligramsText)" } ?? "--",
                    line.value, line.lod, line.loq, judgement.map { Self.words($0) } ?? "--", line.method,
                    line.run.text,
                ], isBold: isOver, ground: isOver ? GrainClass.c.mark.ground : nil)
        }
        return table
    }

    private static func words(_ judgement: ItemJudgement) -> String {
        switch judgement.verdict {
        case .complies: judgement.reason == .notDetected ? "✓ 合格（未检出）" : "✓ 合格"
        case .over: "◆ 超标"
        case .undecided: "○ 未定"
        }
    }

    private func verdict(_ flow: inout Flow) {
        flow.space(3.mm)
        flow.keep(12.mm)
        let mark = report.verdict.grainClass.mark
        let box = Frame(flow.left, flow.y, flow.width, 11.mm)
        flow.add(
            .fill(box, mark.ground), .border(box, mark.ink, 400),
            .text(
                "结论 Verdict：\(mark.word)", Frame(box.x + 3.mm, box.y, box.width / 2 - 3.mm, box.height),
                TextStyle(size: 140, isBold: true, ink: mark.ink).fitted(.line).middled),
            .text(
                "\(Wording.verdict(report.verdict))　依 by \(report.edition)",
                Frame(box.x + box.width / 2, box.y, box.width / 2 - 3.mm, box.height),
                TextStyle(size: 95, ink: mark.ink, alignment: .right).fitted(.line).middled))
        flow.y += box.height
    }

    private var remarks: [String] {
        [
            "结果按 GB/T 8170-2008 修约（四舍六入五成双），位数依检验方法；以报出值作全数值比较，等于限量为合格。"
                + " Results are rounded half to even to the digits of the method and compared as printed; equal to the limit complies.",
            "“<”后的数为检出限，表示未检出，不作零计。 “<” means not detected, below the LOD; it is never zero.",
            "总砷不超过无机砷限量的，无机砷视为合格；超过的，须测无机砷后判定。 Total arsenic up to the limit of inorganic arsenic settles it.",
            "测量不确定度随结果保存，不从结果中扣除。 Uncertainty is kept with the result and not deducted.",
            "本报告只对来样负责；对结果有异议的，自收到报告之日起在规定期限内提出复检。报告未经批准不得部分复制。"
                + " The report speaks of the sample received; a re-inspection may be asked for within the legal term; no copying in part.",
            "本报告附有 JSON 数据；校验码为数据 SHA-256 的前 16 位。 The data are attached; the seal is the beginning of their SHA-256.",
        ]
    }
}

extension TestReportSheet: Sealable {
    var seal: Seal { data.seal }
}
