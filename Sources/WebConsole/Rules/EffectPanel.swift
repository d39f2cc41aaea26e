import Custody
import Operations
import Rules

/// What another edition of the limits would make of a season: a question, how many it concerns, and which.
struct EffectPanel {
    /// What was reckoned.
    let effect: EditionEffect
    /// Who asks.
    let visit: Visit

    private var wording: Wording { visit.wording }
    /// Rows on the page; the whole list is at the API.
    private static let most = 100

    /// The panel.
    var markup: Markup {
        let said =
            effect.changes.isEmpty
            ? visit.say(.effectNone, wording.count(Int64(effect.judged)), effect.edition)
            : visit.say(
                .effectSome, wording.count(Int64(effect.changes.count)), wording.count(Int64(effect.judged)),
                wording.count(Int64(effect.batches.count)))
        return Panel(
            title: visit.say(.effectTitle),
            content: "\(question)<p><strong>\(said)</strong></p>\(effect.changes.isEmpty ? .nothing : table)"
        ).markup
    }

    private var question: Markup {
        let editions = LimitEdition.all.map { edition -> Markup in
            "<option\(edition.name == effect.edition ? " selected" as Markup : .nothing)>\(edition.name)</option>"
        }
        return """
            <form method="get" action="/rules" class="fields"><p class="field"><label for="edition">\(visit.say(.edition))</label>\
            <select id="edition" name="edition">\(editions)</select></p><p class="field"><label for="season">\(visit.say(.season))</label>\
            <input id="season" name="season" value="\(effect.season)" pattern="[0-9]{4}-(early|late)" required></p>\
            <p><button>\(visit.say(.effectAsk))</button></p></form>
            """
    }

    private var table: Markup {
        Table(
            caption: visit.say(.effectTitle),
            columns: [
                .init(Markup(text: visit.say(.sample))), .init(Markup(text: visit.say(.county))),
                .init(Markup(text: visit.say(.verdictNow))), .init(Markup(text: visit.say(.verdictThen))),
                .init(Markup(text: visit.say(.batches))),
            ],
            rows: effect.changes.prefix(Self.most).map { change in
                [
                    Links.link(.samples, change.sample.text), Markup(text: wording.region(change.county)),
                    wording.badge(change.now.grainClass), wording.badge(change.then.grainClass),
                    change.batches.map { Links.link(.batches, $0.text) }.joined(" "),
                ]
            }, isCaptionHidden: true
        ).markup
    }
}
