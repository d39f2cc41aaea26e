import Custody
import Operations
import Rules

/// The sections of the dossier, in the order of the journey.
extension CustodyDossier {
    func summary(_ flow: inout Flow) {
        open(0, &flow)
        flow.facts(
            [
                .init("批次", "Batch", batch.code.text, face: .mono, isBold: true),
                .init("等级", "Class", batch.grainClass.mark.word, isBold: true),
                .init("形成", "Made", "\(Wording.moment(batch.createdAt))　\(Wording.origin(batch.origin))"),
                .init(
                    "标识", "Tag",
                    batch.tag.map {
                        "\(Wording.day($0.openedAt)) 起\($0.closedAt.map { "，\(Wording.day($0)) 解除" } ?? "，在管")"
                    } ?? "无 none"),
            ], labels: 22.mm)
        flow.space(3.mm)
        let rows = batch.ledger.filter { $0.value != .zero }.sorted { $0.key.rawValue < $1.key.rawValue }
        var table = FlowTable(
            [
                .init(head: "去处 Place", share: 60), .init(head: "性质 Kind", share: 20, alignment: .centre),
                .init(head: "kg（公斤）", share: 25, alignment: .right),
            ],
            rows: rows.map {
                [
                    Wording.place($0.key), $0.key.isStock ? "在存 stock" : $0.value < .zero ? "来 in" : "去 out",
                    Wording.kilograms($0.value),
                ]
            })
        table.rows.append(
            .init(
                cells: [
                    "合计（差额）Sum, residual", batch.residual == .zero ? "✓ 平" : "× 不平", Wording.kilograms(batch.residual),
                ], isBold: true, ground: .pale))
        flow.table(table)
    }

    func sources(_ flow: inout Flow) {
        open(1, &flow)
        flow.table(
            FlowTable(
                [
                    .init(head: "批次 Batch", share: 34, face: .mono), .init(head: "来自 From", share: 40, face: .mono),
                    .init(head: "kg（公斤）", share: 20, alignment: .right),
                    .init(head: "类型 Kind", share: 20, alignment: .centre),
                ],
                rows: ([batch] + dossier.ancestors).flatMap { batch in
                    batch.parents.sorted { $0.key < $1.key }.map {
                        [batch.code.text, $0.key.text, Wording.kilograms($0.value), "批次 batch"]
                    }
                        + batch.sources.sorted { $0.key < $1.key }.map {
                            [batch.code.text, $0.key.text, Wording.kilograms($0.value), "地块 parcel"]
                        }
                }, size: 76))
        flow.space(3.mm)
        flow.table(
            FlowTable(
                [
                    .init(head: "地块 Parcel", share: 32, face: .mono), .init(head: "地点 Place", share: 44),
                    .init(head: "面积 mu（亩）", share: 18, alignment: .right),
                    .init(head: "类别 Class", share: 22, alignment: .centre),
                    .init(head: "土壤镉 mg/kg", share: 18, alignment: .right),
                    .init(head: "pH", share: 12, alignment: .right),
                ],
                rows: dossier.parcels.map {
                    [
                        $0.code.text, "\(Wording.township($0.township))\($0.village)",
                        SquareMetres($0.squareMetres).muText,
                        $0.farmlandClass.zh, $0.soilCadmium, $0.soilPH,
                    ]
                }, size: 76))
    }

    func tests(_ flow: inout Flow) {
        open(2, &flow)
        let bySample = Dictionary(grouping: dossier.reports, by: \.sample)
        var table = FlowTable(
            [
                .init(head: "样品 Sample", share: 30, face: .mono), .init(head: "采样 Collected", share: 26),
                .init(head: "报告 Report", share: 24, face: .mono), .init(head: "结果 Results (mg/kg)", share: 50),
                .init(head: "判定 Verdict", share: 22, alignment: .centre),
            ], rows: [], size: 74)
        table.rows = dossier.samples.flatMap { sample -> [FlowTable.Row] in
            let reports = bySample[sample.code] ?? []
            guard !reports.isEmpty else {
                let state = sample.state == .refused ? "拒收 refused" : "待检 pending"
                return [.init(cells: [sample.code.text, Wording.moment(sample.collectedAt), "--", "--", state])]
            }
            return reports.map { report in
                let values = report.lines.map { "\($0.item.zh) \($0.value)" }.joined(separator: "　")
                let state = report.supersededBy.map { "已被 \($0) 替代 superseded" } ?? report.verdict.grainClass.mark.word
                let isOver = report.verdict.grainClass.isOverLimit && report.supersededBy == nil
                return .init(
                    cells: [
                        sample.code.text, Wording.moment(sample.collectedAt), report.code.text,
                        "\(values)\n\(report.edition)", state,
                    ],
                    ground: isOver ? report.verdict.grainClass.mark.ground : nil)
            }
        }
        flow.table(table)
    }

