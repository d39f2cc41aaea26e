import Identity
import Operations

/// The second factor given anew with a form, where an act asks for a fresh one (reliability.md §8): the form keeps what
/// was filled in and asks for the code beside its button.
struct FreshFactor {
    /// Name of the form's field.
    static let field = "factor"
    /// What speaks against the act.
    let faults: [ActReading.Fault]
    /// Who acts.
    let visit: Visit

    /// Whether the code is asked for.
    var isWanted: Bool { faults.contains { $0.code == AccessFault.factorNotFresh.notice.code } }

    /// The field; nothing where no code is asked for.
    var markup: Markup {
        guard isWanted else { return .nothing }
        let fault: Markup =
            visit.isFactorWrong
            ? "<span class=\"fault\" id=\"factor-fault\">\(visit.say(.factorRefused))</span>" : .nothing
        let described: Markup =
            visit.isFactorWrong ? " aria-invalid=\"true\" aria-describedby=\"factor-fault\"" : .nothing
        return """
            <p class="field"><label for="factor">\(visit.say(.factorAnew))</label>\(fault)\
            <input id="factor" name="\(Self.field)" inputmode="numeric" autocomplete="one-time-code"\(described)></p>
            """
    }
}
