import Foundation
import Testing

@testable import Exchange

/// Files damaged at random are never misread in silence: each row below the header is an event, set aside, or told of.
struct DamagedFileTests {
    /// A small repeatable source of numbers (xorshift).
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let pieces = [
        "\"", ",", "\n", "\r\n", ";", "\t", "-", ".", "9", "999999999999999999", "E+13", "吨", "（", "合计", "=", "'", " ",
        "\u{FEFF}", "#",
    ]

    private static func damaged(_ text: String, _ dice: inout Dice) -> String {
        var characters = Array(text)
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            let place = Int.random(in: 0..<characters.count, using: &dice)
            if Bool.random(using: &dice) {
                characters.remove(at: place)
            } else {
                characters.insert(contentsOf: pieces.randomElement(using: &dice) ?? "", at: place)
            }
        }
        return String(characters)
    }

    @Test(arguments: [
        Fixture.samples + [Fixture.sampleRow.replacing("00001", with: "00002")], Fixture.parcels, Fixture.tickets,
        [Fixture.reportHeader] + Fixture.reportRows,
    ])
    func everyRowIsAccountedFor(lines: [String]) {
        var dice = Dice(state: 20_251_009)
        var read = 0
        for _ in 0..<150 {
            let text = Self.damaged(lines.joined(separator: "\n"), &dice)
            let reading = SeasonFiles().read([.init(name: "a.csv", bytes: Data(text.utf8))])
            var recognition = TableRecognition(file: "a.csv")
            guard let (decoded, _) = TextEncoding.decode(Data(text.utf8)),
                let table = recognition.table(DelimitedText.rows(decoded).rows)
            else {
                #expect(reading.findings.contains { $0.severity == .reject }, "\(text)")
                continue
            }
            read += 1
            let known =
                reading.events.map(\.origin.row) + reading.rejected.flatMap { $0.rows.map(\.row.number) }
                + reading.findings.map(\.row)
            // Later rows of a good report stand under its first row.
            let grouped = table.kind == .reports && !reading.events.isEmpty
            let lost = table.rows.map(\.number).filter { !known.contains($0) }
            #expect(lost.isEmpty || grouped, "\(lost): \(text)")
        }
        #expect(read > 20)
    }

    @Test func figuresBeyondAllMeasureAreNoMass() {
        #expect(Mass.grams("999999999999999999", unit: .gram) == nil)
        #expect(Mass.grams("9999999999999999999999", unit: .tonne) == nil)
        #expect(Mass.grams("10000000", unit: .tonne) == 10_000_000_000_000)
        #expect(Mass.grams("-829", unit: .kilogram) == -829_000)
    }

    @Test(arguments: ["", "-", ".", "1.", ".5", "1e5", "1,00", "1,0000", "--1", "１2x", "1234567890123456789"])
    func whatIsNoDecimalIsNotRead(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test func decimalsKeepTheirDigits() {
        #expect(ExactDecimal("0.20") != ExactDecimal("0.2"))
        #expect(ExactDecimal("1,234.50")?.coefficient == 123_450)
        #expect(ExactDecimal("64937.5")?.whole(times: 1000) == 64_937_500)
        #expect(ExactDecimal("0.0001")?.whole(times: 1000) == nil)
    }
}
