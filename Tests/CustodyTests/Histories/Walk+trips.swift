import Custody
import Rules

extension Walk {
    /// A trip, mostly one that is open.
    mutating func trip() -> ManifestCode {
        let open = manifests.suffix(100).filter { [.departed, .arrived].contains(book.manifests[$0]?.state) }
        return (random.once(in: 10) ? late(manifests) : random.one(of: open)) ?? late(manifests) ?? "none"
    }

    mutating func dispatch() -> Dispatch {
        var held = holding()
        var plan: DisposalNumber?
        var (purpose, consignee) = (Manifest.Purpose.transfer, OrganizationCode("H"))
        let open = plans.suffix(100).filter {
            book.disposals[$0].map { $0.certificate == nil && $0.dispatchedGrams < $0.plannedGrams } ?? false
        }
        if random.once(in: 2), let chosen = random.one(of: open), let planned = book.disposals[chosen] {
            let lying = book.batches[planned.batch]?.ledger.filter { $0.key.kind == "bin" && $0.value > .zero } ?? [:]
            if let place = lying.min(by: { $0.key.code < $1.key.code }) {
                held = (
                    planned.batch, BinNumber(place.key.code),
                    min(place.value, planned.plannedGrams - planned.dispatchedGrams).value
                )
            }
            (plan, purpose, consignee) = (chosen, .disposal, planned.facility)
        } else if random.once(in: 2), let tested = tested(), let place = place(of: tested) {
            held = (tested, BinNumber(place.key.code), place.value.value)
            (purpose, consignee) = (.sale, "mill")
        } else if book.batches[held.batch]?.granary == "H" {
            consignee = "G"
        }
        if random.once(in: 12) { consignee = random.one(of: ["G", "H", "mill", "F", "gone", "lab", "nobody"]) ?? "G" }
        if random.once(in: 12) { purpose = random.one(of: [.disposal, .transfer, .sale]) ?? .sale }
        if random.once(in: 12) { plan = late(plans) }
        let papers = !random.once(in: 12)
        let net = part(of: held.grams).value
        return Dispatch(
            manifest: ManifestCode(code("M")), purpose: purpose, batch: held.batch, disposal: plan, bin: held.bin,
            consignee: consignee, carrier: random.once(in: 25) ? "lapsed" : "truck", plate: "", route: "", seals: "",
            papers: .init(contract: true, invoice: papers, undertaking: true, report: true),
            notifiedAt: random.once(in: 15) ? nil : random.once(in: 15) ? now.adding(minutes: 1) : now,
            scale: ScaleNumber("scale-G"), grossGrams: Grams(net + 5_000), tareGrams: Grams(5_000))
    }

    /// A compliant batch with a test of its own.
    private mutating func tested() -> BatchCode? {
        random.one(
            of: batches.suffix(100).filter { code in
                guard let batch = book.batches[code] else { return false }
                return batch.grainClass == .a && batch.testClass == .a && batch.inBins > .zero
            })
    }

    func place(of batch: BatchCode) -> (key: Place, value: Grams)? {
        book.batches[batch]?.ledger.filter { $0.key.kind == "bin" && $0.value > .zero }.min {
            $0.key.code < $1.key.code
        }
    }

    /// What the second scale reads: mostly what the first did, sometimes a little off, sometimes far.
    private mutating func weighed(_ loaded: Int64) -> Int64 {
        max(1, loaded + (random.one(of: [0, 0, 0, 10, -10, 20, -20, 30, -40, 50, -60, -500, 500]) ?? 0))
    }

    mutating func confirm() -> ConfirmManifest {
        let code = trip()
        let known = book.manifests[code]
        let net = weighed(known?.loadedGrams.value ?? 1_000)
        let grainClass = known.flatMap { book.batches[$0.batch]?.grainClass } ?? .pending
        let isTransfer = known?.purpose == .transfer && !random.once(in: 20)
        return ConfirmManifest(
            manifest: code, scale: known?.purpose == .disposal ? "scale-F" : "scale-H", grossGrams: Grams(net + 5_000),
            tareGrams: Grams(5_000), batch: isTransfer ? BatchCode(self.code("B")) : nil,
            bin: isTransfer ? fitting(grainClass, of: known?.consignee ?? "H") : nil,
            differenceReason: random.once(in: 3) ? "rain" : nil)
    }

