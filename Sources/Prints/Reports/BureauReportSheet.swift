public import Rules

/// The monthly report of a bureau 月报表, A4 lying (experience.md P12), from tables somebody else filled: this knows how
/// a report looks, not what it counts.
public struct BureauReportSheet: Printable, Encodable {
    /// A table of figures by county.
    public struct Table: Encodable, Sendable, Hashable {
        /// Columns under one head; an empty head is one column of its own.
        public struct Group: Encodable, Sendable, Hashable {
            /// Head.
            public let head: String
            /// Heads of its columns.
            public let columns: [String]

            /// A group.
            public init(head: String, columns: [String]) {
                self.head = head
                self.columns = columns
            }
        }
        /// Title and unit.
        public let title, unit: String
        /// Columns after the county's.
        public let groups: [Group]
        /// Rows: county, figures as shown; the first is the total.
        public let rows: [[String]]

        /// A table.
        public init(title: String, unit: String, groups: [Group], rows: [[String]]) {
            self.title = title
            self.unit = unit
            self.groups = groups
            self.rows = rows
        }
    }
    /// A list of codes or differences below the tables.
    public struct Annex: Encodable, Sendable, Hashable {
        /// Title.
        public let title: String
        /// Heads.
        public let heads: [String]
        /// Rows.
        public let rows: [[String]]
        /// Said when there are none.
        public let none: String

        /// A list.
        public init(title: String, heads: [String], rows: [[String]], none: String) {
            self.title = title
            self.heads = heads
            self.rows = rows
            self.none = none
        }
    }

    /// Title in Chinese and English, filing bureau, period, number, notes.
    public let title, english, bureau, period, number: String
    /// Something everybody has to see first; empty without.
    public let notice: String
    /// Chief figures: name, value, unit.
    public let cards: [[String]]
    /// Tables.
    public let tables: [Table]
    /// Lists.
    public let annexes: [Annex]
    /// Names: head of the bureau (approved), compiled by, day of issue.
    public let approvedBy, compiledBy, issuedOn: String
    /// The record it was issued by, and its digest.
    public let record, digest: String
    /// The time of the data.
    public let asOf: Timestamp
    private let address: String?

    private enum CodingKeys: CodingKey {
        case title, english, bureau, period, number, notice, cards, tables, annexes, approvedBy, compiledBy, issuedOn,
            record, digest, asOf
    }

    /// A report.
    public init(
        title: String, english: String, bureau: String, period: String, number: String, notice: String,
        cards: [[String]],
        tables: [Table], annexes: [Annex], approvedBy: String, compiledBy: String, issuedOn: String, record: String,
        digest: String, asOf: Timestamp, address: String?
    ) {
        self.title = title
        self.english = english
        self.bureau = bureau
        self.period = period
        self.number = number
        self.notice = notice
        self.cards = cards
        self.tables = tables
        self.annexes = annexes
        self.approvedBy = approvedBy
        self.compiledBy = compiledBy
        self.issuedOn = issuedOn
        self.record = record
        self.digest = digest
        self.asOf = asOf
        self.address = address
    }

    public func plan(_ setter: TypeSetter) -> PrintPlan {
        let data = try? Sealed(self, address: address)
        var flow = Flow(setter, .a4Landscape, Flow.Margins(top: 20.mm, bottom: 18.mm, left: 14.mm, right: 14.mm))
        head(&flow, data?.seal)
        for table in tables { add(table, &flow) }
        for annex in annexes { add(annex, &flow) }
        flow.space(5.mm)
        flow.signatures(
            [
                ("单位负责人", "Head of the bureau", approvedBy), ("审核人", "Reviewed by", ""),
                ("制表人", "Compiled by", compiledBy),
                ("报出日期", "Issued on", issuedOn),
            ], height: 24.mm)
        flow.space(2.mm)
        flow.paragraph(
            "质量按克记账，表中吨数保留三位小数，四舍六入五成双；合计由克数求和后修约。 Masses are kept in grams; tonnes are rounded half to even, totals after summing grams.",
            .small)
        if !record.isEmpty { flow.paragraph("记录 record \(record)　SHA-256 \(digest)", TextStyle.small.faced(.mono)) }
        flow.furnish(
            header: "\(title)　\(bureau)　\(period)", code: number,
            footer: data.map { "校验码 seal \($0.seal.code)　数据截至 as of \(Wording.moment(asOf))" } ?? "")
        let name = Wording.fileName("bureau-report", number)
        var plan = flow.plan(title: "\(title) \(number)", fileName: name, date: asOf)
        plan.attachments = data.map { [$0.attachment(name)] } ?? []
        return plan
    }

