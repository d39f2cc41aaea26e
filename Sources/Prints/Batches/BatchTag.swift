public import Custody
import Rules

/// The tag of a batch, A6, for the sleeve on its stack (experience.md P05, domain.md §7).
public struct BatchTag: Printable, Encodable {
    /// The batch.
    public let batch: Batch
    /// Reports on it, on what it was made of and on the parcels it grew on.
    public let reports: [TestReport]
    /// Name of its granary, when it may be seen.
    public let granary: String?
    /// Names of the bins it lies in, by code.
    public let bins: [String: String]
    /// Address of the service on paper.
    private let address: String?

    private enum CodingKeys: CodingKey { case batch, reports, granary, bins }

    /// A tag.
    public init(batch: Batch, reports: [TestReport], granary: String?, bins: [String: String], address: String?) {
        self.batch = batch
        self.reports = reports
        self.granary = granary
        self.bins = bins
        self.address = address
    }

    public func plan(_ setter: TypeSetter) -> PrintPlan {
        let grainClass = batch.grainClass
        let (ink, _, _) = grainClass.mark
        let words = ClassSign.words(grainClass)
        var page = PrintPage(.a6)
        page.marks = [
            .border(Frame(4_000, 4_000, 97_000, 140_000), ink, 1_200),
            .fill(Frame(4_000, 4_000, 97_000, 22_000), ink),
            .text(
                words.zh, Frame(6_000, 5_500, 93_000, 12_500),
                TextStyle(size: 260, isBold: true, ink: .white, alignment: .centre).fitted(.line).middled),
            .text(
                words.en, Frame(6_000, 18_000, 93_000, 6_000),
                TextStyle(size: 95, isBold: true, ink: .white, alignment: .centre).fitted(.line).middled),
        ]
        page.marks += ClassSign.marks(grainClass, in: Frame(8_000, 29_500, 34_000, 34_000))
        page.marks += values
        page.marks += lines(from: 67_000)
        page.marks += [
            .code(link, Frame(68_500, 110_500, 31_500, 31_500)),
            .text("保管员 Keeper", Frame(7_500, 128_000, 30_000, 5_000), TextStyle.small.fitted(.line).middled),
            .line(Spot(30_000, 133_500), Spot(66_000, 133_500), .black, 200, isDashed: false),
            .text(
                "撕毁、涂改本牌的，依法追责。 Do not remove or alter.", Frame(7_500, 136_500, 60_000, 5_000),
                TextStyle.small.sized(60).fitted(.line).middled),
        ]
        return PrintPlan(
            title: "批次标识牌 \(batch.code)", fileName: Wording.fileName("tag", batch.code.text),
            date: batch.history.last?.at ?? batch.createdAt, pages: [page])
    }

    private var link: String { "\(address ?? "grainledger:")/batches/\(batch.code)" }

    /// What is over the limit, beside the sign.
    private var values: [Mark] {
        let (items, isOwn) = batch.grainClass.isOverLimit ? OverLimit.items(of: batch, in: reports) : ([], false)
        let basis = isOwn ? "本批检验 own test" : "来源最高值 highest of sources"
        guard !items.isEmpty else {
            return [
                .text(
                    batch.grainClass.mark.word, Frame(47_000, 36_000, 50_000, 20_000),
                    TextStyle(size: 200, isBold: true, ink: batch.grainClass.mark.ink).fitted(.block).middled)
            ]
        }
        let height = 33_000 / max(2, items.count)
        return items.enumerated().flatMap { index, item -> [Mark] in
            let y = 30_000 + index * height
            return [
                .text(
                    "\(item.name)　\(item.value) mg/kg", Frame(46_000, y, 52_000, height * 6 / 10),
                    TextStyle(size: 150, isBold: true, ink: batch.grainClass.mark.ink).fitted(.line).middled),
                .text(
                    "限量 limit \(item.limit)（\(item.edition)）· \(basis)",
                    Frame(46_000, y + height * 6 / 10, 52_000, height * 3 / 10),
                    TextStyle.small.fitted(.line)),
            ]
        }
    }

    private func lines(from top: Int) -> [Mark] {
        let places = batch.ledger.filter { $0.key.isStock && $0.value != .zero }.keys.sorted {
            $0.rawValue < $1.rawValue
        }
        let place = places.map { bins[$0.code] ?? Wording.place($0) }.joined(separator: "、")
        let since = batch.history.last
        let facts = [
            ("批次", "Batch", batch.code.text, true), ("在存", "Stock", "\(batch.stock.tonnesText) t（吨）", false),
            ("库点", "Granary", granary ?? batch.granary.text, false),
            ("货位", "Place", place.isEmpty ? "--" : place, false),
            ("判定", "Since", since.map { "\(Wording.day($0.at))　依据 \($0.because)" } ?? "--", false),
            ("季别", "Season", Wording.season(batch.season), false),
        ]
        return facts.enumerated().flatMap { index, fact -> [Mark] in
            let y = top + index * 10_000
            let isBeside = y + 10_000 > 110_500
            let width = isBeside ? 40_000 : 73_000
            return [
                .text(fact.0, Frame(7_500, y + 400, 17_000, 5_000), TextStyle.body.bold.fitted(.line).middled),
                .text(fact.1, Frame(7_500, y + 5_200, 17_000, 3_500), TextStyle.small.sized(60).fitted(.line).middled),
                .text(
                    fact.2, Frame(25_000, y + 600, width, 8_000),
                    TextStyle(face: fact.3 ? .mono : .sans, size: fact.3 ? 140 : 105, isBold: fact.3).fitted(.block)
                        .middled),
                .line(Spot(7_500, y + 9_400), Spot(25_000 + width, y + 9_400), .rule, 150, isDashed: false),
            ]
        }
    }
}
