import Rules

/// Lays a document out from top to bottom over as many pages as it takes.
struct Flow {
    /// Margins in micrometres.
    struct Margins {
        var top, bottom, left, right: Int
        /// Of official documents (GB/T 9704-2012: 37, 35, 28, 26 mm).
        static let official = Margins(top: 37.mm, bottom: 35.mm, left: 28.mm, right: 26.mm)
        /// Of forms.
        static let form = Margins(top: 18.mm, bottom: 18.mm, left: 18.mm, right: 18.mm)
    }

    let setter: TypeSetter
    let sheet: Extent
    let margins: Margins
    private(set) var pages: [PrintPage]
    private(set) var bookmarks: [PrintPlan.Bookmark] = []
    /// Where the next thing begins, micrometres from the upper edge.
    var y: Int

    init(_ setter: TypeSetter, _ sheet: Extent, _ margins: Margins) {
        self.setter = setter
        self.sheet = sheet
        self.margins = margins
        pages = [PrintPage(sheet)]
        y = margins.top
    }

    var left: Int { margins.left }
    var width: Int { sheet.width - margins.left - margins.right }
    var bottom: Int { sheet.height - margins.bottom }
    private var bodyHeight: Int { bottom - margins.top }

    /// A new page.
    mutating func turn() {
        pages.append(PrintPage(sheet))
        y = margins.top
    }
    /// Turns the page unless there is so much room left.
    mutating func keep(_ height: Int) {
        if y + height > bottom, y > margins.top { turn() }
    }
    /// Leaves room, unless the page begins here.
    mutating func space(_ height: Int) {
        if y > margins.top { y += height }
    }
    /// Puts marks on the page.
    mutating func add(_ marks: Mark...) { pages[pages.count - 1].marks += marks }
    /// Puts marks on every page: header and footer.
    mutating func onEachPage(_ marks: (_ page: Int, _ of: Int) -> [Mark]) {
        for index in pages.indices { pages[index].marks += marks(index + 1, pages.count) }
    }
    /// Notes an entry of the table of contents here.
    mutating func bookmark(_ title: String) {
        bookmarks.append(.init(title: Wording.printable(title, keepsLines: false), page: pages.count - 1, y: y))
    }

    /// A paragraph over the whole width; a long one is broken between its lines by the caller, a very long one is cut.
    mutating func paragraph(_ text: String, _ style: TextStyle = .body) {
        let height = setter.extent(of: text, style, width: width).height
        keep(min(height, bodyHeight))
        let isTooLong = height > bottom - y
        let shown = isTooLong ? style.fitted(.block) : style
        add(.text(text, Frame(left, y, width, isTooLong ? bottom - y : height), shown))
        y += min(height, bottom - y)
    }

    /// The title of a section with its English line; it stays with what follows.
    mutating func heading(_ zh: String, _ en: String, follow: Int = 25.mm) {
        space(5.mm)
        keep(follow)
        bookmark(zh)
        let style = TextStyle.heading
        let size = setter.extent(of: zh, style)
        add(
            .fill(Frame(left, y + 700, 1_200, size.height - 1_400), .black),
            .text(zh, Frame(left + 3.mm, y, width - 3.mm, size.height), style.fitted(.line)),
            .text(
                en, Frame(left + 6.mm + size.width, y, max(10.mm, width - 6.mm - size.width), size.height),
                TextStyle.small.fitted(.line).middled))
        y += size.height + 1_500
    }

    /// A plan of the pages.
    func plan(title: String, fileName: String, date: Timestamp) -> PrintPlan {
        var plan = PrintPlan(title: title, fileName: fileName, date: date, pages: pages)
        plan.bookmarks = bookmarks
        return plan
    }
}
