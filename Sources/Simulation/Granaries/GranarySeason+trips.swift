import Rules

extension GranarySeason {
    /// Where a lot goes.
    private enum Purpose: String { case sale, transfer, disposal }

    /// Sends lots off: compliant grain to a mill after a test, the rest to disposal or to the next granary; some stays.
    mutating func sendOff(_ lots: [Int]) {
        for lot in lots {
            let choice = draws.number(below: 10)
            switch batches[lot].grainClass {
            case .a:
                drawBulkSample(lot)
                if choice < 7 { sell(lot) }
            case .d where choice < 3 && season.granaries > 1: transfer(lot)
            default: if choice < 7 { dispose(lot) }
            }
        }
    }

    private mutating func drawBulkSample(_ lot: Int) {
        let (slip, sample, report) = (next("KY"), next("KC"), next("BG"))
        let batch = batches[lot]
        let whole = batch.grams(in: place(.a))
        let value = "0.\(padded(Int(draws.number(in: 6...18)), 2))"
        batches[lot].move(2_000, from: place(.a), to: "sample")
        log.tell(.drawBulk, "bulk_sampled") {
            var words = Words()
            words.say("slip", slip)
            words.say("sample", sample)
            words.say("batch", batch.code)
            words.say("bin", bin(.a))
            words.say("reason", "出库前检验")
            words.say("represented_g", whole)
            words.say("grams", 2_000)
            return words
        }
        log.tell(.receiveBulk, "sample_received") { received(sample, blind: "\(sample)S") }
        log.tell(.reportBulk, "report_issued") { reported(report, sample, [line("Cd", value, "GB 5009.15-2023", nil)]) }
    }

    private mutating func sell(_ lot: Int) {
        let part = batches[lot].grams(in: place(.a)) * 6 / 10
        let mill = Registers.organization(.mill, in: county)
        _ = drive(lot, part, .sale, to: mill, plan: nil)
    }

    private mutating func transfer(_ lot: Int) {
        let grams = batches[lot].grams(in: place(.d))
        let neighbour = (number + 1) % season.granaries
        let towns = TownshipCode.known
        let county = towns[neighbour % towns.count].county
        _ = drive(lot, grams, .transfer, to: Registers.granary(neighbour, in: county), plan: nil)
    }

    private mutating func dispose(_ lot: Int) {
        let plan = next("CZ")
        let batch = batches[lot]
        let planned = batch.grams(in: place(.of(batch.grainClass)))
        let facility = Registers.organization(.facility, in: county)
        log.tell(.plan, "disposal_planned") {
            var words = Words()
            words.say("plan", plan)
            words.say("batch", batch.code)
            words.say("use_class", 3)
            words.say("facility", facility)
            words.say("approver", "批准人")
            words.say("grams", planned)
            words.say("until", "\(season.year + 1)-06-30")
            return words
        }
        let received = drive(lot, planned, .disposal, to: facility, plan: plan)
        guard received > 0 else { return }
        process(lot, plan, received, at: "facility:\(facility)")
    }

    private mutating func process(_ lot: Int, _ plan: String, _ input: Int64, at yard: String) {
        let (number, certificate) = (next("JG"), next("ZM"))
        let (product, residue) = (input * 34 / 100, input * 51 / 100)
        batches[lot].move(product, from: yard, to: "product")
        batches[lot].move(residue, from: yard, to: "residue")
        batches[lot].move(input - product - residue, from: yard, to: "process-loss")
        log.tell(.process, "processed") {
            var words = Words()
            words.say("process", number)
            words.say("plan", plan)
            words.say("input_g", input)
            words.say("product", "工业酒精")
            words.say("product_g", product)
            words.say("residue", "酒糟")
            words.say("residue_g", residue)
            words.say("residue_to", "焚烧")
            words.say("loss_g", input - product - residue)
            return words
        }
        log.tell(.certify, "disposal_certified") {
            var words = Words()
            words.say("plan", plan)
            words.say("certificate", certificate)
            return words
        }
    }

    /// Drives grain of a lot away, truck by truck.
    ///
    /// - Returns: grams that were received.
    private mutating func drive(_ lot: Int, _ grams: Int64, _ purpose: Purpose, to consignee: String, plan: String?)
        -> Int64
    {
        var rest = grams
        var received: Int64 = 0
        // What is too little for a trip stays where it is.
        while rest >= 1_000_000 {
            let load = min(rest, 24_000_000 + Self.interval * draws.number(in: 0...300))
            rest -= load
            received += drive(load, of: lot, purpose, to: consignee, plan: plan)
        }
        return received
    }

