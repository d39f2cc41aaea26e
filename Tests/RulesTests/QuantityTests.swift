import Foundation
import Rules
import Testing

@Suite("Quantities")
struct QuantityTests {
    @Test(
        "Masses are read exactly",
        arguments: [
            ("12.5", Int64(12_500)), ("0", 0), ("0.001", 1), ("0.0010", 1), ("1000000000000", 1_000_000_000_000_000),
            ("007", 7_000), (".5", 500),
        ])
    func kilograms(_ text: String, _ grams: Int64) { #expect(Grams(kilograms: text) == Grams(grams)) }

    @Test(
        "Texts that are no mass",
        arguments: [
            "", ".", "-1", "+1", "1e3", "1,000", "0.0001", "1 ", "１", "1.2.3", "1000000000000.001",
            "99999999999999999999",
        ])
    func noMass(_ text: String) { #expect(Grams(kilograms: text) == nil) }

    @Test("Tonnes to the gram and no finer")
    func tonnes() {
        #expect(Grams(tonnes: "12.345678") == Grams(12_345_678))
        #expect(Grams(tonnes: "12.3456785") == nil)
        #expect(Grams(tonnes: "1000000000") == .greatestRead && Grams(tonnes: "1000000000.000001") == nil)
    }

    @Test(
        "Tonnes are printed with three decimals, half to even; kilograms exactly",
        arguments: [
            (Int64(12_345_500), "12.346", "12345.5"), (12_346_500, "12.346", "12346.5"),
            (12_346_501, "12.347", "12346.501"),
            (0, "0.000", "0"), (499, "0.000", "0.499"), (500, "0.000", "0.5"), (1500, "0.002", "1.5"),
            (-1500, "-0.002", "-1.5"),
            (-2500, "-0.002", "-2.5"), (-1, "0.000", "-0.001"), (1_000_000, "1.000", "1000"),
            (.max, "9223372036854.776", "9223372036854775.807"), (.min, "-9223372036854.776", "-9223372036854775.808"),
        ])
    func printed(_ grams: Int64, _ tonnes: String, _ kilograms: String) {
        #expect(Grams(grams).tonnesText == tonnes && Grams(grams).kilogramsText == kilograms)
    }

    @Test("Concentrations are read exactly, in both units, up to the whole kilogram")
    func concentrations() {
        #expect(NanogramsPerKilogram(milligramsPerKilogram: "0.00112")?.value == 1_120)
        #expect(NanogramsPerKilogram(microgramsPerKilogram: "1.12")?.value == 1_120)
        #expect(NanogramsPerKilogram(microgramsPerKilogram: "0.0001") == nil)
        #expect(NanogramsPerKilogram(milligramsPerKilogram: "1000000") == .wholeKilogram)
        #expect(NanogramsPerKilogram(milligramsPerKilogram: "1000000.000001") == nil)
        #expect(NanogramsPerKilogram(microgramsPerKilogram: "1000000000.001") == nil)
        #expect(NanogramsPerKilogram(1_120).milligramsText == "0.00112")
        #expect(NanogramsPerKilogram(1_000_000).milligramsText == "1")
    }

    @Test("Every nanogram reads what it prints")
    func roundTrip() {
        for value in stride(from: Int64(0), through: 2_000_000, by: 7) {
            let concentration = NanogramsPerKilogram(value)
            #expect(NanogramsPerKilogram(milligramsPerKilogram: concentration.milligramsText) == concentration)
        }
    }

    @Test("Sums that leave 64 bits stop the program, whatever the quantity")
    func overflow() async {
        await #expect(processExitsWith: .failure) { _ = Grams(.max) + Grams(1) }
        await #expect(processExitsWith: .failure) { _ = Grams(.min) - Grams(1) }
        await #expect(processExitsWith: .failure) { _ = -Grams(.min) }
        await #expect(processExitsWith: .failure) { _ = Grams(kilograms: Int64.max / 999) }
        await #expect(processExitsWith: .failure) { _ = NanogramsPerKilogram(.max) + NanogramsPerKilogram(1) }
        await #expect(processExitsWith: .failure) { _ = NanogramsPerKilogram(.min) - NanogramsPerKilogram(1) }
    }

    @Test("Sums that fit are exact")
    func sums() {
        #expect(Grams(.max - 1) + Grams(1) == Grams(.max) && Grams(3) - Grams(5) == Grams(-2) && -Grams(3) == Grams(-3))
        #expect(Grams(kilograms: 3) == Grams(3_000))
    }

    @Test("What no grain and no field can be is not decoded")
    func decoding() throws {
        func decode<Value: Decodable>(_ type: Value.Type, _ number: Int64) throws -> Value {
            try JSONDecoder().decode([Value].self, from: Data("[\(number)]".utf8))[0]
        }
        #expect(try decode(Grams.self, 1_000_000_000_000_000) == .greatestRead)
        #expect(try decode(Grams.self, -1_000_000_000_000_000) == -.greatestRead)
        for grams in [1_000_000_000_000_001, -1_000_000_000_000_001, Int64.min, .max] {
            #expect(throws: DecodingError.self) { try decode(Grams.self, grams) }
        }
        #expect(try decode(SquareMetres.self, 9_000_000_000_000) == .greatestRead)
        for area in [Int64(-1), 9_000_000_000_001, .max] {
            #expect(throws: DecodingError.self) { try decode(SquareMetres.self, area) }
        }
    }

    @Test(
        "Mu are read to the nearest square metre and printed with one decimal",
        arguments: [
            ("1", Int64(667), "1.0"), ("15", 10_000, "15.0"), ("0.03", 20, "0.0"), ("32.1", 21_400, "32.1"),
            ("0.15", 100, "0.2"), ("0", 0, "0.0"), ("13500000000", 9_000_000_000_000, "13500000000.0"),
        ])
    func mu(_ text: String, _ squareMetres: Int64, _ printed: String) throws {
        let area = try #require(SquareMetres(mu: text))
        #expect(area.value == squareMetres && area.muText == printed)
    }

    @Test("Every tenth of a mu reads what it prints")
    func muRoundTrip() throws {
        for tenths in 0...5000 {
            let text = "\(tenths / 10).\(tenths % 10)"
            #expect(try #require(SquareMetres(mu: text)).muText == text)
        }
    }

    @Test("Texts that are no area", arguments: ["", "-1", "1.001", "13500000000.01", "3亩"])
    func noArea(_ text: String) { #expect(SquareMetres(mu: text) == nil) }

    @Test("Hectares are exact")
    func hectares() { #expect(SquareMetres(21_400).hectaresText == "2.14" && SquareMetres(1).hectaresText == "0.0001") }

    @Test("Items and forms have their Chinese names")
    func names() {
        for item in Item.allCases { #expect(Item(zh: item.zh) == item) }
        #expect(Item.allCases.map(\.zh) == ["镉", "铅", "总砷", "无机砷", "总汞", "铬"] && Item(zh: "砷") == nil)
        #expect(GrainForm.allCases.map(\.zh) == ["稻谷", "糙米", "大米"])
    }
}