    mutating func giveBack() -> ReturnManifest {
        let refused = manifests.suffix(100).filter { book.manifests[$0]?.state == .refused }
        let code = random.once(in: 15) ? trip() : random.one(of: refused) ?? trip()
        let known = book.manifests[code]
        let net = weighed(known?.loadedGrams.value ?? 1_000)
        return ReturnManifest(
            manifest: code, scale: "scale-G", grossGrams: Grams(net + 5_000), tareGrams: Grams(5_000),
            bin: fitting(known?.batch ?? "none"), differenceReason: random.once(in: 3) ? "rain" : nil)
    }

    mutating func explain() -> ExplainDifference {
        let open = frozen.suffix(60).filter { book.batches[$0.batch]?.frozenBy.contains($0.subject) == true }
        let known = random.once(in: 10) ? late(frozen) : random.one(of: Array(open)) ?? late(frozen)
        return ExplainDifference(
            subject: known?.subject ?? "none", batch: known?.batch ?? "none",
            reason: random.once(in: 20) ? "" : "spilt at the gate")
    }

    mutating func plan() -> PlanDisposal {
        let over = batches.suffix(60).filter { code in
            guard let batch = book.batches[code] else { return false }
            return batch.grainClass.isOverLimit && batch.disposal == nil && batch.stock > .zero
        }
        let batch = random.once(in: 6) ? holding().batch : random.one(of: Array(over)) ?? holding().batch
        let stock = book.batches[batch]?.stock.value ?? 1_000
        return PlanDisposal(
            disposal: DisposalNumber(code("P")), batch: batch,
            useClass: random.once(in: 15) ? 5 : Int(random.number(1...4)),
            facility: random.once(in: 15) ? "gone" : random.once(in: 20) ? "mill" : "F", grams: part(of: stock),
            contract: "c", until: random.once(in: 2) ? nil : now.adding(days: 9).chinaDate)
    }

    mutating func process() -> RecordProcessing {
        let waiting = plans.suffix(100).filter {
            book.disposals[$0].map { $0.receivedGrams > $0.processedGrams } ?? false
        }
        let code = random.once(in: 10) ? late(plans) : random.one(of: waiting) ?? late(plans)
        let plan = code.flatMap { book.disposals[$0] }
        let left = (plan?.receivedGrams ?? Grams(10)) - (plan?.processedGrams ?? .zero)
        let input = random.once(in: 20) ? left + Grams(1) : random.once(in: 3) ? Grams(left.value / 2 + 1) : left
        let (product, residue) = (Grams(input.value / 2), Grams(input.value / 4))
        let value = random.one(of: ["0.10", "0.20", "0.21", "1.0", "1.1"]) ?? "0.10"
        return RecordProcessing(
            number: self.code("Q"), disposal: code ?? "none", inputGrams: input, product: "rice", productGrams: product,
            residue: "bran", residueGrams: residue, residueTo: "kiln",
            lossGrams: input - product - residue + Grams(random.once(in: 20) ? 1 : 0), outputReport: "",
            outputValues: random.once(in: 4) ? [:] : ["Cd": value])
    }

    mutating func retreat() -> RetreatOutput {
        let failed = plans.suffix(100).flatMap { code in
            (book.disposals[code]?.processings ?? [])
                .filter { $0.outputVerdict != "pass" && $0.retreatment == nil }.map { (code, $0.number) }
        }
        let (plan, number) = random.one(of: failed) ?? (late(plans) ?? "none", "none")
        return RetreatOutput(
            disposal: plan, number: number, useClass: Int(random.number(2...4)),
            destination: random.once(in: 10) ? "" : "distillery")
    }

    mutating func certify() -> CertifyDisposal {
        let done = plans.suffix(100).filter {
            book.disposals[$0].map {
                $0.certificate == nil && $0.receivedGrams > .zero && $0.receivedGrams == $0.processedGrams
            }
                ?? false
        }
        return CertifyDisposal(
            disposal: (random.once(in: 6) ? late(plans) : random.one(of: done)) ?? late(plans) ?? "none",
            certificate: "c")
    }
}
