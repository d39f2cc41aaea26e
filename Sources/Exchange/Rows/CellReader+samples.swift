import Rules

extension CellReader {
    mutating func sample() -> [StreamEvent] {
        let sample = code("sample")
        let collectedAt = moment("collected_at")
        let weightUnit = MassUnit(raw("weight_unit"))
        if weightUnit == nil, !raw("weight_unit").isEmpty {
            reject(
                .unitUnfit, "weight_unit", "「\(raw("weight_unit"))」不是质量单位",
                "\(raw("weight_unit")) is not a unit of mass",
                hint: "请填 kg 或 斤")
        }
        let collected = event(
            "sample_collected", at: collectedAt,
            [
                "sample": .string(sample), "parcel": .string(code("parcel")), "task": .string(text("task")),
                "samplers": [.string(text("sampler1")), .string(text("sampler2"))],
                "pattern": .string(text("pattern")), "points": .integer(integer("points")),
                "weight_g": .integer(grams("weight_g", unit: weightUnit)), "seal": .string(code("seal")),
            ])
        guard let receivedAt = optionalMoment("received_at") else { return [collected] }
        let result = word("result")
        // A refused sample gets no blind code; an accepted one cannot be without.
        let blind = result == "accepted" ? code("blind") : optionalCode("blind") ?? ""
        let received = event(
            "sample_received", at: receivedAt,
            [
                "sample": .string(sample), "lab": .string(code("lab")), "sealed_at": .string(collectedAt),
                "seal_state": .string(word("seal_state")), "result": .string(result), "reason": .string(raw("reason")),
                "blind": .string(blind),
            ])
        return [collected, received]
    }

    mutating func bulkSample() -> [StreamEvent] {
        let sample = code("sample")
        let lab = code("lab")
        let blind = optionalCode("blind") ?? ""
        let drawn = event(
            "bulk_sampled", at: moment("at"),
            [
                "slip": .string(code("slip")), "sample": .string(sample), "batch": .string(code("batch")),
                "bin": .string(code("bin")), "reason": .string(text("reason")),
                "represented_g": .integer(grams("represented_g")), "grams": .integer(grams("grams")),
                "blind": .string(blind), "lab": .string(lab), "sampler": .string(text("sampler")),
                "keeper": .string(text("keeper")),
            ])
        guard let receivedAt = optionalMoment("received_at") else { return [drawn] }
        // The slip knows of no seal and no refusal: the sample went from hand to hand.
        let received = event(
            "sample_received", at: receivedAt,
            [
                "sample": .string(sample), "lab": .string(lab), "sealed_at": .null, "seal_state": "intact",
                "result": "accepted", "reason": "", "blind": .string(blind),
            ])
        return [drawn, received]
    }

    mutating func screening() -> [StreamEvent] {
        let unit = ConcentrationUnit(raw("unit"))
        if unit == nil, table.unit("value").flatMap({ ConcentrationUnit($0) }) == nil {
            reject(
                .unitUnfit, "unit", "「\(raw("unit"))」不是含量单位", "\(raw("unit")) is not a unit of concentration",
                hint: "请填 mg/kg 或 μg/kg")
        }
        return [
            event(
                "screened", at: moment("at"),
                [
                    "sample": .string(code("sample")), "element": .string(word("element")),
                    "value": .string(reading("value", unit: unit)), "unit": "mg/kg",
                    "instrument": .string(code("instrument")),
                ])
        ]
    }

    mutating func reinspection() -> [StreamEvent] {
        let number = code("reinspection")
        let sample = code("sample")
        let toldAt = moment("told_at")
        let appliedAt = moment("applied_at")
        let accepted = word("accepted") == "true"
        let applied = event(
            "reinspection_applied", at: appliedAt,
            [
                "reinspection": .string(number), "sample": .string(sample), "report": .string(code("report")),
                "applicant": .string(text("applicant")), "told_at": .string(toldAt), "accepted": .bool(accepted),
                "working_days": .integer(Self.workingDays(from: toldAt, to: appliedAt)),
                "lab": .string(accepted ? code("lab") : optionalCode("lab") ?? ""),
            ])
        guard let report = optionalCode("new_report") else { return [applied] }
        let reported = event(
            "reinspection_reported", at: moment("issued_at"),
            [
                "reinspection": .string(number), "sample": .string(sample), "report": .string(report),
                "item": .string(word("item")), "value": .string(reading("value")), "method": .string(text("method")),
                "lod": .string(reading("lod")),
            ])
        return [applied, reported]
    }

    /// Working days after the day of the result, up to and with the day of the application (State Council calendar).
    private static func workingDays(from start: String, to end: String) -> Int64 {
        guard let start = Timestamp(rfc3339: start), let end = Timestamp(rfc3339: end) else { return 0 }
        return Int64(WorkingCalendar.china.workingDays(from: start.chinaDate, to: end.chinaDate))
    }
}
