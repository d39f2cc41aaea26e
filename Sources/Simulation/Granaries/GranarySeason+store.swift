import Rules

extension GranarySeason {
    /// Weighs the trucks in; every tenth comes before the reports are there and waits in quarantine.
    ///
    /// - Returns: numbers of the batches whose class is known, each in the bin of its class.
    mutating func takeIn() -> [Int] {
        var settled: [Int] = []
        for index in 0..<share(of: season.trucks) {
            let first = Int(draws.number(below: Int64(parcels.count)))
            let net = 4_000_000 + Self.interval * draws.number(in: 0...1200)
            var sources = [(parcel: parcels[first], grams: net)]
            if parcels.count > 1, draws.isOne(in: 8) {
                let part = net / 3
                sources = [(parcels[first], net - part), (parcels[(first + 1) % parcels.count], part)]
            }
            let grainClass = sources.map(\.parcel.grainClass).max() ?? .pending
            let isEarly = index % 10 == 0
            let bin = isEarly ? Bin.waiting : .of(grainClass)
            var batch = SimulatedBatch(
                code: next("W"), grainClass: grainClass, parcels: Set(sources.map(\.parcel.code)))
            let ticket = next("JJ")
            batch.move(net, from: "paddy", to: place(bin))
            log.tell(isEarly ? .earlyIntake : .intake, "weighed_in") {
                weighedIn(ticket, batch.code, net, sources, bin)
            }
            if isEarly, grainClass != .pending { moveToItsBin(&batch, net) }
            if grainClass != .pending { settled.append(batches.count) }
            batches.append(batch)
        }
        return settled
    }

    func place(_ bin: Bin) -> String { "bin:\(self.bin(bin))" }

    private func weighedIn(
        _ ticket: String, _ batch: String, _ net: Int64, _ sources: [(parcel: Parcel, grams: Int64)], _ bin: Bin
    ) -> Words {
        var words = Words()
        words.say("ticket", ticket)
        words.say("granary", code)
        words.say("scale", scale)
        words.say("plate", "湘H\(padded(Int(net / Self.interval % 10_000), 4))Z")
        words.say("gross_g", net + 6_000_000)
        words.say("tare_g", 6_000_000)
        words.say("net_g", net)
        words.say("moisture", "16.5")
        words.say("impurity", "0.6")
        words.say("adjustment_g", -net / 50)
        words.say(
            "sources",
            objects: sources.map {
                var words = Words()
                words.say("parcel", $0.parcel.code)
                words.say("grams", $0.grams)
                return words
            })
        words.say("bin", self.bin(bin))
        words.say("batch", batch)
        words.say("witness", "监磅员")
        words.say("keeper", "保管员")
        return words
    }

    private mutating func moveToItsBin(_ batch: inout SimulatedBatch, _ grams: Int64) {
        let operation = next("ZY")
        let bin = Bin.of(batch.grainClass)
        let code = batch.code
        batch.move(grams, from: place(.waiting), to: place(bin))
        log.tell(.move, "batch_moved") {
            var words = Words()
            words.say("op", operation)
            words.say("batch", code)
            words.say("from_bin", self.bin(.waiting))
            words.say("to_bin", self.bin(bin))
            words.say("grams", grams)
            words.say("reason", "已判定，转入本级仓")
            return words
        }
    }

    /// Dries, merges and splits what lies in the bins.
    ///
    /// - Returns: numbers of the batches that are ready to leave.
    mutating func store(_ settled: [Int]) -> [Int] {
        for index in settled where !draws.isOne(in: 3) { dry(index) }
        var lots: [Int] = []
        for grainClass in [GrainClass.a, .b, .c, .d] {
            let alike = settled.filter { batches[$0].grainClass == grainClass }
            for start in stride(from: 0, to: alike.count, by: 12) {
                lots.append(merge(Array(alike[start..<min(start + 12, alike.count)]), grainClass))
            }
        }
        for lot in lots where batches[lot].grainClass != .a && draws.isOne(in: 4) { lots.append(split(lot)) }
        return lots
    }

    private mutating func dry(_ index: Int) {
        let operation = next("ZY")
        let batch = batches[index]
        let bin = Bin.of(batch.grainClass)
        let before = batch.grams(in: place(bin))
        let loss = before * draws.number(in: 15...60) / 1000
        batches[index].move(loss, from: place(bin), to: "loss:moisture")
        log.tell(.dry, "batch_reduced") {
            var words = Words()
            words.say("op", operation)
            words.say("batch", batch.code)
            words.say("bin", self.bin(bin))
            words.say("kind", "moisture")
            words.say("before_g", before)
            words.say("after_g", before - loss)
            words.say("reason", "烘干")
            return words
        }
    }

    private mutating func merge(_ parts: [Int], _ grainClass: GrainClass) -> Int {
        guard parts.count > 1 else { return parts[0] }
        let operation = next("ZY")
        let bin = Bin.of(grainClass)
        var whole = SimulatedBatch(
            code: next("H"), grainClass: grainClass,
            parcels: parts.reduce(into: []) { $0.formUnion(batches[$1].parcels) })
        var inputs: [Words] = []
        for part in parts {
            let grams = batches[part].grams(in: place(bin))
            inputs.append(holding(batches[part].code, bin, grams))
            batches[part].move(grams, from: place(bin), to: "into:\(whole.code)")
            whole.move(grams, from: "from:\(batches[part].code)", to: place(bin))
        }
        log.tell(.merge, "batches_merged") {
            var words = Words()
            words.say("op", operation)
            words.say("inputs", objects: inputs)
            words.say("output", holding(whole.code, bin, whole.grams(in: place(bin))))
            words.say("reason", "同仓同级并批")
            return words
        }
        batches.append(whole)
        return batches.count - 1
    }

    private func holding(_ batch: String, _ bin: Bin, _ grams: Int64) -> Words {
        var words = Words()
        words.say("batch", batch)
        words.say("bin", self.bin(bin))
        words.say("grams", grams)
        return words
    }

    private mutating func split(_ lot: Int) -> Int {
        let operation = next("ZY")
        let parent = batches[lot]
        let bin = Bin.of(parent.grainClass)
        let grams = parent.grams(in: place(bin)) / 3
        var part = SimulatedBatch(code: next("F"), grainClass: parent.grainClass, parcels: parent.parcels)
        batches[lot].move(grams, from: place(bin), to: "into:\(part.code)")
        part.move(grams, from: "from:\(parent.code)", to: place(bin))
        log.tell(.split, "batch_split") {
            var words = Words()
            words.say("op", operation)
            words.say("batch", parent.code)
            words.say("bin", self.bin(bin))
            words.say("grams", grams)
            words.say("new_batch", part.code)
            words.say("new_bin", self.bin(bin))
            words.say("reason", "分两家企业处置")
            return words
        }
        batches.append(part)
        return batches.count - 1
    }
}
