import Custody
import Operations
import Rules

/// What the software judges by: limits by edition, classes, bands, tolerances, clocks.
struct RulesPage {
    /// Who reads.
    let visit: Visit
    /// What another edition would make of a season; `nil` for whoever does not oversee.
    let effect: EditionEffect?

    /// Reads the effect asked for, and draws the page.
    static func reply(_ console: Console, _ visit: Visit) async throws(LedgerFault) -> Reply {
        let edition = LimitEdition(named: visit.query["edition"] ?? "") ?? .inForce(on: visit.now.chinaDate)
        let season = visit.query["season"].flatMap { Season.isName($0) ? $0 : nil } ?? Season.of(visit.now)
        return RulesPage(visit: visit, effect: try await console.ledger.effect(edition, season, visit.who.actor)).reply
    }

    private var wording: Wording { visit.wording }

    /// The page.
    var reply: Reply {
        let body: Markup = """
            \(Panel(title: visit.say(.limitsByEdition), content: limits).markup)\
            \(effect.map { EffectPanel(effect: $0, visit: visit).markup } ?? .nothing)\
            <div class="columns"><div>\(Panel(title: visit.say(.classes), content: classes).markup)\
            \(Panel(title: visit.say(.screening), content: screening).markup)</div>\
            <div>\(Panel(title: visit.say(.tolerance), content: tolerance).markup)\
            \(Panel(title: visit.say(.clocks), content: clocks).markup)</div></div>\
            \(Panel(title: visit.say(.methods), content: methods).markup)
            """
        return .page(Screen(title: visit.say(.rulesPage), lead: Markup(text: visit.say(.rulesLead)), body: body))
    }

    private var limits: Markup {
        let inForce = LimitEdition.inForce(on: visit.now.chinaDate)
        return Table(
            caption: visit.say(.limitsCaption),
            columns: [.init(Markup(text: visit.say(.edition))), .init(Markup(text: visit.say(.inForceFrom)))]
                + Item.allCases.map { .init(Markup(text: wording.either($0.zh, $0.rawValue)), number: true) },
            rows: LimitEdition.all.map { edition in
                [
                    "\(edition.name) \(edition == inForce ? wording.tag("good", visit.say(.inForce)) : .nothing)",
                    Markup(text: edition.inForceFrom.description),
                ]
                    + Item.allCases.map { item in
                        let brown = edition.limit(of: item, in: .brownRice)?.milligramsText
                        let white = edition.limit(of: item, in: .milledRice)?.milligramsText
                        return Markup(text: brown == white ? brown ?? "—" : "\(brown ?? "—") / \(white ?? "—")")
                    }
            }
        ).markup
    }

    private var classes: Markup {
        let rows: [(GrainClass, Phrase)] = [
            (.a, .classRuleA), (.b, .classRuleB), (.c, .classRuleC), (.d, .classRuleD), (.pending, .classRulePending),
        ]
        return Table(
            caption: visit.say(.classes),
            columns: [.init(Markup(text: visit.say(.grainClass))), .init(Markup(text: visit.say(.meaning)))],
            rows: rows.map { [wording.badge($0.0), Markup(text: visit.say($0.1))] }, isCaptionHidden: true
        ).markup
    }

    private var screening: Markup {
        "<p>\(visit.say(.screeningRule, ScreeningOutcome.greyFrom.milligramsText, ScreeningOutcome.greyTo.milligramsText))</p>"
    }

    private var tolerance: Markup {
        let e = Grams(kilograms: 20)
        let loads = [Grams(kilograms: 10_000), Grams(kilograms: 40_000), Grams(kilograms: 60_000)]
        return "<p>\(visit.say(.toleranceRule))</p>"
            + Table(
                caption: visit.say(.toleranceExample),
                columns: [
                    .init("\(visit.say(.load)) (\(visit.say(.kilogram)))", number: true),
                    .init("± (\(visit.say(.kilogram)))", number: true),
                ],
                rows: loads.map { load in
                    [
                        Markup(text: wording.kilograms(load.value)),
                        Markup(text: wording.kilograms(WeighingTolerance.limitOfError(of: load, interval: e).value)),
                    ]
                }
            ).markup
    }

    private var clocks: Markup {
        let clocks: [(Phrase, String)] = [
            (.clockSample, visit.say(.hours, "\(Deadline.sampleToLaboratoryHours)")),
            (.clockRapid, visit.say(.hours, "\(Deadline.rapidReinspectionHours)")),
            (
                .clockReinspection,
                visit.say(
                    .workingDaysEither, "\(Deadline.ReinspectionLaw.farmProduce.workingDays)",
                    "\(Deadline.ReinspectionLaw.food.workingDays)")
            ),
            (.clockReinspectionReport, visit.say(.workingDays, "\(Deadline.reinspectionReportWorkingDays)")),
            (.clockManifest, visit.say(.workingDays, "\(Deadline.manifestWorkingDays)")),
        ]
        return Table(
            caption: visit.say(.clocks),
            columns: [.init(Markup(text: visit.say(.clock))), .init(Markup(text: visit.say(.term)))],
            rows: clocks.map { [Markup(text: visit.say($0.0)), Markup(text: $0.1)] }, isCaptionHidden: true
        ).markup
    }

    private var methods: Markup {
        Table(
            caption: visit.say(.methods),
            columns: [
                .init(Markup(text: visit.say(.method))), .init(Markup(text: visit.say(.items))),
                .init(Markup(text: visit.say(.inForceFrom))),
                .init(Markup(text: visit.say(.purpose))), .init(Markup(text: visit.say(.state))),
            ],
            rows: Method.all.map { method in
                let isInForce = method.isInForce(on: visit.now.chinaDate)
                return [
                    Markup(text: method.name),
                    Markup(text: method.items.map { wording.either($0.zh, $0.rawValue) }.joined(separator: " ")),
                    Markup(text: method.inForceFrom?.description ?? "—"),
                    Markup(text: wording.word("method", method.purpose.rawValue)),
                    isInForce ? wording.tag("good", visit.say(.inForce)) : wording.tag("done", visit.say(.replaced)),
                ]
            }, isCaptionHidden: true
        ).markup
    }
}
