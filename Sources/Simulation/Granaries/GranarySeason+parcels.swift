import Rules

extension GranarySeason {
    private static let method = "GB 5009.268-2016"

    mutating func tellRegisters() {
        let year = season.year
        log.tell(.register, "organization_registered") {
            Registers.words(code, .granary, county: county, name: "模拟\(number + 1)号库", year: year)
        }
        log.tell(.register, "scale_registered") { Registers.scale(scale, owner: code, year: year) }
        // Room for all that this granary and the one before it take in.
        let capacity = Int64(season.trucks / season.granaries + 2) * 120_000_000
        for bin in Bin.allCases {
            log.tell(.register, "bin_registered") {
                var words = Words()
                words.say("bin", self.bin(bin))
                words.say("granary", code)
                words.say("name", "\(bin.rawValue)号仓")
                words.say("kind", "平房仓")
                words.say("use", bin.use)
                words.say("capacity_g", capacity)
                return words
            }
        }
    }

    /// Registers, samples and tests the parcels of the granary.
    mutating func testParcels() {
        let towns = TownshipCode.known.count
        for index in 0..<share(of: season.parcels) {
            let serial = number / towns * largestShare + index + 1
            let sample = "LT\(short)-\(padded(number, 5))-\(padded(index + 1, 5))"
            let content = FieldCadmium.draw(county: county, &draws)
            let isRefused = draws.isOne(in: 40)
            parcels.append(
                Parcel(
                    code: township + padded(serial, 5), sample: sample,
                    blind: isRefused ? "" : "\(short)N\(padded(number, 5))\(padded(index + 1, 3))", content: content,
                    grainClass: isRefused ? .pending : FieldCadmium.grainClass(of: content)))
            tellParcel(parcels[index], index)
        }
        let tested = parcels.filter { !$0.blind.isEmpty }
        for start in stride(from: 0, to: tested.count, by: 20) {
            measure(Array(tested[start..<min(start + 20, tested.count)]))
        }
    }

    private var largestShare: Int { (season.parcels + season.granaries - 1) / season.granaries }

    private mutating func tellParcel(_ parcel: Parcel, _ index: Int) {
        let acidity = draws.number(in: 560...640)
        let soil = draws.number(in: 410...1500)
        let area = draws.number(in: 8...44)
        log.tell(.register, "parcel_registered") {
            var words = Words()
            words.say("parcel", parcel.code)
            words.say("township", township)
            words.say("village", "模拟村\(index % 20 + 1)组")
            words.say("area_mu", String(area))
            words.say("farmland_class", "safe-use")
            words.say("lon", "112.\(padded(index * 37 % 1000, 3))")
            words.say("lat", "28.\(padded(number * 53 % 1000, 3))")
            words.say("soil_ph", "\(acidity / 100).\(padded(Int(acidity % 100), 2))")
            words.say("soil_cd", "\(soil / 1000).\(padded(Int(soil % 1000), 3))")
            return words
        }
        log.tell(.collect, "sample_collected") {
            var words = Words()
            words.say("sample", parcel.sample)
            words.say("parcel", parcel.code)
            words.say("task", "RW\(season.year)-\(county)")
            words.say("pattern", "S形")
            words.say("points", 10)
            words.say("weight_g", 1500)
            words.say("seal", "FY\(parcel.sample)")
            return words
        }
        log.tell(.receive, "sample_received") { received(parcel.sample, blind: parcel.blind) }
    }

    /// The words of a sample's receipt; without a blind code it was refused.
    func received(_ sample: String, blind: String) -> Words {
        var words = Words()
        words.say("sample", sample)
        words.say("lab", station)
        words.say("seal_state", blind.isEmpty ? "broken" : "intact")
        words.say("result", blind.isEmpty ? "refused" : "accepted")
        words.say("reason", blind.isEmpty ? "封签破损" : "")
        words.say("blind", blind)
        return words
    }

    /// One run of the instrument with its quality control, and the reports made from it.
    private mutating func measure(_ tested: [Parcel]) {
        let run = next("YP")
        var rows = [row("试剂空白", "试剂空白", ["Cd": ["0.0011"], "Pb": ["<0.01"], "As": ["<0.002"]])]
        var reference = row("标准物质", "标准物质", ["Cd": ["0.318", "0.321", "0.319"]])
        reference.say("certified", "Cd 0.32±0.03 mg/kg")
        rows.append(reference)
        for (index, parcel) in tested.enumerated() {
            let values: [(item: String, readings: [NanogramsPerKilogram])] = [
                ("Cd", FieldCadmium.readings(of: parcel.content, &draws)),
                ("Pb", FieldCadmium.readings(of: draws.number(in: 60_000...120_000), &draws)),
                ("As", FieldCadmium.readings(of: draws.number(in: 60_000...300_000), &draws)),
            ]
            let readings = Dictionary(
                uniqueKeysWithValues: values.map { ($0.item, $0.readings.map(\.milligramsText)) })
            rows.append(row(parcel.blind, "样品", readings))
            if index.isMultiple(of: 10) { rows.append(row(parcel.blind, "平行样", readings)) }
            let lines = values.map {
                line($0.item, Rounding.printedMean(of: $0.readings, method: Self.method), Self.method, run)
            }
            let report = next("BG")
            log.tell(.report, "report_issued") { reported(report, parcel.sample, lines) }
        }
        log.tell(.measure, "run_measured") {
            var words = Words()
            words.say("run", run)
            words.say("lab", station)
            words.say("unit", "mg/kg")
            words.say("rows", objects: rows)
            return words
        }
    }

    private func row(_ name: String, _ type: String, _ readings: [String: [String]]) -> Words {
        var words = Words()
        words.say("name", name)
        words.say("type", type)
        for (item, values) in readings.sorted(by: { $0.key < $1.key }) { words.say(item, values) }
        return words
    }

    /// The words of one line of a report.
    func line(_ item: String, _ value: String, _ method: String, _ run: String?) -> Words {
        var words = Words()
        words.say("item", item)
        words.say("value", value)
        words.say("method", method)
        words.say("lod", item == "Pb" ? "0.01" : "0.001")
        words.say("loq", item == "Pb" ? "0.03" : "0.003")
        if let run { words.say("run", run) }
        return words
    }

    /// The words of a report.
    func reported(_ report: String, _ sample: String, _ lines: [Words]) -> Words {
        var words = Words()
        words.say("report", report)
        words.say("sample", sample)
        words.say("lines", objects: lines)
        words.say("compiler", "编制人")
        words.say("reviewer", "审核人")
        words.say("approver", "批准人")
        words.sayNone("supersedes")
        return words
    }
}
