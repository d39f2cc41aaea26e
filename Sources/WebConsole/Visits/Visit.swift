import Operations
import Rules

/// What came with one request, before anybody asks who sent it.
struct Incoming: Sendable {
    /// Path without query.
    let path: String
    /// Parts of the path by name.
    let places: [String: String]
    /// Query.
    let query: Parameters
    /// Fields of the form.
    var fields = Parameters()
    /// Files of the form.
    var files: [SentFile] = []
    /// Cookies by name.
    let cookies: [String: String]
    /// Words and numbers in the reader's language.
    let wording: Wording
    /// 大字版.
    let isLarge: Bool
    /// Whether it came over loopback, where a reader's choices are kept without encryption too.
    let isPlain: Bool
    /// Secret of the session the browser names; `nil` when it names none, or two.
    let sessionCookie: String?
    /// Where it came from.
    let address: String
    /// When it came.
    let now: Timestamp
    /// Whether the browser says that a page of this console sent it.
    var isOwn = false

    /// A phrase in the reader's language.
    func say(_ phrase: Phrase, _ values: String...) -> String { wording.text(phrase, values) }
    /// Path and query.
    var target: String { query.address(path) }
}

/// A request of somebody who is signed in.
@dynamicMemberLookup
struct Visit: Sendable {
    /// What came.
    let incoming: Incoming
    /// Who asks.
    let who: SignedIn
    /// How the door that let him in is asked again by what lasts.
    let entitlement: Entitlement
    /// Whether he gave his second factor anew with this form, and it was not the right one.
    var isFactorWrong = false

    subscript<Value>(dynamicMember path: KeyPath<Incoming, Value>) -> Value { incoming[keyPath: path] }
    /// A phrase in the reader's language.
    func say(_ phrase: Phrase, _ values: String...) -> String { incoming.wording.text(phrase, values) }
    /// A phrase of the pages of persons.
    func say(_ phrase: PeoplePhrase, _ values: String...) -> String { incoming.wording.text(phrase, values) }
    /// A phrase of the pages of imports.
    func say(_ phrase: ImportPhrase, _ values: String...) -> String { incoming.wording.text(phrase, values) }
    /// A phrase of the page of papers.
    func say(_ phrase: PaperPhrase, _ values: String...) -> String { incoming.wording.text(phrase, values) }
    /// A phrase of the pages of the API.
    func say(_ phrase: ApiPhrase, _ values: String...) -> String { incoming.wording.text(phrase, values) }
    /// A phrase of the page of recalls.
    func say(_ phrase: RecallPhrase, _ values: String...) -> String { incoming.wording.text(phrase, values) }
    /// A phrase of the desks.
    func say(_ phrase: DeskPhrase, _ values: String...) -> String { incoming.wording.text(phrase, values) }
    /// Whether the page's table is asked for instead of the page, whole.
    var isExport: Bool { incoming.query["format"] == "csv" }
    /// A part of the path; empty when the route has none of that name.
    func place(_ name: String) -> String { incoming.places[name] ?? "" }
    /// The time the reader asked for, `asOf=2025-12-01` or an RFC 3339 time; a day stands for its end.
    var asOf: Timestamp? {
        guard let text = incoming.query["asOf"] else { return nil }
        if let day = CivilDate(iso: text) { return Timestamp(Timestamp(startOf: day.adding(days: 1)).microseconds - 1) }
        return Timestamp(rfc3339: text)
    }
}

/// What a page answers.
enum Reply: Sendable {
    /// A page.
    case page(Screen)
    /// See another page.
    case redirect(String)
    /// A file to keep.
    case file(name: String, type: String, bytes: [UInt8])
    /// A picture to look at.
    case picture(type: String, bytes: [UInt8])
}

/// One page, before the shell is laid around it.
struct Screen: Sendable {
    /// Title, also the first heading.
    var title: String
    /// What stands beside the title.
    var badge: Markup = .nothing
    /// A line under the title.
    var lead: Markup = .nothing
    /// Where the page hangs: label and address of the pages above.
    var trail: [Step] = []
    /// What the page holds.
    var body: Markup
    /// Scripts and stylesheets that this page alone needs.
    var head: Markup = .nothing
    /// The table of the page that can be taken away; where it is asked for, with all its rows.
    var sheet: Table?
    /// The time of the figures; the page's own time without one.
    var asOf: Timestamp?
    /// HTTP status.
    var status = 200

    /// A page above.
    struct Step: Sendable {
        /// Label.
        let label: String
        /// Address.
        let address: String
    }
}
