/// One row of the disposal ledger: the plan, and perhaps a processing run and the certificate.
private struct DisposalRow {
    let planned: StreamEvent
    let rest: [StreamEvent]
}

extension TableReading {
    /// Reads disposals. Plan columns repeat with every processing run; the plan is one event all the same.
    mutating func readDisposals() {
        let rows = parsed { cells in
            let plan = cells.code("plan")
            let planned = cells.plan(plan)
            var rest: [StreamEvent] = []
            if !cells.raw("process").isEmpty { rest.append(cells.processing(plan)) }
            if let certificate = cells.optionalCode("certificate") {
                rest.append(
                    cells.event(
                        "disposal_certified", at: cells.moment("certified_at"),
                        ["plan": .string(plan), "certificate": .string(certificate)]))
            }
            return DisposalRow(planned: planned, rest: rest)
        }
        for group in groups(of: rows, by: "plan") {
            let good = group.rows.filter { $0.value != nil }
            guard let plan = good.first?.value?.planned else { continue }
            let agrees = good.allSatisfy {
                $0.value?.planned.data == plan.data && $0.value?.planned.occurredAt == plan.occurredAt
            }
            guard agrees else {
                contradict(good.map(\.row), named: group.name, "计划的批次、企业、数量或审批不一致")
                continue
            }
            add(plan)
            var certificates: Set<JSONValue> = []
            for event in good.flatMap({ $0.value?.rest ?? [] })
            where event.type != "disposal_certified" || certificates.insert(event.data).inserted {
                add(event)
            }
        }
    }
}

extension CellReader {
    fileprivate mutating func plan(_ plan: String) -> StreamEvent {
        let useClass = integer("use_class")
        if isGood, !(1...4).contains(useClass) {
            reject(
                .unknownWord, "use_class", "处置类别「\(useClass)」不在 1 至 4", "class \(useClass) is not 1 to 4",
                hint: "1 处理后食用，2 饲料，3 非食用工业，4 无害化")
        }
        return event(
            "disposal_planned", at: moment("approved_at"),
            [
                "plan": .string(plan), "batch": .string(code("batch")), "use_class": .integer(useClass),
                "facility": .string(code("facility")), "approver": .string(text("approver")),
                "grams": .integer(grams("planned_g")),
            ])
    }

    fileprivate mutating func processing(_ plan: String) -> StreamEvent {
        let input = grams("input_g")
        let outputs = [grams("product_g"), grams("residue_g"), grams("loss_g")]
        if isGood, outputs.reduce(0, +) != input {
            note(
                .sumDiffers, "input_g", .warn, "投入不等于产品、副产物与损耗之和", "input is not product, residue and loss together",
                hint: "请核对加工单")
        }
        return event(
            "processed", at: moment("processed_at"),
            [
                "process": .string(code("process")), "plan": .string(plan), "batch": .string(code("batch")),
                "facility": .string(code("facility")), "input_g": .integer(input), "product": .string(raw("product")),
                "product_g": .integer(outputs[0]), "residue": .string(raw("residue")),
                "residue_g": .integer(outputs[1]), "residue_to": .string(raw("residue_to")),
                "loss_g": .integer(outputs[2]), "output_report": .optional(optionalCode("output_report")),
                "output_test": .optional(raw("output_test").isEmpty ? nil : raw("output_test")),
            ])
    }
}
