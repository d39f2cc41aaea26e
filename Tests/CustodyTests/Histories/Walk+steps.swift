import Custody
import Rules

extension Walk {
    /// One step: an act of a kind drawn by weight, by who may do it or by anybody.
    mutating func step() {
        now = now.adding(minutes: random.number(1...9))
        let (body, actor, persons) = draw()
        if random.once(in: 40) {
            let strangers: [Actor.Role] = [.station, .carrier, .auditor, .granary]
            let role = random.one(of: strangers) ?? .auditor
            return submit(body, as: Actor(name: "stranger", organization: "nobody", role: role, region: "4301"))
        }
        submit(body, as: actor, by: persons)
    }

    /// Kinds by weight.
    private static let weights: [(String, Int)] = [
        ("register", 3), ("collect", 4), ("bulk", 7), ("receive", 11), ("screen", 1), ("run", 1), ("report", 13),
        ("apply", 2), ("reinspect", 3), ("propose", 4), ("rule", 4), ("take", 11), ("move", 12), ("merge", 8),
        ("split", 5), ("reduce", 2), ("count", 3), ("correct", 2), ("dispatch", 12), ("arrive", 3), ("confirm", 9),
        ("refuse", 2), ("return", 4), ("explain", 6), ("plan", 5), ("process", 5), ("retreat", 3), ("certify", 3),
        ("void", 2), ("withdraw", 3), ("correct-receipt", 3), ("correct-sample", 3), ("urge", 2),
    ]
    private static let kinds = weights.flatMap { Array(repeating: $0.0, count: $0.1) }

    private mutating func draw() -> (any ActBody, Actor, Persons) {
        var actor = World.clerk
        var persons = World.everybody
        let body: any ActBody
        switch random.one(of: Self.kinds) ?? "" {
        case "register": body = register()
        case "collect": body = collect()
        case "bulk": body = bulk()
        case "receive": body = receive()
        case "screen": body = screen()
        case "run": body = run()
        case "report":
            body = report()
            if random.once(in: 20) { persons[.reviewer] = persons[.approver] }
        case "apply": body = apply()
        case "reinspect": body = reinspect()
        case "propose":
            body = propose()
            actor = World.officer(random.once(in: 2) ? "first" : "second")
        case "rule":
            body = rule()
            actor = World.officer(random.once(in: 2) ? "first" : "second")
        case "plan":
            body = plan()
            if random.once(in: 10) { persons[.compiler] = persons[.approver] }
        case "process": body = process()
        case "retreat": body = retreat()
        case "certify": body = certify()
        case "withdraw": body = withdraw()
        case "urge": body = urge()
        case let kind: body = drawGrain(kind)
        }
        return (body, actor, persons)
    }

    private mutating func drawGrain(_ kind: String) -> any ActBody {
        switch kind {
        case "take": take()
        case "move": move()
        case "merge": merge()
        case "split": split()
        case "reduce": reduce()
        case "count": count()
        case "correct": correct()
        case "dispatch": dispatch()
        case "arrive": RecordArrival(manifest: trip())
        case "confirm": confirm()
        case "refuse": RefuseManifest(manifest: trip(), reason: "seal")
        case "return": giveBack()
        case "void": void()
        case "correct-receipt": correctReceipt()
        case "correct-sample": correctSample()
        default: explain()
        }
    }

    /// Notes what an accepted act brought into being.
    mutating func note(_ fact: Fact) {
        switch fact.act.body {
        case let act as RegisterParcel where !parcels.contains(act.parcel.code): parcels.append(act.parcel.code)
        case let act as CollectSample: samples.append(act.sample)
        case let act as DrawBulkSample: samples.append(act.sample)
        case let act as IssueReport: reports.append(act.report)
        case let act as ApplyForReinspection: disputes.append(act.reinspection)
        case let act as ProposeRuling: rulings.append((act.number, act.batch))
        case let act as TakeIn: batches.append(act.batch)
        case let act as MergeBatches: batches.append(act.batch)
        case let act as SplitBatch: batches.append(act.newBatch)
        case let act as Dispatch: manifests.append(act.manifest)
        case let act as PlanDisposal: plans.append(act.disposal)
        case let act as ConfirmManifest:
            if let batch = act.batch, book.batches[batch] != nil { batches.append(batch) }
            frozen.append((act.manifest.text, book.manifests[act.manifest]?.batch ?? ""))
        case let act as ReturnManifest:
            frozen.append((act.manifest.text, book.manifests[act.manifest]?.batch ?? ""))
        case let act as CorrectReceipt:
            frozen.append((act.manifest.text, book.manifests[act.manifest]?.batch ?? ""))
        case let act as TakeStock: frozen.append((act.operation, act.batch))
        default: break
        }
    }

    /// One of the last of these; the older ones seldom.
    mutating func late<Element>(_ elements: [Element]) -> Element? {
        if elements.count > 24, !random.once(in: 8) { return random.one(of: Array(elements.suffix(24))) }
        return random.one(of: elements)
    }

    /// A new code, or rarely one that is taken.
    mutating func code(_ letter: String) -> String {
        if random.once(in: 60) { return "\(letter)\(made / 2)" }
        made += 1
        return "\(letter)\(made)"
    }
}
