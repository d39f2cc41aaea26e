import Rules
import Testing

@Suite("Farmland classes of GB 15618-2018")
struct FarmlandTests {
    /// The table of domain.md §5: element, then screening/intervention in mg/kg for the four bands of pH.
    static let table: [(SoilElement, [(String, String)])] = [
        (.cadmium, [("0.3", "1.5"), ("0.4", "2.0"), ("0.6", "3.0"), ("0.8", "4.0")]),
        (.mercury, [("0.5", "2.0"), ("0.5", "2.5"), ("0.6", "4.0"), ("1.0", "6.0")]),
        (.arsenic, [("30", "200"), ("30", "150"), ("25", "120"), ("20", "100")]),
        (.lead, [("80", "400"), ("100", "500"), ("140", "700"), ("240", "1000")]),
        (.chromium, [("250", "800"), ("250", "850"), ("300", "1000"), ("350", "1300")]),
    ]
    /// First and last pH of each band.
    static let bands = [("0", "5.5"), ("5.51", "6.50"), ("6.51", "7.5"), ("7.51", "14")]

    @Test("Every cell, at both ends of its band: equal to a value is not above it", arguments: table.indices)
    func cells(_ row: Int) throws {
        let (element, cells) = Self.table[row]
        for (cell, band) in zip(cells, Self.bands) {
            for text in [band.0, band.1] {
                let acidity = try #require(SoilAcidity(text))
                let (screening, intervention) = (try mg(cell.0), try mg(cell.1))
                let classes = [
                    (NanogramsPerKilogram.zero, FarmlandClass.priorityProtection), (screening, .priorityProtection),
                    (screening.next, .safeUse), (intervention, .safeUse), (intervention.next, .strictlyControlled),
                ]
                for (content, expected) in classes {
                    let found = FarmlandClass.of(element, content, acidity: acidity)
                    #expect(found == expected, "\(element.rawValue) \(content.milligramsText) at pH \(text)")
                }
            }
        }
    }

    @Test("The worst element decides; nothing measured is no class")
    func worst() throws {
        let acidity = try #require(SoilAcidity("6.0"))
        let clean = (element: SoilElement.lead, content: try mg("100"))
        let safe = (element: SoilElement.cadmium, content: try mg("0.41"))
        let strict = (element: SoilElement.mercury, content: try mg("2.51"))
        #expect(FarmlandClass.of([clean], acidity: acidity) == .priorityProtection)
        #expect(FarmlandClass.of([safe, clean], acidity: acidity) == .safeUse)
        #expect(FarmlandClass.of([clean, strict, safe], acidity: acidity) == .strictlyControlled)
        #expect(FarmlandClass.of([], acidity: acidity) == nil)
        #expect(FarmlandClass.allCases.filter(\.allowsFoodCrops) == [.priorityProtection, .safeUse])
    }

    @Test("A pH has two decimals and lies between 0 and 14", arguments: ["", "-1", "14.01", "5.505", "5,5", "x"])
    func noAcidity(_ text: String) { #expect(SoilAcidity(text) == nil) }

    @Test("A class is read by its Chinese, English and short name")
    func names() {
        for known in FarmlandClass.allCases {
            #expect(FarmlandClass(named: known.zh) == known && FarmlandClass(named: known.rawValue) == known)
        }
        #expect(FarmlandClass(named: "strict") == .strictlyControlled && FarmlandClass(named: "优先") == nil)
    }
}
