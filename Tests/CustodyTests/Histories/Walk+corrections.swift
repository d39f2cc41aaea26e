import Custody
import Rules

extension Walk {
    mutating func void() -> VoidManifest {
        let fresh = manifests.suffix(30).filter { book.manifests[$0]?.state == .departed }
        let code = (random.once(in: 5) ? trip() : random.one(of: Array(fresh))) ?? trip()
        return VoidManifest(
            manifest: code, bin: random.once(in: 3) ? fitting(book.manifests[code]?.batch ?? "none") : nil,
            reason: random.once(in: 12) ? "" : "never left")
    }

    /// Mostly of a trip received a short while ago, whose grain may still lie where it came to.
    mutating func correctReceipt() -> CorrectReceipt {
        let received = manifests.suffix(60).filter { book.manifests[$0]?.state == .accepted }
        let code = (random.once(in: 8) ? trip() : late(Array(received.suffix(8)))) ?? trip()
        let known = book.manifests[code]
        let net = max(1, (known?.receivedGrams?.value ?? 1_000) + random.number(-600...600) / 10 * 10)
        return CorrectReceipt(
            manifest: code, scale: known?.purpose == .disposal ? "scale-F" : "scale-H", grossGrams: Grams(net + 5_000),
            tareGrams: Grams(5_000), differenceReason: random.once(in: 3) ? "rain" : nil,
            reason: random.once(in: 12) ? "" : "typing error")
    }

    mutating func correctSample() -> CorrectSample {
        let waiting = samples.suffix(100).filter { book.samples[$0]?.state == .collected }
        let sample = (random.once(in: 8) ? late(samples) : random.one(of: waiting)) ?? "none"
        var parcel = late(parcels)
        if random.once(in: 2), case .parcel(let known)? = book.samples[sample]?.subject { parcel = known }
        let collected = book.samples[sample]?.collectedAt ?? now
        return CorrectSample(
            sample: sample, parcel: parcel ?? "nowhere",
            collectedAt: random.once(in: 20)
                ? now.adding(minutes: 1) : collected.adding(minutes: -random.number(0...9)),
            task: "", pattern: "", points: 5, grams: Grams(1_000), seal: "2",
            reason: random.once(in: 12) ? "" : "wrong parcel")
    }

    mutating func urge() -> UrgeDeadline {
        let lines = DeadlineList(of: book, asOf: now).lines
        let line = random.once(in: 4) ? lines.last : lines.first { $0.isOverdue }
        let batch: BatchCode? =
            switch line?.matter {
            case .liesWrong, .unexplained: line.map { BatchCode($0.batch) }
            default: random.once(in: 6) ? "none" : nil
            }
        return UrgeDeadline(
            matter: line?.matter ?? .handover, subject: line?.subject ?? "none", batch: batch,
            until: now.chinaDate.adding(days: random.once(in: 10) ? -1 : 2))
    }

    mutating func withdraw() -> WithdrawDisposal {
        let unused = plans.suffix(60).filter {
            book.disposals[$0].map { $0.isOpen && $0.dispatchedGrams == .zero } ?? false
        }
        return WithdrawDisposal(
            disposal: (random.once(in: 5) ? late(plans) : random.one(of: Array(unused))) ?? late(plans) ?? "none",
            reason: random.once(in: 12) ? "" : "no licence")
    }
}