    func grain(_ flow: inout Flow) {
        open(3, &flow)
        var rows = batch.history.map { [Wording.moment($0.at), $0.grainClass.mark.word, $0.because, ""] }
        rows += batch.rulings.map {
            [
                $0.confirmedAt.map(Wording.moment) ?? "未确认", $0.grainClass.mark.word, "裁定 \($0.number)，报告 \($0.report)",
                $0.reason,
            ]
        }
        flow.table(
            FlowTable(
                [
                    .init(head: "时间 Time", share: 26), .init(head: "等级 Class", share: 22, alignment: .centre),
                    .init(head: "依据 Because", share: 40), .init(head: "理由 Reason", share: 40),
                ], rows: rows))
    }

    func movements(_ flow: inout Flow) {
        open(4, &flow)
        flow.table(
            FlowTable(
                [
                    .init(head: "时间 Time", share: 27), .init(head: "事项 Act", share: 18),
                    .init(head: "地方 Place", share: 56),
                    .init(head: "kg（公斤）", share: 21, alignment: .right),
                    .init(head: "记录 Record", share: 24, face: .mono),
                ],
                rows: dossier.movements.map {
                    [
                        Timestamp(rfc3339: $0.occurredAt).map(Wording.moment) ?? $0.occurredAt, Wording.fact($0.kind),
                        Wording.place(Place(rawValue: $0.place)), Wording.kilograms(Grams($0.grams)),
                        "…\($0.record.suffix(12))",
                    ]
                }, size: 74))
    }

    func trips(_ flow: inout Flow) {
        open(5, &flow)
        var table = FlowTable(
            [
                .init(head: "联单 Manifest", share: 30, face: .mono), .init(head: "接受人 Consignee", share: 40),
                .init(head: "发运 Departed", share: 22), .init(head: "装 kg\nLoaded", share: 17, alignment: .right),
                .init(head: "收 kg\nReceived", share: 17, alignment: .right),
                .init(head: "差/允差 kg\nDiff/tol.", share: 19, alignment: .right),
                .init(head: "四项\nPapers", share: 12, alignment: .centre), .init(head: "状态 State", share: 20),
            ], rows: [], size: 70)
        table.rows = dossier.manifests.map { trip in
            let difference = trip.differenceGrams.map(Wording.kilograms) ?? "--"
            let tolerance = trip.toleranceGrams.map { "±\(Wording.kilograms($0))" } ?? ""
            return .init(
                cells: [
                    trip.code.text, "\(name(trip.consignee))\n\(trip.consignee)", Wording.moment(trip.departedAt),
                    Wording.kilograms(trip.loadedGrams),
                    trip.receivedGrams.map(Wording.kilograms) ?? "--", "\(difference)\n\(tolerance)",
                    trip.papers.areComplete ? "✓ 齐" : "× 缺", Wording.state(trip.state),
                ], ground: trip.differsBeyondTolerance ? GrainClass.b.mark.ground : nil)
        }
        flow.table(table)
    }

