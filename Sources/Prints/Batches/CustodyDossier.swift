import Custody
public import Operations
public import Rules

/// The custody dossier 监管卷宗 of a batch, A4 (experience.md P11): cover, contents, sources, tests, class, balance,
/// movements, trips, disposal, findings, the closing note; the seal's code and a QR code on each page.
public struct CustodyDossier: Printable {
    /// What it is made of.
    public struct Content: Encodable, Sendable {
        /// Everything known of the batch.
        public let dossier: Dossier
        /// Names of organisations by code, as far as they may be seen.
        public let names: [String: String]
        /// The book as it stood then; absent for the book as it is. It is said on paper, and is no part of the sealed data: a paper is told
        /// again by what it says of the batch, whenever that is asked.
        public let asOf: Timestamp?

        private enum CodingKeys: String, CodingKey { case dossier, names }

        /// Content.
        public init(dossier: Dossier, names: [String: String], asOf: Timestamp?) {
            self.dossier = dossier
            self.names = names
            self.asOf = asOf
        }
    }
    let data: Sealed<Content>
    var dossier: Dossier { data.content.dossier }
    var batch: Batch { dossier.batch }

    /// A dossier.
    public init(_ content: Content, address: String?) throws(PrintFault) {
        data = try Sealed(content, address: address)
    }

    func name(_ code: OrganizationCode) -> String { data.content.names[code.text] ?? code.text }

    /// The time of the data: `asOf`, else the last thing that happened.
    var date: Timestamp {
        if let asOf = data.content.asOf { return asOf }
        let moved = dossier.movements.compactMap { Timestamp(rfc3339: $0.occurredAt) }
        let closed =
            dossier.manifests.compactMap { $0.closedAt ?? $0.arrivedAt } + dossier.disposals.compactMap(\.certifiedAt)
        return (moved + closed + batch.history.map(\.at) + dossier.reports.map(\.issuedAt)).max() ?? batch.createdAt
    }

    public func plan(_ setter: TypeSetter) -> PrintPlan {
        // Twice: the contents name the pages that only the first pass finds.
        let first = body(setter, pageOf: [:])
        let pages = Dictionary(first.bookmarks.map { ($0.title, $0.page + 1) }) { first, _ in first }
        var flow = body(setter, pageOf: pages)
        finish(&flow)
        let name = Wording.fileName("dossier", batch.code.text)
        var plan = flow.plan(title: "监管卷宗 \(batch.code)", fileName: name, date: date)
        plan.attachments = [data.attachment(name)]
        return plan
    }

    private func body(_ setter: TypeSetter, pageOf pages: [String: Int]) -> Flow {
        var flow = Flow(setter, .a4, .official)
        cover(&flow)
        flow.turn()
        contents(&flow, pages)
        flow.turn()
        summary(&flow)
        sources(&flow)
        tests(&flow)
        grain(&flow)
        movements(&flow)
        trips(&flow)
        disposal(&flow)
        findings(&flow)
        closing(&flow)
        return flow
    }

    /// The headings of the body, in order.
    static let sections = [
        ("批次概况与物料平衡", "Summary and mass balance"), ("来源地块与上游批次", "Parcels and source batches"),
        ("采样与检验", "Samples and tests"), ("等级与裁定", "Class and rulings"), ("移动记录", "Movements"),
        ("转移联单", "Manifests"), ("处置", "Disposal"), ("发现与提示", "Findings"), ("备考表", "Closing note"),
    ]
    func open(_ section: Int, _ flow: inout Flow) {
        flow.heading(Self.sections[section].0, Self.sections[section].1)
    }

    private func cover(_ flow: inout Flow) {
        let (left, width) = (flow.left, flow.width)
        let mark = batch.grainClass.mark
        flow.add(
            .text(
                "超标粮食监管", Frame(left, 58.mm, width, 14.mm),
                TextStyle(face: .serif, size: 240, alignment: .centre).fitted(.line)),
            .text(
                "卷　　宗", Frame(left, 76.mm, width, 26.mm),
                TextStyle(face: .serif, size: 480, isBold: true, alignment: .centre).fitted(.line)),
            .text(
                "CUSTODY DOSSIER", Frame(left, 102.mm, width, 8.mm),
                TextStyle(size: 130, ink: .grey, alignment: .centre).fitted(.line)),
            .text(
                batch.code.text, Frame(left, 116.mm, width, 12.mm),
                TextStyle(face: .mono, size: 220, isBold: true, alignment: .centre).fitted(.line)))
        let sign = Frame(left + width / 2 - 17.mm, 132.mm, 34.mm, 34.mm)
        flow.add(
            .text(
                mark.word, Frame(left, 168.mm, width, 10.mm),
                TextStyle(size: 160, isBold: true, ink: mark.ink, alignment: .centre).fitted(.line)))
        for shape in ClassSign.marks(batch.grainClass, in: sign) { flow.add(shape) }
        flow.y = 188.mm
        flow.facts(
            [
                .init("保管单位", "Granary", "\(name(batch.granary))\n\(batch.granary)", isWide: true),
                .init("所属区划", "County", "\(Wording.region(batch.county)) \(batch.county)"),
                .init("季别", "Season", Wording.season(batch.season)),
                .init("在存数量", "Stock", "\(batch.stock.tonnesText) t（吨）"), .init("数据截至", "As of", Wording.moment(date)),
                .init("校验码", "Seal", data.seal.code, face: .mono, isWide: true, isBold: true),
                .init("数据摘要", "SHA-256", data.seal.digest, face: .mono, isWide: true),
            ], labels: 30.mm)
    }

