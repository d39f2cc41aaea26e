extension CellReader {
    mutating func intake() -> [StreamEvent] {
        let (gross, tare, net) = (grams("gross_g"), grams("tare_g"), grams("net_g"))
        let sources = sources()
        let adjustment = raw("adjustment_g").isEmpty ? 0 : grams("adjustment_g", mayBeNegative: true)
        if isGood { checkSums(gross: gross, tare: tare, net: net, sources: sources.map(\.grams)) }
        let tareAt = moment("tare_at")
        return [
            event(
                "weighed_in", at: tareAt,
                [
                    "ticket": .string(code("ticket")), "granary": .string(code("granary")),
                    "scale": .string(code("scale")), "plate": .string(code("plate")), "gross_g": .integer(gross),
                    "gross_at": .string(moment("gross_at")), "tare_g": .integer(tare), "tare_at": .string(tareAt),
                    "net_g": .integer(net), "moisture": .string(number("moisture")),
                    "impurity": .string(number("impurity")), "adjustment_g": .integer(adjustment),
                    "sources": .array(
                        sources.map { ["parcel": .string($0.parcel), "grams": .integer($0.grams)] }),
                    "bin": .string(code("bin")), "batch": .string(code("batch")), "witness": .string(text("witness")),
                    "keeper": .string(text("keeper")), "recorded_at": .string(moment("recorded_at")),
                ])
        ]
    }

    /// `parcel:mass;parcel:mass`; each mass in the unit of the head unless it brings its own.
    private mutating func sources() -> [(parcel: String, grams: Int64)] {
        let typed = TextFolding.folded(text("sources")).replacing("；", with: ";").replacing("：", with: ":")
        let unit = table.unit("sources").flatMap { MassUnit($0) }
        var sources: [(String, Int64)] = []
        for part in typed.split(separator: ";") where !TextFolding.trimmed(part).isEmpty {
            let pair = part.split(separator: ":", omittingEmptySubsequences: false).map { TextFolding.trimmed($0) }
            guard pair.count == 2, let mass = Mass.grams(pair[1], unit: unit) else {
                reject(
                    .notAMass, "sources", "「\(part)」不是「地块编码:数量」", "\(part) is not parcel:mass",
                    hint: "请写成 地块编码:数量;地块编码:数量")
                return []
            }
            let parcel = checkedCode(pair[0], "sources")
            if !parcel.isEmpty, parcel.count != 14 || !parcel.utf8.allSatisfy({ (48...57).contains($0) }) {
                reject(
                    .damagedCode, "sources", "「\(parcel)」不是 14 位地块编码", "\(parcel) is not a parcel code of 14 digits",
                    hint: "请在导出时把这一列设为文本，重新导出")
            }
            sources.append((parcel, mass))
        }
        return sources
    }

    /// Figures that contradict each other are read as they stand, for the book judges; but somebody is told.
    private mutating func checkSums(gross: Int64, tare: Int64, net: Int64, sources: [Int64]) {
        if gross - tare != net {
            note(
                .sumDiffers, "net_g", .warn, "毛重减皮重与净重相差 \(gross - tare - net) 克",
                "gross less tare differs from net by \(gross - tare - net) g", hint: "请核对检斤单")
        }
        let sum = sources.reduce(0, +)
        if sum != net {
            note(
                .sumDiffers, "sources", .warn, "来源数量之和与净重相差 \(sum - net) 克",
                "the sources differ from net by \(sum - net) g", hint: "请核对来源明细")
        }
    }
}