    func disposal(_ flow: inout Flow) {
        open(6, &flow)
        for plan in dossier.disposals {
            flow.facts(
                [
                    .init("计划", "Plan", plan.code.text, face: .mono, isBold: true),
                    .init("批准", "Approved", Wording.moment(plan.approvedAt)),
                    .init("用途", "Use", Wording.use(plan.useClass)), .init("企业", "Facility", name(plan.facility)),
                    .init("计划数量", "Planned", "\(plan.plannedGrams.tonnesText) t"),
                    .init(
                        "发/收", "Sent, received",
                        "\(plan.dispatchedGrams.tonnesText) t / \(plan.receivedGrams.tonnesText) t"),
                    .init("合同", "Contract", plan.contract),
                    .init(
                        "证明", "Certificate",
                        plan.certificate.map { "\($0) \(plan.certifiedAt.map(Wording.day) ?? "")" } ?? "未出具 none yet"),
                ], labels: 24.mm, size: 82)
            flow.table(
                FlowTable(
                    [
                        .init(head: "加工 Run", share: 24, face: .mono), .init(head: "时间 Time", share: 26),
                        .init(head: "投料 kg\nInput", share: 18, alignment: .right),
                        .init(head: "产品 kg\nProduct", share: 28, alignment: .right),
                        .init(head: "残渣 kg\nResidue", share: 30, alignment: .right),
                        .init(head: "损耗 kg\nLoss", share: 18, alignment: .right),
                        .init(head: "平衡\nBalance", share: 14, alignment: .centre),
                    ],
                    rows: plan.processings.map { run in
                        let sum = run.productGrams + run.residueGrams + run.lossGrams
                        return [
                            run.number, Wording.moment(run.at), Wording.kilograms(run.inputGrams),
                            "\(run.product)\n\(Wording.kilograms(run.productGrams))",
                            "\(run.residue)\n\(Wording.kilograms(run.residueGrams))", Wording.kilograms(run.lossGrams),
                            sum == run.inputGrams ? "✓ 平" : "×",
                        ]
                    }, size: 74))
            flow.space(3.mm)
        }
        if dossier.disposals.isEmpty { flow.paragraph("无处置计划。 No disposal plan.", TextStyle.body.inked(.grey)) }
    }

    func findings(_ flow: inout Flow) {
        open(7, &flow)
        let levels = ["hold": "待核 hold", "warn": "提示 warn", "info": "说明 info"]
        flow.table(
            FlowTable(
                [
                    .init(head: "编号 Code", share: 22, face: .mono),
                    .init(head: "程度 Level", share: 20, alignment: .centre),
                    .init(head: "对象 Subject", share: 32, face: .mono), .init(head: "说明 Words", share: 68),
                ],
                rows: dossier.findings.map { finding in
                    let words = Finding.Kind.allCases.first { $0.code == finding.code }
                    let detail = finding.detail.isEmpty ? "" : "（\(finding.detail)）"
                    return [
                        finding.code, levels[finding.severity] ?? finding.severity, finding.subject,
                        "\(words?.chinese ?? "")\(detail)\n\(words?.english ?? "")",
                    ]
                }, size: 74))
    }

    /// The closing note asks what archives ask: 真实、完整、可用、安全.
    func closing(_ flow: inout Flow) {
        open(8, &flow)
        flow.table(
            FlowTable(
                [
                    .init(head: "检测 Check", share: 24, isStrong: true), .init(head: "内容 What it means", share: 90),
                    .init(head: "结果 Result", share: 20, alignment: .centre),
                ],
                rows: [
                    [
                        "真实 Authentic",
                        "本卷宗由台账记录生成，数据的 SHA-256 摘要前 16 位为 \(data.seal.code)，印于每页。 Made of records; the digest of its data is on each page.",
                        "　",
                    ],
                    [
                        "完整 Complete",
                        "\(dossier.movements.count) 条移动、\(dossier.reports.count) 份报告、\(dossier.manifests.count) 份联单、\(dossier.findings.count) 条发现；页码连续。 Counts above; pages in sequence.",
                        "　",
                    ],
                    ["可用 Usable", "PDF 内附 JSON 数据，可由程序读取、核对。 The data are attached as JSON.", "　"],
                    ["安全 Safe", "个人姓名以摘要存于记录，本卷宗不含个人信息。 Names are kept as digests; no personal data here.", "　"],
                ], size: 84))
        flow.space(4.mm)
        flow.facts([.init("本卷情况说明", "Remarks", "\n\n\n", isWide: true)], labels: 30.mm)
        flow.space(3.mm)
        flow.signatures(
            [("立卷人", "Compiled by", ""), ("检查人", "Checked by", ""), ("归档部门", "Archive", "")], height: 26.mm)
    }
}