    private func contents(_ flow: inout Flow, _ pages: [String: Int]) {
        flow.add(
            .text(
                "卷 内 目 录", Frame(flow.left, flow.y, flow.width, 11.mm),
                TextStyle(face: .serif, size: 200, isBold: true, alignment: .centre).fitted(.line)))
        flow.y += 15.mm
        let counts = [
            1, dossier.parcels.count + dossier.ancestors.count, dossier.samples.count,
            batch.history.count + batch.rulings.count,
            dossier.movements.count, dossier.manifests.count, dossier.disposals.count, dossier.findings.count, 1,
        ]
        flow.table(
            FlowTable(
                [
                    .init(head: "序号\nNo.", share: 10, alignment: .centre), .init(head: "内容\nContents", share: 70),
                    .init(head: "条数\nEntries", share: 14, alignment: .right),
                    .init(head: "页码\nPage", share: 12, alignment: .right),
                ],
                rows: Self.sections.enumerated().map { index, section in
                    [
                        "\(index + 1)", "\(section.0)　\(section.1)", "\(counts[index])",
                        pages[section.0].map { "\($0)" } ?? "",
                    ]
                }, size: 100))
        flow.space(8.mm)
        flow.paragraph(
            "完整性 Completeness", TextStyle(size: 110, isBold: true))
        flow.space(1.mm)
        for line in completeness {
            flow.paragraph(
                "\(line.isThere ? "✓" : "□") \(line.words)",
                TextStyle(size: 95, isBold: !line.isThere, ink: line.isThere ? .black : .red))
        }
    }

    /// What a complete dossier holds, and whether this one does.
    private var completeness: [(words: String, isThere: Bool)] {
        let isOver = batch.grainClass.isOverLimit
        let trips = dossier.manifests
        let isOpen = trips.filter { $0.state == .departed || $0.state == .arrived || $0.state == .refused }
        var lines = [
            ("来源可追溯 every kilogram has a source", !batch.sources.isEmpty || !batch.parents.isEmpty),
            ("有检验报告 tested", !dossier.reports.isEmpty),
            ("物料平衡差额为零 the residual is zero", batch.residual == .zero),
            ("无未签收联单 no open hand-over", isOpen.isEmpty),
            ("无未说明差异 no unexplained difference", batch.frozenBy.isEmpty),
        ]
        if isOver {
            lines.append(("每车四项凭证齐全 four papers on every trip", trips.allSatisfy { $0.papers.areComplete }))
            lines.append(("有处置计划 a disposal plan", !dossier.disposals.isEmpty))
            lines.append(
                (
                    "处置已证明 disposal certified",
                    !dossier.disposals.isEmpty && dossier.disposals.allSatisfy { $0.certificate != nil }
                ))
        }
        return lines
    }

    /// Header, footer, page number, seal and QR code of each page.
    private func finish(_ flow: inout Flow) {
        let (code, seal) = (batch.code.text, data.seal)
        let (left, width, height) = (flow.left, flow.width, flow.sheet.height)
        flow.onEachPage { page, pages in
            let low = height - 29.mm
            let head: [Mark] =
                page == 1
                ? []
                : [
                    .text("监管卷宗 Custody dossier", Frame(left, 24.mm, width / 2, 5.mm), TextStyle.small.fitted(.line)),
                    .text(
                        code, Frame(left + width / 2, 24.mm, width / 2, 5.mm),
                        TextStyle.small.faced(.mono).aligned(.right).fitted(.line)),
                    .line(Spot(left, 30.mm), Spot(left + width, 30.mm), .rule, 200, isDashed: false),
                ]
            return head + [
                .line(Spot(left, low), Spot(left + width, low), .rule, 200, isDashed: false),
                .code(
                    "\(seal.link(.dossier, code))&page=\(page)",
                    Frame(left - 1_500, low + 1.mm, 23.mm, 23.mm)),
                .text(
                    "校验码 Seal \(seal.code)", Frame(left + 24.mm, low + 3.mm, 80.mm, 5.mm),
                    TextStyle(face: .mono, size: 90, isBold: true).fitted(.line)),
                .text(
                    "扫码或输入校验码核对本页与台账。 Scan, or type the seal, to check this page.",
                    Frame(left + 24.mm, low + 9.mm, 100.mm, 5.mm),
                    TextStyle.small.sized(65).fitted(.line)),
                .text(
                    "第 \(page) 页 / 共 \(pages) 页", Frame(left + width - 42.mm, low + 3.mm, 42.mm, 5.mm),
                    TextStyle(size: 90, alignment: .right).fitted(.line)),
                .text(
                    "page \(page) of \(pages)", Frame(left + width - 42.mm, low + 9.mm, 42.mm, 5.mm),
                    TextStyle.small.aligned(.right).fitted(.line)),
            ]
        }
    }
}

extension CustodyDossier: Sealable {
    var seal: Seal { data.seal }
}
