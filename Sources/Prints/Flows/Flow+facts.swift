extension Flow {
    /// One line of a form: what it is, in Chinese and English, and what it says.
    struct Fact {
        let zh, en, value: String
        var face = TextStyle.Face.sans
        var isWide = false
        var isBold = false

        init(
            _ zh: String, _ en: String, _ value: String, face: TextStyle.Face = .sans, isWide: Bool = false,
            isBold: Bool = false
        ) {
            self.zh = zh
            self.en = en
            self.value = value.isEmpty ? "--" : value
            self.face = face
            self.isWide = isWide
            self.isBold = isBold
        }
    }

    /// A form of two columns of facts; a wide fact takes a whole line. No line is split, none is cut.
    mutating func facts(_ facts: [Fact], labels: Int = 27.mm, size: Int = 90) {
        var rest = facts[...]
        while let first = rest.popFirst() {
            var line = [first]
            if !first.isWide, let second = rest.first, !second.isWide {
                line.append(second)
                rest = rest.dropFirst()
            }
            draw(line, labels, size)
        }
    }

    private func style(_ fact: Fact, _ size: Int) -> TextStyle {
        TextStyle(face: fact.face, size: size, isBold: fact.isBold)
    }

    private mutating func draw(_ line: [Fact], _ labels: Int, _ size: Int) {
        let whole = line.count == 1 ? width : width / 2
        let heights = line.map { setter.extent(of: $0.value, style($0, size), width: whole - labels - 3.mm).height }
        let label = setter.extent(of: "样", .body.sized(size)).height + setter.extent(of: "x", .small.sized(62)).height
        let height = min(max(heights.max() ?? 0, label) + 1_600, bottom - margins.top)
        keep(height)
        for (index, fact) in line.enumerated() {
            let x = left + index * whole
            let cell = Frame(x, y, index == 1 ? width - whole : whole, height)
            let name = Frame(x, y, labels, height)
            let inner = Frame(x + labels + 1_500, y + 800, cell.width - labels - 3.mm, height - 1_600)
            let isTooTall = setter.extent(of: fact.value, style(fact, size), width: inner.width).height > inner.height
            add(
                .fill(name, .pale), .border(name, .rule, 150), .border(cell, .rule, 150),
                .text(
                    "\(fact.zh)", Frame(x + 1_000, y + 800, labels - 2_000, height / 2 - 200),
                    TextStyle(size: size, isBold: true).fitted(.line)),
                .text(
                    fact.en, Frame(x + 1_000, y + height / 2 + 500, labels - 2_000, height / 2 - 900),
                    TextStyle.small.sized(62).fitted(.line)),
                .text(fact.value, inner, isTooTall ? style(fact, size).fitted(.block) : style(fact, size).middled))
        }
        y += height
    }

    /// Boxes to sign in, side by side: the part played, a name when it is known, room to sign, the day.
    mutating func signatures(_ parts: [(zh: String, en: String, name: String)], height: Int = 24.mm) {
        keep(height)
        let each = width / parts.count
        for (index, part) in parts.enumerated() {
            let cell = Frame(left + index * each, y, each, height)
            add(
                .border(cell, .rule, 150),
                .text(part.zh, Frame(cell.x + 1_500, y + 1_000, each - 3.mm, 4_500), TextStyle.body.bold.fitted(.line)),
                .text(
                    part.en, Frame(cell.x + 1_500, y + 5_000, each - 3.mm, 3_000),
                    TextStyle.small.sized(62).fitted(.line)),
                .text(
                    part.name, Frame(cell.x + 1_500, y + 9_000, each - 3.mm, 7_000),
                    TextStyle.body.sized(105).fitted(.line)),
                .line(
                    Spot(cell.x + 3.mm, cell.bottom - 7_000), Spot(cell.right - 3.mm, cell.bottom - 7_000), .grey, 150,
                    isDashed: false),
                .text(
                    "年　　月　　日", Frame(cell.x + 1_500, cell.bottom - 5_500, each - 3.mm, 4_000),
                    TextStyle.small.aligned(.right).fitted(.line)))
        }
        y += height
    }

    /// Header line and footer line of every page: title and code above, page numbers and a note below.
    mutating func furnish(header: String, code: String, footer: String) {
        let (left, width, sheet, margins) = (left, width, sheet, margins)
        onEachPage { page, pages in
            let top = max(6.mm, margins.top - 9.mm)
            let low = sheet.height - margins.bottom + 4.mm
            let line = Mark.line(Spot(left, top + 5_000), Spot(left + width, top + 5_000), .rule, 200, isDashed: false)
            return (header.isEmpty ? [] : [line]) + [
                .text(header, Frame(left, top, width * 3 / 5, 4_500), TextStyle.small.fitted(.line)),
                .text(
                    code, Frame(left + width * 3 / 5, top, width - width * 3 / 5, 4_500),
                    TextStyle.small.faced(.mono).aligned(.right).fitted(.line)),
                .line(Spot(left, low), Spot(left + width, low), .rule, 200, isDashed: false),
                .text(footer, Frame(left, low + 1_000, width * 2 / 3, 4_500), TextStyle.small.sized(65).fitted(.line)),
                .text(
                    "第 \(page) 页 / 共 \(pages) 页",
                    Frame(left + width * 2 / 3, low + 1_000, width - width * 2 / 3, 4_500),
                    TextStyle.small.aligned(.right).fitted(.line)),
            ]
        }
    }
}