    private mutating func drive(
        _ load: Int64, of lot: Int, _ purpose: Purpose, to consignee: String, plan: String?
    ) -> Int64 {
        manifestCount += 1
        let manifest = "\(season.year)4309\(padded(manifestsBefore + manifestCount, 6))"
        let home = Bin.of(batches[lot].grainClass)
        let batch = batches[lot].code
        log.tell(.depart, "dispatched") { dispatched(manifest, purpose, batch, home, consignee, plan, load) }
        log.tell(.arrive, "arrived") { named(manifest) }
        if purpose != .transfer, draws.isOne(in: 30) {
            log.tell(.confirm, "manifest_refused") { named(manifest, ("reason", "封签与联单不符")) }
            log.tell(.comeBack, "manifest_returned") {
                weighed(named(manifest), scale, load, ("bin", bin(home)))
            }
            return 0
        }
        let isOdd = draws.isOne(in: 40)
        let weight = load + Self.interval * (isOdd ? -10 : draws.number(in: -1...1))
        arrive(lot, purpose, consignee, (manifest, home), load, weight, isOdd)
        return weight
    }

    private mutating func arrive(
        _ lot: Int, _ purpose: Purpose, _ consignee: String, _ trip: (manifest: String, home: Bin), _ load: Int64,
        _ weight: Int64, _ isOdd: Bool
    ) {
        let home = place(trip.home)
        batches[lot].move(load - weight, from: home, to: "difference")
        var words = named(trip.manifest, ("result", isOdd ? "difference" : "accepted"))
        var scale = "DS-\(consignee)"
        switch purpose {
        case .sale: batches[lot].move(weight, from: home, to: "sold:\(consignee)")
        case .disposal: batches[lot].move(weight, from: home, to: "facility:\(consignee)")
        case .transfer:
            scale = "DS-\(padded((number + 1) % season.granaries, 5))-1"
            let bin = "\(consignee)001\(padded(Bin.received.rawValue, 4))"
            var received = SimulatedBatch(
                code: next("R"), grainClass: batches[lot].grainClass, parcels: batches[lot].parcels)
            batches[lot].move(weight, from: home, to: "into:\(received.code)")
            received.move(weight, from: "from:\(batches[lot].code)", to: "bin:\(bin)")
            words.say("to_batch", received.code)
            words.say("to_bin", bin)
            batches.append(received)
        }
        log.tell(.confirm, "manifest_confirmed") { weighed(words, scale, weight) }
    }

    private func named(_ manifest: String, _ more: (String, String)...) -> Words {
        var words = Words()
        words.say("manifest", manifest)
        for (name, value) in more { words.say(name, value) }
        return words
    }

    private func weighed(_ words: Words, _ scale: String, _ net: Int64, _ more: (String, String)...) -> Words {
        var words = words
        words.say("scale", scale)
        words.say("gross_g", net + 14_000_000)
        words.say("tare_g", 14_000_000)
        for (name, value) in more { words.say(name, value) }
        return words
    }

    private func dispatched(
        _ manifest: String, _ purpose: Purpose, _ batch: String, _ home: Bin, _ consignee: String, _ plan: String?,
        _ load: Int64
    ) -> Words {
        var papers = Words()
        for paper in ["contract", "invoice", "undertaking", "report"] { papers.say(paper, true) }
        var words = named(manifest, ("type", purpose.rawValue), ("batch", batch))
        if let plan { words.say("plan", plan) } else { words.sayNone("plan") }
        words.say("from_bin", bin(home))
        words.say("to_org", consignee)
        words.say("carrier", Registers.organization(.carrier, in: county))
        words.say("plate", "湘H\(padded(manifestCount % 10_000, 4))F")
        words.say("driver", "驾驶员")
        words.say("route", "模拟路线")
        words.say("seals", "QF\(manifest)")
        words.say("papers", papers)
        words.say(
            "notified_at", Phase.plan.time(year: season.year, granary: number, of: season.granaries, index: 0, of: 1))
        return weighed(words, scale, load)
    }
}
