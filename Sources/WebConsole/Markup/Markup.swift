/// HTML that is safe to send: what is written into it is escaped, unless it is markup itself.
///
/// The compiler keeps text and markup apart, as `Clause` does for SQL: `"<td>\(name)</td>"` escapes a name, and lets
/// another `Markup` through.
struct Markup: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The HTML.
    let html: String

    /// HTML from a place that is known to write it well: the templates.
    init(raw html: String) { self.html = html }
    /// Text, escaped.
    init(text: String) { html = Self.escaped(text) }
    init(stringLiteral value: String) { html = value }
    init(stringInterpolation: Interpolation) { html = stringInterpolation.html }

    /// Nothing at all.
    static let nothing = Markup(raw: "")
    /// True when there is nothing.
    var isEmpty: Bool { html.isEmpty }

    /// Text with the five characters that mean something in HTML taken out, and those that no document may hold.
    static func escaped(_ text: String) -> String {
        var out = ""
        out.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case "\t", "\n", "\r": out.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value & 0xFFFE == 0xFFFE:
                out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// How markup is put together.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate var html = ""
        init(literalCapacity: Int, interpolationCount: Int) { html.reserveCapacity(literalCapacity * 2) }
        mutating func appendLiteral(_ literal: String) { html += literal }
        /// Text, escaped.
        mutating func appendInterpolation(_ text: String) { html += Markup.escaped(text) }
        /// A number.
        mutating func appendInterpolation(_ number: some BinaryInteger) { html += String(number) }
        /// Markup, as it is.
        mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
        /// Pieces of markup, one after another.
        mutating func appendInterpolation(_ pieces: [Markup]) { for piece in pieces { html += piece.html } }
        /// Markup where there is some.
        mutating func appendInterpolation(_ markup: Markup?) { html += markup?.html ?? "" }
    }
    typealias StringInterpolation = Interpolation

    /// One after the other.
    static func + (left: Markup, right: Markup) -> Markup { Markup(raw: left.html + right.html) }
}

extension Sequence<Markup> {
    /// All of them, with something between.
    func joined(_ separator: Markup = .nothing) -> Markup {
        Markup(raw: map(\.html).joined(separator: separator.html))
    }
}
