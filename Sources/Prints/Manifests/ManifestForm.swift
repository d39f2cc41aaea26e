import Custody
import Rules

/// The transport manifest 转移联单 in five copies, one A4 page each (experience.md P08): the same data on all, told apart
/// by number, addressee and colour band.
public struct ManifestForm: Printable {
    private let data: Sealed<TripFile>
    private var file: TripFile { data.content }
    private var manifest: Manifest { file.manifest }

    /// A form.
    public init(_ file: TripFile, address: String?) throws(PrintFault) { data = try Sealed(file, address: address) }

    private struct Copy {
        let zh, en: String
        let ink: Ink
    }
    private static let copies = [
        Copy(zh: "第一联　移出人存查", en: "Copy 1 · consignor", ink: Ink(0x1A1F24)),
        Copy(zh: "第二联　承运人", en: "Copy 2 · carrier", ink: Ink(0x0B5394)),
        Copy(zh: "第三联　接受人", en: "Copy 3 · consignee", ink: Ink(0x9A3B00)),
        Copy(zh: "第四联　移出地粮食和储备局", en: "Copy 4 · bureau of origin", ink: Ink(0x00695C)),
        Copy(zh: "第五联　接受地粮食和储备局", en: "Copy 5 · bureau of destination", ink: Ink(0x5B2A86)),
    ]

    public func plan(_ setter: TypeSetter) -> PrintPlan {
        let name = Wording.fileName("manifest", manifest.code.text)
        var plan = PrintPlan(title: "超标粮食转移联单 \(manifest.code)", fileName: name, date: file.date, pages: [])
        for copy in Self.copies {
            let flow = flow(copy, setter)
            plan.bookmarks.append(.init(title: copy.zh, page: plan.pages.count, y: 0))
            plan.pages += flow.pages
        }
        plan.attachments = [data.attachment(name)]
        return plan
    }

    private func flow(_ copy: Copy, _ setter: TypeSetter) -> Flow {
        var flow = Flow(setter, .a4, Flow.Margins(top: 16.mm, bottom: 20.mm, left: 18.mm, right: 18.mm))
        head(copy, &flow)
        flow.facts(parties, labels: 25.mm, size: 86)
        section("货物 Goods", &flow)
        flow.facts(goods, labels: 25.mm, size: 86)
        section("随货同行四项凭证 Four papers with the goods", &flow)
        papers(&flow)
        section("计量 Weights", &flow)
        flow.table(weights)
        difference(&flow)
        section("事项 Notes", &flow)
        notes(&flow)
        flow.space(3.mm)
        flow.signatures(
            [
                ("移出人", "Consignor", ""), ("承运人 / 司机", "Carrier, driver", ""), ("接受人", "Consignee", ""),
                ("监管部门", "Authority", ""),
            ], height: 25.mm)
        let (zh, ink) = (copy.zh, copy.ink)
        flow.furnish(
            header: "", code: "",
            footer: "\(zh)　校验码 seal \(data.seal.code)　到达后 5 个工作日内签收 to be confirmed within 5 working days")
        let height = flow.sheet.height
        flow.onEachPage { _, _ in [.fill(Frame(0, 0, 7.mm, height), ink)] }
        return flow
    }

