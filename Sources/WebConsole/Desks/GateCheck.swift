import Custody
import Operations
import Rules

/// Expected beside scanned: a truck whose plate, or whose grain, is not that of its manifest.
struct GateCheck {
    /// The trip.
    let trip: Manifest
    /// Plate as read at the gate; empty where nobody read it.
    let plate: String
    /// Batch of the tag on the grain; empty where nobody scanned it.
    let batch: String
    /// Names.
    let names: Names
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }

    /// Whether the tag on the grain is another batch's.
    var isAnotherBatch: Bool { !batch.isEmpty && batch != trip.batch.text }
    private var isAnotherPlate: Bool { !plate.isEmpty && trip.plate.map { $0 != plate } ?? false }

    /// The card.
    var markup: Markup {
        let rows: [(String, Markup, Markup)] = [
            (wording.word("field", "plate"), Markup(text: trip.plate ?? "—"), scanned(plate, isAnotherPlate)),
            (visit.say(.batch), Links.link(.batches, trip.batch.text), scanned(batch, isAnotherBatch)),
            (visit.say(.grainClass), wording.badge(trip.grainClass), .nothing),
            (
                visit.say(.loaded),
                "<span class=\"result\">\(wording.kilograms(trip.loadedGrams.value))</span> \(visit.say(.kilogram))",
                .nothing
            ),
            (
                visit.say(.road),
                "\(names.organization(trip.consignor.text)) → \(names.organization(trip.consignee.text))", .nothing
            ),
            (
                visit.say(.checkPapers),
                wording.tag(
                    trip.papers.areComplete ? "good" : trip.grainClass.isOverLimit ? "bad" : "plain",
                    visit.say(trip.papers.areComplete ? .complete : .incomplete)), .nothing
            ),
            (
                visit.say(.state), "\(wording.tag(state: trip.state.rawValue)) \(wording.time(trip.departedAt))",
                .nothing
            ),
        ]
        let table = Table(
            caption: visit.say(.expectedAndScanned),
            columns: [
                .init(Markup(text: visit.say(.particulars))), .init(Markup(text: visit.say(.expected))),
                .init(Markup(text: visit.say(.scanned))),
            ],
            rows: rows.map { [Markup(text: $0.0), $0.1, $0.2] }, isCaptionHidden: true)
        return alarm + table.markup
    }

    private var alarm: Markup {
        if isAnotherBatch {
            return """
                <p class="notice bad" role="alert"><strong>\(visit.say(.anotherBatch))</strong> \(visit.say(.anotherBatchWhatNow))</p>
                """
        }
        return isAnotherPlate
            ? "<p class=\"notice\" role=\"alert\"><strong>\(visit.say(.anotherPlate))</strong> \(visit.say(.anotherPlateWhatNow))</p>"
            : .nothing
    }

    private func scanned(_ text: String, _ differs: Bool) -> Markup {
        if text.isEmpty { return "<span class=\"soft\">\(visit.say(.notScanned))</span>" }
        return "\(text) \(wording.tag(differs ? "bad" : "good", visit.say(differs ? .isDifferent : .isSame)))"
    }
}

/// What the keys do at a desk; shown where a script takes them.
struct DeskKeys {
    /// Who works there.
    let visit: Visit

    /// The line.
    var markup: Markup { "<p class=\"keys\" data-keys hidden>\(visit.say(.deskKeys))</p>" }
}
