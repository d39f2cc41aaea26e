public import Rules

/// A weigh ticket 检斤单 in three parts on one A4 sheet, to be cut apart (experience.md P07).
public struct WeighTicket: Printable, Encodable {
    /// A weighing as the ledger lists it.
    public struct Weighing: Codable, Sendable, Hashable {
        /// Record id; its kind; what it weighed.
        public let record, kind: String
        /// Batch.
        public let batch: String?
        /// Manifest, for a trip.
        public let manifest: String?
        /// Number of the ticket, for an intake.
        public let ticket: String?
        /// Scale.
        public let scale: String?
        /// Plate.
        public let plate: String?
        /// Weights.
        public let grossGrams, tareGrams, netGrams: Grams
        /// When.
        public let occurredAt: Timestamp

        /// A weighing.
        public init(
            record: String, kind: String, batch: String?, manifest: String?, ticket: String?, scale: String?,
            plate: String?, grossGrams: Grams, tareGrams: Grams, netGrams: Grams, occurredAt: Timestamp
        ) {
            self.record = record
            self.kind = kind
            self.batch = batch
            self.manifest = manifest
            self.ticket = ticket
            self.scale = scale
            self.plate = plate
            self.grossGrams = grossGrams
            self.tareGrams = tareGrams
            self.netGrams = netGrams
            self.occurredAt = occurredAt
        }
    }
    /// The weighing.
    public let weighing: Weighing
    /// Class of the batch, when it may be seen.
    public let grainClass: GrainClass?
    /// Owner of the scale, by name.
    public let owner: String?
    private let address: String?

    private enum CodingKeys: CodingKey { case weighing, grainClass, owner }

    /// A ticket.
    public init(weighing: Weighing, grainClass: GrainClass?, owner: String?, address: String?) {
        self.weighing = weighing
        self.grainClass = grainClass
        self.owner = owner
        self.address = address
    }

    private static let parts = [
        ("第一联 存根", "Part 1 · kept by the granary", Ink(0x1A1F24)),
        ("第二联 结算", "Part 2 · settlement", Ink(0xA3161A)),
        ("第三联 承运人", "Part 3 · carrier", Ink(0x0B5394)),
    ]
    private var number: String { weighing.ticket ?? weighing.manifest ?? weighing.record }

    public func plan(_ setter: TypeSetter) -> PrintPlan {
        var page = PrintPage(.a4)
        for (index, part) in Self.parts.enumerated() {
            let top = index * 99.mm
            page.marks += marks(part, top: top)
            if index > 0 { page.marks.append(.line(Spot(0, top), Spot(210.mm, top), .grey, 200, isDashed: true)) }
        }
        return PrintPlan(
            title: "检斤单 \(number)", fileName: Wording.fileName("ticket", number), date: weighing.occurredAt,
            pages: [page])
    }

    private func marks(_ part: (String, String, Ink), top: Int) -> [Mark] {
        var marks: [Mark] = [
            .fill(Frame(12.mm, top + 8.mm, 186.mm, 1_200), part.2),
            .text(
                "检 斤 单", Frame(12.mm, top + 10.mm, 60.mm, 10.mm),
                TextStyle(face: .serif, size: 190, isBold: true).fitted(.line).middled),
            .text("Weigh ticket", Frame(50.mm, top + 12.mm, 30.mm, 8.mm), TextStyle.small.fitted(.line).middled),
            .text(
                "№ \(number)", Frame(76.mm, top + 10.mm, 70.mm, 10.mm),
                TextStyle(face: .mono, size: 110, isBold: true, alignment: .centre).fitted(.line).middled),
            .text(
                part.0, Frame(150.mm, top + 9_500, 48.mm, 6.mm),
                TextStyle(size: 105, isBold: true, ink: part.2, alignment: .right).fitted(.line).middled),
            .text(
                part.1, Frame(150.mm, top + 15.mm, 48.mm, 4.mm), TextStyle.small.aligned(.right).fitted(.line).middled),
            .code(
                "\(address ?? "grainledger:")/weighings/\(weighing.record)", Frame(170.mm, top + 22.mm, 28.mm, 28.mm)
            ),
        ]
        marks += facts(top + 22.mm) + weights(top + 50.mm) + signers(top + 80.mm)
        return marks
    }

    private func facts(_ top: Int) -> [Mark] {
        let cells = [
            ("事项 Act", Wording.fact(weighing.kind)), ("日期 Date", Wording.day(weighing.occurredAt)),
            ("车牌 Plate", weighing.plate ?? "--"), ("衡器 Scale", weighing.scale ?? "--"),
            ("批次 Batch", weighing.batch ?? "--"), ("等级 Class", grainClass?.mark.word ?? "--"),
            ("联单 Manifest", weighing.manifest ?? "--"), ("单位 Site", owner ?? "--"),
        ]
        return cells.enumerated().flatMap { index, cell -> [Mark] in
            let frame = Frame(12.mm + index % 2 * 78.mm, top + index / 2 * 7.mm, 78.mm, 7.mm)
            return [
                .border(frame, .rule, 150),
                .text(cell.0, Frame(frame.x + 1_500, frame.y, 24.mm, 7.mm), TextStyle.small.fitted(.line).middled),
                .text(
                    cell.1, Frame(frame.x + 26.mm, frame.y, 50.mm, 7.mm),
                    TextStyle(size: 95, isBold: index > 3 && index < 6).fitted(.line).middled),
            ]
        }
    }

    private func weights(_ top: Int) -> [Mark] {
        let columns = [
            ("毛重 Gross", weighing.grossGrams, false), ("皮重 Tare", weighing.tareGrams, false),
            ("净重 Net", weighing.netGrams, true),
        ]
        return columns.enumerated().flatMap { index, column -> [Mark] in
            let frame = Frame(12.mm + index * 62.mm, top + 2.mm, 62.mm, 26.mm)
            return (column.2 ? [.fill(frame, .pale)] : []) + [
                .border(frame, .black, column.2 ? 500 : 200),
                .text(
                    column.0, Frame(frame.x + 2.mm, frame.y + 1.mm, 58.mm, 6.mm),
                    TextStyle.body.bold.fitted(.line).middled),
                .text(
                    "\(Wording.kilograms(column.1)) kg（公斤）", Frame(frame.x + 2.mm, frame.y + 7.mm, 58.mm, 12.mm),
                    TextStyle(size: 190, isBold: true, alignment: .right).fitted(.line).middled),
                .text(
                    "\(column.1.tonnesText) t（吨）= \(Wording.kilograms(column.1 + column.1)) 市斤",
                    Frame(frame.x + 2.mm, frame.y + 19.mm, 58.mm, 6.mm),
                    TextStyle.small.aligned(.right).fitted(.line).middled),
            ]
        }
    }

    private func signers(_ top: Int) -> [Mark] {
        ["司磅 Weigher", "监磅 Witness", "保管 Keeper", "司机 Driver"].enumerated().flatMap { index, words -> [Mark] in
            let x = 12.mm + index * 46_500
            return [
                .text(words, Frame(x, top, 20.mm, 8.mm), TextStyle.small.fitted(.line).middled),
                .line(Spot(x + 20.mm, top + 7.mm), Spot(x + 44.mm, top + 7.mm), .black, 200, isDashed: false),
            ]
        } + [
            .text(
                "过磅时间 \(Wording.moment(weighing.occurredAt))　记录 record \(weighing.record)",
                Frame(12.mm, top + 9.mm, 186.mm, 5.mm), TextStyle.small.sized(65).fitted(.line).middled)
        ]
    }
}
