import Custody
import Operations
import Rules

extension BatchPage {
    /// Where the grain went, place by place and trip by trip.
    var journey: Markup {
        let trips = dossier.manifests.sorted { $0.departedAt < $1.departedAt }
        let table = Table(
            caption: visit.say(.journey),
            columns: [
                .init(Markup(text: visit.say(.manifest))), .init(Markup(text: visit.say(.to))),
                .init(Markup(text: visit.say(.departed))), .init(Markup(text: visit.say(.arrived))),
                .init("\(visit.say(.loaded)) (\(visit.say(.tonne)))", number: true),
                .init("\(visit.say(.received)) (\(visit.say(.tonne)))", number: true),
                .init("\(visit.say(.difference)) (\(visit.say(.kilogram)))", number: true),
            ],
            rows: trips.map(row), empty: visit.say(.noTrips), isCaptionHidden: true)
        let flow = JourneyFlow(dossier: dossier, sources: up.sources, names: names, wording: wording)
        return lying + flow.figure + table.markup + plans
    }

    private func row(_ trip: Manifest) -> [Markup] {
        let difference = trip.differenceGrams.map { grams -> Markup in
            let text = wording.kilograms(grams.value)
            let allowed = trip.toleranceGrams.map { " (±\(wording.kilograms($0.value)))" } ?? ""
            return trip.differsBeyondTolerance
                ? "<strong>\(text)</strong>\(allowed) \(wording.tag("bad", visit.say(.beyond)))" : "\(text)\(allowed)"
        }
        return [
            "\(Links.link(.manifests, trip.code.text)) \(wording.tag(state: trip.state.rawValue))",
            Links.link(.organizations, trip.consignee.text, names.organization(trip.consignee.text)),
            wording.time(trip.departedAt), trip.arrivedAt.map(wording.time) ?? "—",
            Markup(text: wording.tonnes(trip.loadedGrams.value)),
            trip.receivedGrams.map { Markup(text: wording.tonnes($0.value)) } ?? "—", difference ?? "—",
        ]
    }

    private var lying: Markup {
        let held = batch.ledger.filter { $0.key.isStock && $0.value > .zero }.sorted {
            $0.key.rawValue < $1.key.rawValue
        }
        guard !held.isEmpty else { return "<p>\(visit.say(.nothingLeft))</p>" }
        return
            "<ul>\(held.map { place, grams -> Markup in "<li>\(names.place(place, wording)) <strong>\(wording.mass(grams.value))</strong></li>" })</ul>"
    }

    private var plans: Markup {
        guard !dossier.disposals.isEmpty else { return .nothing }
        return dossier.disposals.map { plan -> Markup in
            """
            <h3>\(Links.link(.disposals, plan.code.text)) \(wording.word("use-class", "\(plan.useClass)")) · \
            \(names.organization(plan.facility.text))</h3><p>\(visit.say(.planned)) \(wording.mass(plan.plannedGrams.value)) · \
            \(visit.say(.received)) \(wording.mass(plan.receivedGrams.value)) · \(visit.say(.processed)) \
            \(wording.mass(plan.processedGrams.value)) · \(visit.say(.certificate)) \(plan.certificate ?? "—")</p>
            """
        }.joined()
    }

    /// Samples of the batch and its parcels, with their reports.
    var tests: Markup {
        let bySample = Dictionary(grouping: dossier.reports, by: \.sample)
        return Table(
            caption: visit.say(.tests),
            columns: [
                .init(Markup(text: visit.say(.sample))), .init(Markup(text: visit.say(.verdict))),
                .init(Markup(text: visit.say(.sampleOf))), .init(Markup(text: visit.say(.collected))),
                .init(Markup(text: visit.say(.report))), .init("Cd (mg/kg)", number: true),
            ],
            rows: dossier.samples.map { sample in
                let reports = bySample[sample.code] ?? []
                let values = reports.compactMap { $0.lines.first { $0.item == .cadmium }?.value }
                return [
                    Links.link(.samples, sample.code.text), wording.badge(sample.verdict.grainClass), subject(sample),
                    wording.time(sample.collectedAt),
                    reports.map { Links.link(.reports, $0.code.text) }.joined(" "),
                    Markup(text: values.isEmpty ? "—" : values.joined(separator: " / ")),
                ]
            }, empty: visit.say(.noSamples), isCaptionHidden: true
        ).markup
    }

    private func subject(_ sample: Sample) -> Markup {
        switch sample.subject {
        case .parcel(let parcel): Links.link(.parcels, parcel.text)
        case .batch(let batch, _, let isWhole):
            "\(Links.link(.batches, batch.text)) \(isWhole ? wording.tag("plain", visit.say(.wholeMass)) : .nothing)"
        }
    }
}

/// What happened to a batch, in order of time; late records stand where the thing happened.
struct BatchTimeline {
    /// The page.
    let page: BatchPage

    /// The list.
    var markup: Markup {
        var seen: Set<String> = []
        let late = page.dossier.enteredAfterwards
        var entries: [(Timestamp, String, Markup)] = page.dossier.movements.compactMap { movement in
            guard seen.insert("\(movement.record)").inserted, let at = Timestamp(rfc3339: movement.occurredAt) else {
                return nil
            }
            let legs = page.dossier.movements.filter { $0.record == movement.record && $0.grams > 0 }
            let words = legs.map { leg -> Markup in
                "\(page.names.place(Place(rawValue: leg.place), page.wording)) \(page.wording.mass(leg.grams))"
            }
            let look = movement.kind.hasPrefix("manifest") ? "trip" : ""
            let tag =
                late.contains(movement.record) ? page.wording.tag("grey", page.visit.say(.enteredAfterwards)) : .nothing
            return (at, look, "<strong>\(page.wording.word("act", movement.kind))</strong> \(words.joined("、")) \(tag)")
        }
        entries += page.batch.history.map { change in
            (
                change.at, "change",
                "\(page.visit.say(.classBecame)) \(page.wording.badge(change.grainClass)) <span class=\"soft\">\(change.because)</span>"
            )
        }
        entries += page.dossier.reports.filter { report in
            page.dossier.samples.contains { sample in
                if case .batch(let batch, _, _) = sample.subject {
                    return batch == page.batch.code && sample.code == report.sample
                }
                return false
            }
        }.map { report in
            (
                report.issuedAt, "test",
                "\(page.visit.say(.report)) \(Links.link(.reports, report.code.text)) \(page.wording.badge(report.verdict.grainClass))"
            )
        }
        let sorted = entries.enumerated().sorted {
            $0.element.0 == $1.element.0 ? $0.offset < $1.offset : $0.element.0 < $1.element.0
        }
        return
            "<ol class=\"timeline\">\(sorted.map { "<li class=\"\($0.element.1)\">\(page.wording.time($0.element.0))\($0.element.2)</li>" as Markup })</ol>"
    }
}
