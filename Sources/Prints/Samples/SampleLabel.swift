public import Custody
import Rules

/// The label of a sample bag, 60 × 40 mm, black on white for a thermal printer of 203 dpi (experience.md P01).
///
/// It goes to the laboratory with the bag, so that it names neither parcel nor batch (domain.md §6). The QR code holds the
/// sample's code alone: three millimetres of damage are forgiven, and a hand can type what it says.
public struct SampleLabel: Printable, Encodable {
    /// The sample.
    public let sample: Sample
    /// Where it was taken, for a sample of a field.
    public let parcel: Parcel?

    /// A label.
    public init(sample: Sample, parcel: Parcel?) {
        self.sample = sample
        self.parcel = parcel
    }

    public func plan(_ setter: TypeSetter) -> PrintPlan {
        var page = PrintPage(.label)
        let text = TextStyle(size: 62).fitted(.line).middled
        let right = 27_500
        let width = 60_000 - right - 1_500
        page.marks = [
            .fill(Frame(1_500, 1_500, 57_000, 5_500), .black),
            .text(
                "稻谷样品标签", Frame(3_000, 1_500, 30_000, 5_500),
                TextStyle(size: 85, isBold: true, ink: .white).fitted(.line).middled),
            .text(
                sample.isOfField ? "田间 FIELD" : "批次 BATCH", Frame(34_000, 1_500, 23_000, 5_500),
                TextStyle(size: 75, isBold: true, ink: .white, alignment: .right).fitted(.line).middled),
            .code(sample.code.text, Frame(1_500, 7_500, 24_500, 24_500)),
            .text(
                sample.code.text, Frame(right, 7_800, width, 5_400),
                TextStyle(face: .mono, size: 105, isBold: true).fitted(.line).middled),
        ]
        for (index, line) in lines.enumerated() {
            let y = 13_600 + index * 3_700
            page.marks += [
                .text(line.0, Frame(right, y, 7_000, 3_600), text.inked(.black).bold),
                .text(line.1, Frame(right + 7_200, y, width - 7_200, 3_600), text),
            ]
        }
        for (index, words) in ["封样 Sealed", "收样 Received"].enumerated() {
            let x = 1_500 + index * 28_500
            page.marks += [
                .text(words, Frame(x, 33_200, 15_000, 4_800), text.sized(60).bold),
                .line(Spot(x + 14_500, 37_600), Spot(x + 27_500, 37_600), .black, 200, isDashed: false),
            ]
        }
        return PrintPlan(
            title: "样品标签 \(sample.code)", fileName: Wording.fileName("label", sample.code.text),
            date: sample.collectedAt, pages: [page])
    }

    private var lines: [(String, String)] {
        let place = parcel.map { "\(Wording.township($0.township))\($0.village)" } ?? Wording.region(sample.county)
        return [
            ("地点", place), ("季别", Wording.season(sample.season)),
            ("时间", Wording.moment(sample.collectedAt)),
            ("重量", "\(Wording.kilograms(sample.grams)) kg（公斤）"),
        ]
    }
}
