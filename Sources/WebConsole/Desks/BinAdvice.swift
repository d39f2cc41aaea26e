import Custody
import Operations
import Rules

/// Which bin takes grain of which class now, and why the others do not: what a clerk asks before he sends the truck on. The book asks
/// the same rule again when the grain is booked.
struct BinAdvice {
    private let bins: [Bin]
    private let classes: [GrainClass]
    private let grams: Grams
    private let visit: Visit

    /// The advice for the bins of a granary.
    ///
    /// - Parameters:
    ///   - granary: whose bins; of nobody there is nothing to advise.
    ///   - classes: classes of grain that may come.
    ///   - grams: how much will come at least.
    init(
        of granary: OrganizationCode, for classes: [GrainClass], adding grams: Grams, _ console: Console, _ visit: Visit
    ) async throws(LedgerFault) {
        let all = try await ActChoices(console: console, visit: visit).all(.bins, as: Bin.self)
        bins = all.filter { $0.granary == granary }.sorted { $0.code < $1.code }
        self.classes = classes
        self.grams = grams
        self.visit = visit
    }

    /// The panel; nothing where there are no bins.
    var markup: Markup {
        guard !bins.isEmpty else { return .nothing }
        let wording = visit.wording
        let table = Table(
            caption: visit.say(.whichBin),
            columns: [
                .init(Markup(text: visit.say(.bin))),
                .init("\(visit.say(.roomLeft)) (\(visit.say(.tonne)))", number: true),
            ] + classes.map { .init(wording.badge($0)) },
            rows: bins.map { bin in
                let room = max(0, bin.capacityGrams.value - bin.grams.value)
                return [
                    """
                    \(Links.link(.bins, bin.code.text, bin.name)) \
                    <span class="soft">\(wording.word("use", bin.use.rawValue))</span>
                    """, Markup(text: wording.tonnes(room)),
                ] + classes.map { cell(bin, $0) }
            }, isCaptionHidden: true)
        return Panel(title: visit.say(.whichBin), content: table.markup).markup
    }

    private func cell(_ bin: Bin, _ grainClass: GrainClass) -> Markup {
        guard let objection = bin.objection(to: grainClass, adding: grams) else {
            return visit.wording.tag("good", visit.say(.mayComeIn))
        }
        let why: DeskPhrase =
            switch objection {
            case .binCapacityExceeded: .binIsFull
            case .binIsForCompliantGrain: .onlyCompliant
            case .binIsForOverLimitGrain: .onlyOverLimit
            case .binIsForQuarantine: .onlyQuarantine
            default: .holdsAnotherClass
            }
        return "<span class=\"soft\">\(visit.say(why))</span>"
    }
}
