import Rules

/// What the drawings share. Sizes are whole pixels; every drawing has a title, and its numbers in a table beneath.
enum Chart {
    /// An SVG with a title that readers of the screen hear; one with links in it is a group, since a picture has no
    /// parts.
    static func svg(
        width: Int, height: Int, title: String, isFit: Bool = true, isLinked: Bool = false, _ content: Markup
    ) -> Markup {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
        class="\(isFit ? "fit" : "plain")" role="\(isLinked ? "group" : "img")" aria-label="\(title)"><title>\(title)</title>\(content)</svg>
        """
    }
    /// A length for a mass, rounded to the nearest pixel.
    static func length(_ grams: Int64, of whole: Int64, in pixels: Int) -> Int {
        guard whole > 0 else { return 0 }
        return Int((Int128(grams.magnitude) * Int128(pixels) + Int128(whole) / 2) / Int128(whole))
    }
    /// Text at a place; `anchor` is `start`, `middle` or `end`.
    static func text(_ x: Int, _ y: Int, _ words: String, anchor: String = "start", look: String = "") -> Markup {
        "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\" class=\"\(look)\">\(words)</text>"
    }
    /// A filled rectangle.
    static func bar(_ x: Int, _ y: Int, _ width: Int, _ height: Int, look: String) -> Markup {
        "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(max(width, 0))\" height=\"\(max(height, 0))\" class=\"\(look)\"/>"
    }
    /// A straight line.
    static func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, look: String) -> Markup {
        "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" class=\"\(look)\"/>"
    }
    /// A band that flows from one place to another.
    static func flow(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, thickness: Int, look: String, _ title: String)
        -> Markup
    {
        let middle = (x1 + x2) / 2
        return """
            <path d="M\(x1) \(y1)C\(middle) \(y1) \(middle) \(y2) \(x2) \(y2)" stroke-width="\(max(thickness, 1))" \
            class="flow \(look)"><title>\(title)</title></path>
            """
    }
    /// Words cut to a number of columns, a Chinese character taking two.
    static func cut(_ words: String, _ columns: Int) -> String {
        var width = 0
        var out = ""
        for character in words {
            width += (character.unicodeScalars.first?.value ?? 0) > 0x2E7F ? 2 : 1
            if width > columns { return out + "…" }
            out.append(character)
        }
        return out
    }
    /// What the colours of the classes mean.
    static func key(_ wording: Wording) -> Markup {
        "<ul class=\"key\">\(GrainClass.allCases.map { "<li>\(wording.badge($0))</li>" as Markup })</ul>"
    }
}