    private func head(_ flow: inout Flow, _ seal: Seal?) {
        let (left, width, y) = (flow.left, flow.width, flow.y)
        flow.add(
            .text(
                title, Frame(left + 30.mm, y, width - 60.mm, 11.mm),
                TextStyle(face: .serif, size: 230, isBold: true, alignment: .centre).fitted(.line).middled),
            .text(
                "\(english) · \(bureau) · \(period)", Frame(left + 30.mm, y + 11.mm, width - 60.mm, 6.mm),
                TextStyle(size: 95, ink: .grey, alignment: .centre).fitted(.line).middled),
            .text("填报单位：\(bureau)", Frame(left, y + 19.mm, width / 3, 5.mm), TextStyle.body.fitted(.line).middled),
            .text(
                "报表编号：\(number)", Frame(left + width / 3, y + 19.mm, width / 3, 5.mm),
                TextStyle.body.aligned(.centre).fitted(.line).middled),
            .text(
                "数据截至：\(Wording.moment(asOf))　计量单位：吨", Frame(left + width * 2 / 3 - 26.mm, y + 19.mm, width / 3, 5.mm),
                TextStyle.body.aligned(.right).fitted(.line).middled))
        if let seal {
            flow.add(
                .code(
                    "\(address ?? "grainledger:")/bureau-reports/\(number)?seal=\(seal.code)",
                    Frame(left + width - 25.mm, y - 1.mm, 25.mm, 25.mm)))
        }
        flow.y += 26.mm
        if !notice.isEmpty {
            let box = Frame(left, flow.y, width, 8.mm)
            flow.add(
                .fill(box, GrainClass.b.mark.ground), .border(box, GrainClass.b.mark.ink, 400),
                .text(
                    notice, box.inset(2.mm, 500),
                    TextStyle(size: 100, isBold: true, ink: GrainClass.b.mark.ink).fitted(.line).middled))
            flow.y += 10.mm
        }
        let each = width / max(1, cards.count)
        for (index, card) in cards.enumerated() where card.count == 3 {
            let cell = Frame(left + index * each, flow.y, each, 15.mm)
            flow.add(
                .border(cell, .rule, 150),
                .text(
                    card[0], Frame(cell.x + 2.mm, cell.y + 1.mm, each - 4.mm, 5.mm),
                    TextStyle.small.fitted(.line).middled),
                .text(
                    "\(card[1]) \(card[2])", Frame(cell.x + 2.mm, cell.y + 6.mm, each - 4.mm, 8.mm),
                    TextStyle(size: 140, isBold: true).fitted(.line).middled))
        }
        flow.y += 17.mm
    }

    private func add(_ table: Table, _ flow: inout Flow) {
        flow.space(4.mm)
        let columns = table.groups.flatMap(\.columns)
        let size = columns.count > 14 ? 62 : columns.count > 10 ? 68 : 78
        flow.keep(24.mm + min(8, table.rows.count) * 4_500)
        flow.bookmark(table.title)
        flow.add(
            .text(
                table.title, Frame(flow.left, flow.y, flow.width * 2 / 3, 6.mm),
                TextStyle(size: 105, isBold: true).fitted(.line).middled),
            .text(
                table.unit, Frame(flow.left + flow.width * 2 / 3, flow.y, flow.width - flow.width * 2 / 3, 6.mm),
                TextStyle.small.aligned(.right).fitted(.line).middled))
        flow.y += 6_500
        // A column is as wide as what it has to hold.
        let shares = columns.indices.map { index in
            max(
                4, table.rows.map { index + 1 < $0.count ? $0[index + 1].count : 0 }.max() ?? 0,
                min(10, columns[index].count * 2))
        }
        var shown = FlowTable(
            [.init(head: "区划", share: 14)]
                + zip(columns, shares).map { .init(head: $0, share: $1 + 2, alignment: .right) },
            groups: [.init(head: "", columns: 1)]
                + table.groups.map { .init(head: $0.head, columns: $0.columns.count) },
            rows: table.rows, size: size)
        if !shown.rows.isEmpty {
            shown.rows[0].isBold = true
            shown.rows[0].ground = Ink(0xF7F9FB)
        }
        flow.table(shown)
    }

    private func add(_ annex: Annex, _ flow: inout Flow) {
        flow.space(4.mm)
        flow.keep(24.mm)
        flow.bookmark(annex.title)
        flow.add(
            .text(
                annex.title, Frame(flow.left, flow.y, flow.width, 6.mm),
                TextStyle(size: 105, isBold: true).fitted(.line).middled))
        flow.y += 6_500
        var table = FlowTable(annex.heads.map { .init(head: $0, share: 20) }, rows: annex.rows, size: 76)
        table.emptyWords = annex.none
        flow.table(table)
    }
}
