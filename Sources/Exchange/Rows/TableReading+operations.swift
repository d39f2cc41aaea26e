/// One row of an operation in a granary.
private struct OperationRow {
    let op, kind, at, reason: String
    let fromBatch, fromBin, toBatch, toBin: String
    let out, into: Int64
    let lossKind: String
    let loss: Int64
}

extension TableReading {
    /// Reads operations. A merge has one row per batch merged and is read whole or not at all.
    mutating func readOperations() {
        let rows = parsed { cells in
            let kind = cells.word("kind")
            let isReduction = kind == "reduce"
            return OperationRow(
                op: cells.code("op"), kind: kind, at: cells.moment("at"), reason: cells.text("reason"),
                fromBatch: cells.code("from_batch"), fromBin: cells.code("from_bin"),
                toBatch: cells.code("to_batch"), toBin: cells.code("to_bin"), out: cells.grams("out_g"),
                into: cells.grams("in_g"), lossKind: isReduction ? cells.word("loss_kind") : "",
                loss: isReduction ? cells.grams("loss_g") : cells.optionalGrams("loss_g") ?? 0)
        }
        for group in groups(of: rows, by: "op") {
            let values = group.rows.compactMap(\.value)
            guard let first = values.first, values.count == group.rows.count else {
                rejectGroup(group.rows.map(\.row), named: group.name)
                continue
            }
            for (row, value) in group.rows where value.map({ $0.out != $0.into + $0.loss }) ?? false {
                note(
                    row, .sumDiffers, .warn, "转出数量不等于转入数量加损耗", "out is not in plus loss", hint: "请核对作业单")
            }
            let isOne = values.allSatisfy {
                ($0.kind, $0.at, $0.toBatch, $0.toBin, $0.reason)
                    == (first.kind, first.at, first.toBatch, first.toBin, first.reason)
            }
            guard values.count == 1 || (first.kind == "merge" && isOne) else {
                contradict(group.rows.map(\.row), named: group.name, "同一作业单号的类型、时间或转入批次不一致")
                continue
            }
            add(event(of: values, first, row: group.rows[0].row))
        }
    }

    private func event(of values: [OperationRow], _ first: OperationRow, row: TableRow) -> StreamEvent {
        let (type, data): (String, JSONValue) =
            switch first.kind {
            case "merge": ("batches_merged", Self.merge(values, first))
            case "move":
                (
                    "batch_moved",
                    [
                        "op": .string(first.op), "batch": .string(first.fromBatch), "from_bin": .string(first.fromBin),
                        "to_bin": .string(first.toBin), "grams": .integer(first.into), "reason": .string(first.reason),
                    ]
                )
            case "split":
                (
                    "batch_split",
                    [
                        "op": .string(first.op), "batch": .string(first.fromBatch), "bin": .string(first.fromBin),
                        "grams": .integer(first.into), "new_batch": .string(first.toBatch),
                        "new_bin": .string(first.toBin), "reason": .string(first.reason),
                    ]
                )
            default:
                (
                    "batch_reduced",
                    [
                        "op": .string(first.op), "batch": .string(first.fromBatch), "bin": .string(first.fromBin),
                        "kind": .string(first.lossKind), "before_g": .integer(first.out),
                        "after_g": .integer(first.into), "loss_g": .integer(first.loss),
                        "reason": .string(first.reason),
                    ]
                )
            }
        return StreamEvent(
            type: type, occurredAt: first.at, data: data, origin: RowOrigin(file: table.file, row: row.number))
    }

    private static func merge(_ values: [OperationRow], _ first: OperationRow) -> JSONValue {
        [
            "op": .string(first.op),
            "inputs": .array(
                values.map {
                    ["batch": .string($0.fromBatch), "bin": .string($0.fromBin), "grams": .integer($0.out)]
                }),
            "output": [
                "batch": .string(first.toBatch), "bin": .string(first.toBin),
                "grams": .integer(values.reduce(0) { $0 + $1.into }),
            ],
            "reason": .string(first.reason),
        ]
    }
}