    private func head(_ copy: Copy, _ flow: inout Flow) {
        let (left, width, y) = (flow.left, flow.width, flow.y)
        let over = manifest.grainClass.isOverLimit
        flow.add(
            .text(
                over ? "超标粮食转移联单" : "粮食转移联单", Frame(left, y, width - 62.mm, 12.mm),
                TextStyle(face: .serif, size: 220, isBold: true).fitted(.line).middled),
            .text(
                "Transport manifest № \(manifest.code)", Frame(left, y + 12.mm, width - 62.mm, 6.mm),
                TextStyle(face: .mono, size: 105, isBold: true).fitted(.line).middled),
            .text(
                "状态 \(Wording.state(manifest.state))　用途 \(Wording.purpose(manifest.purpose))",
                Frame(left, y + 18.mm, width - 62.mm, 6.mm), TextStyle(size: 86, ink: .grey).fitted(.line).middled),
            .fill(Frame(left + width - 60.mm, y, 32.mm, 24.mm), copy.ink),
            .text(
                copy.zh.replacing("　", with: "\n"), Frame(left + width - 58.mm, y + 1.mm, 28.mm, 15.mm),
                TextStyle(size: 115, isBold: true, ink: .white, alignment: .centre).fitted(.block).middled),
            .text(
                copy.en, Frame(left + width - 58.mm, y + 16.mm, 28.mm, 7.mm),
                TextStyle(size: 70, ink: .white, alignment: .centre).fitted(.block).middled),
            .code(data.seal.link(.manifest, manifest.code.text), Frame(left + width - 26.mm, y - 1.mm, 26.mm, 26.mm))
        )
        flow.y += 26.mm
    }

    private func notes(_ flow: inout Flow) {
        let box = Frame(flow.left, flow.y, flow.width, 38.mm)
        let words = [
            "一、一车一批一联单，五联同号同数；随货同行，到达后当场称重，双方重量都保留，不得改写。 One truck, one batch, one manifest; both weights stay.",
            "二、超标粮食不得作为食用粮转移，不得与其他粮食混装；运输工具和包装不得污染其他粮食。 Never for food, never mixed.",
            "三、拒收的货物凭本联单原路退回；途中换车、换路线的，先告知两地监管部门。 Refused goods return under this manifest.",
        ]
        flow.add(
            .border(box, .rule, 150),
            .text(
                words.joined(separator: "\n"), Frame(box.x + 2.mm, box.y + 1_500, box.width - 4.mm, 21.mm),
                TextStyle(size: 76).fitted(.block)),
            .text(
                "备注 Remarks：", Frame(box.x + 2.mm, box.y + 24.mm, box.width - 4.mm, 5.mm),
                TextStyle(size: 86, isBold: true).fitted(.line)))
        flow.y += box.height
    }

    private func section(_ words: String, _ flow: inout Flow) {
        flow.space(2.mm)
        flow.keep(14.mm)
        flow.add(
            .text(
                words, Frame(flow.left, flow.y, flow.width, 5.mm),
                TextStyle(size: 92, isBold: true).fitted(.line).middled))
        flow.y += 5_500
    }

    private var parties: [Flow.Fact] {
        func party(_ zh: String, _ en: String, _ code: OrganizationCode) -> [Flow.Fact] {
            [
                .init(zh, en, file.name(code)),
                .init(
                    "代码/资质", "USCC, licence",
                    [code.text, file.licence(code)].filter { !$0.isEmpty }.joined(separator: "\n")),
            ]
        }
        return party("移出人", "Consignor", manifest.consignor) + party("承运人", "Carrier", manifest.carrier)
            + party("接受人", "Consignee", manifest.consignee)
            + [
                .init("车牌", "Plate", file.departure?.plate ?? "", isBold: true),
                .init("封签", "Seals", file.departure?.seals ?? ""),
                .init("路线", "Route", file.departure?.route ?? "", isWide: true),
            ]
    }

    private var goods: [Flow.Fact] {
        let mark = manifest.grainClass.mark.word
        let plan = file.disposal.map { "\($0.code)　\(Wording.use($0.useClass))" } ?? manifest.disposal?.text ?? ""
        let contract = file.disposal?.contract ?? ""
        return [
            .init("批次", "Batch", manifest.batch.text, face: .mono, isBold: true),
            .init("等级", "Class", "稻谷 paddy　\(mark)", isBold: true),
            .init("装货货位", "Loaded from", "\(file.bin?.name ?? "") \(manifest.bin)"),
            .init("处置计划", "Disposal plan", plan + (contract.isEmpty ? "" : "\n合同 \(contract)")),
            .init("预先告知", "Notice given", file.departure?.notifiedAt.map(Wording.moment) ?? ""),
            .init("发运时间", "Departed", Wording.moment(manifest.departedAt)),
            .init("到达时间", "Arrived", manifest.arrivedAt.map(Wording.moment) ?? ""),
            .init("办结时间", "Closed", manifest.closedAt.map(Wording.moment) ?? ""),
        ]
    }

