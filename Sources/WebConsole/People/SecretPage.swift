import Operations
import Rules

/// A secret that is shown this once: first password, token, second factor; or only that something was done.
struct SecretPage {
    /// Who did it.
    let visit: Visit
    /// Where to go on.
    let back: String

    /// The page of a secret; without one, on to where it was done.
    func reply(_ done: Administered) -> Reply {
        guard let secret = done.secret else {
            return .redirect("\(back)\(back.contains("?") ? "&" : "?")administered=1")
        }
        let until: Markup =
            secret.until.map { "<p>\(visit.say(.servesUntil, visit.wording.moment($0)))</p>" } ?? .nothing
        let codes: Markup =
            secret.recoveryCodes.isEmpty
            ? .nothing
            : """
            <h3>\(visit.say(.recoveryCodes))</h3><ul class="codes">\(secret.recoveryCodes.map { "<li class=\"code\">\($0)</li>" as Markup })</ul>
            """
        let body: Markup = """
            <p>\(visit.say(.shownOnceLead))</p>\
            <p class="secret"><output class="code" id="secret">\(secret.text)</output> \
            <button type="button" data-copy="secret" data-copied="\(visit.say(.copied))" hidden>\(visit.say(.copy))</button></p>\
            \(until)\(codes)<p class="buttons"><a class="button main" href="\(back)">\(visit.say(.back))</a></p>
            """
        return .page(
            Screen(
                title: visit.say(.shownOnceTitle),
                lead: Markup(text: "\(visit.wording.word("act", done.kind)) · \(done.subject)"),
                body: Panel(title: done.subject, content: body).markup))
    }
}
