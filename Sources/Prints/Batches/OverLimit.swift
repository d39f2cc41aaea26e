import Custody
import Rules

/// The items of a batch's tests that are above their limit, the greatest value of each: what its tag has to name.
enum OverLimit {
    /// One item.
    struct Item {
        let name: String
        let value: String
        let limit: String
        let report: String
        let edition: String
    }

    /// The items of a batch: by its own test of the whole mass when there is one, else the greatest among the parcels and
    /// batches it came from.
    static func items(of batch: Batch, in reports: [TestReport]) -> (items: [Item], isOwn: Bool) {
        let whole = batch.tests.filter(\.value.coversWhole).keys
        let own = items(in: reports.filter { whole.contains($0.sample) })
        return own.isEmpty ? (items(in: reports), false) : (own, true)
    }

    private static func items(in reports: [TestReport]) -> [Item] {
        var worst: [Rules.Item: (NanogramsPerKilogram, Item)] = [:]
        for report in reports where report.supersededBy == nil {
            guard let edition = LimitEdition(named: report.edition) else { continue }
            for judged in TestReportSheet.judgements(of: report) where judged.verdict == .over {
                guard let value = judged.line.value.value, let limit = judged.yardstick else { continue }
                let item = judged.line.item
                if let known = worst[item], known.0 >= value { continue }
                worst[item] = (
                    value,
                    Item(
                        name: "\(item.zh) \(item.rawValue)", value: judged.line.value.text, limit: limit.milligramsText,
                        report: report.code.text, edition: edition.name)
                )
            }
        }
        return Rules.Item.allCases.compactMap { worst[$0]?.1 }
    }
}

/// The sign of a class: a shape that is told apart in black and white.
enum ClassSign {
    /// Shape and letter in a square frame, as marks.
    static func marks(_ grainClass: GrainClass, in frame: Frame) -> [Mark] {
        let ink = grainClass.mark.ink
        let side = frame.width
        func spot(_ x: Int, _ y: Int) -> Spot { Spot(frame.x + side * x / 100, frame.y + side * y / 100) }
        let letter = grainClass == .pending ? "待检" : grainClass.rawValue
        let size = side * 10 * 72 / 25_400
        var style = TextStyle(size: size * 45 / 100, isBold: true, ink: .white, alignment: .centre).fitted(.block)
            .middled
        var inner = frame.inset(side / 6, side / 6)
        let shape: Mark
        switch grainClass {
        case .a: shape = .disc(frame, ink)
        case .b:
            shape = .polygon([spot(50, 4), spot(100, 96), spot(0, 96)], ink)
            inner = Frame(frame.x + side * 25 / 100, frame.y + side * 40 / 100, side / 2, side / 2)
        case .c: shape = .polygon([spot(50, 0), spot(100, 50), spot(50, 100), spot(0, 50)], ink)
        case .d: shape = .polygon([spot(4, 4), spot(96, 4), spot(96, 96), spot(4, 96)], ink)
        case .pending:
            style = style.sized(size * 24 / 100).inked(ink)
            return [.disc(frame, ink), .disc(frame.inset(side / 12, side / 12), .white), .text(letter, inner, style)]
        }
        return [shape, .text(letter, inner, style)]
    }

    /// The words of a tag's band.
    static func words(_ grainClass: GrainClass) -> (zh: String, en: String) {
        switch grainClass {
        case .pending: ("待检粮食　结果未出不得动用", "UNTESTED GRAIN · DO NOT MOVE")
        case .a: ("合格粮食", "COMPLIANT GRAIN")
        case .b, .c, .d: ("超标粮食　不得食用", "OVER-LIMIT GRAIN · NOT FOR FOOD")
        }
    }
}