    private func papers(_ flow: inout Flow) {
        let papers = manifest.papers
        let items = [
            ("用途合同", "contract", papers.contract), ("注明用途的发票", "invoice", papers.invoice),
            ("安全使用承诺书", "undertaking", papers.undertaking), ("检验报告", "test report", papers.report),
        ]
        let each = flow.width / 4
        for (index, item) in items.enumerated() {
            let cell = Frame(flow.left + index * each, flow.y, each, 10.mm)
            flow.add(
                .border(cell, .rule, 150),
                .text(
                    "\(item.2 ? "✓" : "□") \(item.0)", Frame(cell.x + 1_500, cell.y + 700, each - 3.mm, 5_000),
                    TextStyle(size: 90, isBold: item.2).fitted(.line).middled),
                .text(
                    item.1, Frame(cell.x + 6.mm, cell.y + 5_700, each - 7.mm, 3_500),
                    TextStyle.small.sized(65).fitted(.line)))
        }
        flow.y += 10.mm
    }

    private var weights: FlowTable {
        let loaded = file.weighing("manifest-dispatched")
        let received = file.weighing("manifest-confirmed", "manifest-returned")
        func row(_ words: String, _ weighing: WeighTicket.Weighing?, _ scale: String?, _ net: Grams?) -> [String] {
            [
                words, weighing?.scale ?? scale ?? "--", weighing.map { Wording.kilograms($0.grossGrams) } ?? "--",
                weighing.map { Wording.kilograms($0.tareGrams) } ?? "--", net.map { Wording.kilograms($0) } ?? "--",
                weighing.map { Wording.moment($0.occurredAt) } ?? "--",
            ]
        }
        var table = FlowTable(
            [
                .init(head: "环节 Step", share: 24), .init(head: "衡器 Scale", share: 24),
                .init(head: "毛重 Gross\nkg（公斤）", share: 18, alignment: .right),
                .init(head: "皮重 Tare\nkg（公斤）", share: 18, alignment: .right),
                .init(head: "净重 Net\nkg（公斤）", share: 18, alignment: .right, isStrong: true),
                .init(head: "时间 Time", share: 28),
            ],
            rows: [
                row("装车 Loading", loaded, manifest.loadingScale.text, manifest.loadedGrams),
                row("卸车 Unloading", received, nil, manifest.receivedGrams),
            ], size: 84)
        table.emptyWords = "--"
        return table
    }

    private func difference(_ flow: inout Flow) {
        let box = Frame(flow.left, flow.y, flow.width, 10.mm)
        let words: String
        if let difference = manifest.differenceGrams, let tolerance = manifest.toleranceGrams {
            let outcome = manifest.differsBeyondTolerance ? "▲ 超过允许差 beyond tolerance" : "✓ 在允许差内 within tolerance"
            words =
                "收发差 difference \(Wording.kilograms(difference)) kg　允许差 tolerance ±\(Wording.kilograms(tolerance)) kg　\(outcome)"
        } else {
            words = "收发差 difference：未签收 not confirmed yet"
        }
        let isFar = manifest.differsBeyondTolerance
        flow.add(
            .fill(box, isFar ? GrainClass.b.mark.ground : .pale), .border(box, .rule, 150),
            .text(
                words, Frame(box.x + 2.mm, box.y, box.width - 4.mm, 6.mm),
                TextStyle(size: 92, isBold: true).fitted(.line).middled),
            .text(
                manifest.differenceReason.isEmpty
                    ? "允许差由两台衡器的使用中最大允许误差合成 computed from both scales" : "原因 reason：\(manifest.differenceReason)",
                Frame(box.x + 2.mm, box.y + 5_500, box.width - 4.mm, 4_000), TextStyle.small.fitted(.line).middled))
        flow.y += box.height
    }
}

extension ManifestForm: Sealable {
    var seal: Seal { data.seal }
}
