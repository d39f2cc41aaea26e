public import Custody
public import Rules

/// The sign on the door of a bin, A4 (experience.md P06): what may lie in it, what lies in it, whom to ask.
public struct BinSign: Printable, Encodable {
    /// A batch in the bin.
    public struct Holding: Encodable, Sendable, Hashable {
        /// Batch code.
        public let batch: String
        /// Class.
        public let grainClass: GrainClass
        /// Grams in this bin.
        public let grams: Grams
        /// Class since.
        public let since: Timestamp

        /// A holding.
        public init(batch: String, grainClass: GrainClass, grams: Grams, since: Timestamp) {
            self.batch = batch
            self.grainClass = grainClass
            self.grams = grams
            self.since = since
        }
    }
    /// The bin.
    public let bin: Bin
    /// Name of its granary, when it may be seen.
    public let granary: String?
    /// What lies in it, in order of code.
    public let holdings: [Holding]
    /// The time of the data: when something last changed in it.
    public let asOf: Timestamp
    private let address: String?

    private enum CodingKeys: CodingKey { case bin, granary, holdings, asOf }

    /// A sign.
    public init(bin: Bin, granary: String?, holdings: [Holding], asOf: Timestamp, address: String?) {
        self.bin = bin
        self.granary = granary
        self.holdings = holdings
        self.asOf = asOf
        self.address = address
    }

    /// The class the sign shows: the worst that lies in it.
    private var shown: GrainClass {
        let content = bin.content.filter { $0.value != .zero }.keys.compactMap { GrainClass(rawValue: $0) }
        return content.max() ?? (bin.use == .ordinary ? .a : .pending)
    }
    private var isEmpty: Bool { bin.grams == .zero }

    public func plan(_ setter: TypeSetter) -> PrintPlan {
        let ink = isEmpty ? Ink.grey : shown.mark.ink
        let words = isEmpty ? (zh: "空仓", en: "EMPTY") : ClassSign.words(shown)
        var page = PrintPage(.a4)
        page.marks = [
            .border(Frame(8.mm, 8.mm, 194.mm, 281.mm), ink, 2_000),
            .fill(Frame(8.mm, 8.mm, 194.mm, 40.mm), ink),
            .text(
                words.zh, Frame(12.mm, 10.mm, 186.mm, 24.mm),
                TextStyle(size: 520, isBold: true, ink: .white, alignment: .centre).fitted(.line).middled),
            .text(
                words.en, Frame(12.mm, 34.mm, 186.mm, 10.mm),
                TextStyle(size: 170, isBold: true, ink: .white, alignment: .centre).fitted(.line).middled),
            .text(
                bin.name, Frame(86.mm, 54.mm, 110.mm, 26.mm),
                TextStyle(size: 480, isBold: true).fitted(.block).middled),
            .text(
                granary ?? bin.granary.text, Frame(86.mm, 81.mm, 110.mm, 9.mm),
                TextStyle(size: 130).fitted(.line).middled),
            .text(
                bin.code.text, Frame(86.mm, 91.mm, 110.mm, 7.mm),
                TextStyle(face: .mono, size: 110).fitted(.line).middled),
            .text(
                "\(Wording.use(bin.use).zh)　\(Wording.use(bin.use).en)", Frame(86.mm, 99.mm, 110.mm, 9.mm),
                TextStyle(size: 105, isBold: true, ink: ink).fitted(.line).middled),
        ]
        if !isEmpty { page.marks += ClassSign.marks(shown, in: Frame(16.mm, 52.mm, 62.mm, 62.mm)) }
        page.marks += totals + rows + rules + foot
        return PrintPlan(
            title: "仓号牌 \(bin.name)", fileName: Wording.fileName("bin", bin.code.text), date: asOf, pages: [page])
    }

    private var totals: [Mark] {
        [
            .fill(Frame(16.mm, 120.mm, 178.mm, 16.mm), .pale),
            .text(
                "在存 \(bin.grams.tonnesText) t（吨）", Frame(20.mm, 120.mm, 90.mm, 16.mm),
                TextStyle(size: 200, isBold: true).fitted(.line).middled),
            .text(
                "仓容 capacity \(bin.capacityGrams.tonnesText) t　\(bin.kind)", Frame(112.mm, 120.mm, 78.mm, 16.mm),
                TextStyle(size: 105, alignment: .right).fitted(.line).middled),
        ]
    }

    /// As many batches as the sheet holds; the rest by their number.
    private var rows: [Mark] {
        let room = 9
        let listed = holdings.prefix(holdings.count > room ? room - 1 : room)
        var lines = listed.map {
            [$0.batch, $0.grainClass.mark.word, "\($0.grams.tonnesText) t", "\(Wording.day($0.since)) 起"]
        }
        if holdings.count > listed.count { lines.append(["另有 \(holdings.count - listed.count) 批，扫码查看", "", "", ""]) }
        let widths = [68, 34, 38, 38].map { $0 * 1000 }
        return ([["批次 Batch", "等级 Class", "数量 Mass", "判定 Since"]] + lines).enumerated().flatMap { index, cells in
            var x = 16.mm
            return zip(cells, widths).flatMap { text, width -> [Mark] in
                let cell = Frame(x, 140.mm + index * 9.mm, width, 9.mm)
                x += width
                let style = TextStyle(size: 115, isBold: index == 0, alignment: text.hasSuffix(" t") ? .right : .left)
                return [.border(cell, .rule, 200), .text(text, cell.inset(1_500, 500), style.fitted(.line).middled)]
            }
        }
    }

    /// What holds for the bin, in the room that few batches leave.
    private var rules: [Mark] {
        guard holdings.count <= 5 else { return [] }
        let words: [String] =
            bin.use == .ordinary
            ? ["只存检验合格的粮食；待检、超标粮食不得入内。", "Compliant grain only."]
            : [
                "专仓专存，不得与其他粮食混存、混装、混用；出仓凭联单，不得作为口粮销售。",
                "Stored apart, never mixed; leaves under a manifest only, never as food.",
            ]
        let box = Frame(16.mm, 207.mm, 178.mm, 22.mm)
        return [
            .fill(box, shown.mark.ground), .border(box, shown.mark.ink, 300),
            .text(
                words[0], Frame(20.mm, 209.mm, 170.mm, 10.mm),
                TextStyle(size: 140, isBold: true, ink: shown.mark.ink).fitted(.line).middled),
            .text(
                words[1], Frame(20.mm, 219.mm, 170.mm, 7.mm),
                TextStyle(size: 105, ink: shown.mark.ink).fitted(.line).middled),
        ]
    }

    private var foot: [Mark] {
        let label = TextStyle(size: 115).fitted(.line).middled
        return ["保管员 Keeper", "封条号 Seal no.", "检查人 Inspected by", "检查日期 Date"].enumerated().flatMap {
            index, words -> [Mark] in
            let y = 238.mm + index * 10.mm
            return [
                .text(words, Frame(16.mm, y, 40.mm, 9.mm), label),
                .line(Spot(58.mm, y + 8.mm), Spot(138.mm, y + 8.mm), .black, 200, isDashed: false),
            ]
        } + [
            .code("\(address ?? "grainledger:")/bins/\(bin.code)", Frame(146.mm, 234.mm, 44.mm, 44.mm)),
            .text(
                "最近变动 last change \(Wording.moment(asOf))", Frame(16.mm, 280.mm, 178.mm, 6.mm),
                TextStyle.small.fitted(.line).middled),
        ]
    }
}
