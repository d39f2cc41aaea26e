import Rules
import Testing

/// Why a text is no code; `nil` when it is one.
private func fault<Code>(_ make: () throws(CodeFault) -> Code) -> CodeFault? {
    do throws(CodeFault) {
        _ = try make()
        return nil
    } catch {
        return error
    }
}

/// Every text with two unequal neighbours swapped.
private func swaps(of text: String) -> [String] {
    let characters = Array(text)
    return characters.indices.dropLast().compactMap { place in
        var swapped = characters
        swapped.swapAt(place, place + 1)
        return swapped == characters ? nil : String(swapped)
    }
}

/// Every text with one character replaced by another of an alphabet.
private func substitutions(of text: String, from alphabet: String) -> [String] {
    let characters = Array(text)
    return characters.indices.flatMap { place in
        alphabet.filter { $0 != characters[place] }.map { wrong in
            var changed = characters
            changed[place] = wrong
            return String(changed)
        }
    }
}

@Suite("Codes and their check characters")
struct CodeTests {
    static let alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

    @Test(
        "Neighbours swapped in a credit code are found",
        arguments: ["9144030071526726XG", "91430902MA4TEXT01R", "12430900446300016L"])
    func swappedCreditCode(_ text: String) {
        #expect(CreditCode(text) != nil)
        for wrong in swaps(of: text) { #expect(CreditCode(wrong) == nil, "\(wrong) passed") }
    }

    @Test("A credit code says its region and organisation, and why it is none")
    func creditCode() throws {
        let code = try #require(CreditCode("9144030071526726XG"))
        #expect(code.region == "440300" && code.organizationCode == "71526726X")
        #expect(
            fault { () throws(CodeFault) in try CreditCode(checking: "9144030071526726X") }
                == .length(expected: 18, found: 17))
        #expect(
            fault { () throws(CodeFault) in try CreditCode(checking: "9144030071526726Xg") } == .character(place: 18))
        #expect(fault { () throws(CodeFault) in try CreditCode(checking: "9144030071526726XH") } == .check)
        #expect(
            fault { () throws(CodeFault) in try CreditCode(checking: "I144030071526726XG") } == .character(place: 1))
        // Full width: right in number, wrong in place.
        #expect(
            fault { () throws(CodeFault) in try CreditCode(checking: "9１44030071526726XG") } == .character(place: 2))
    }

    /// Both checks by the weights as the standards print them.
    private static func creditCode(first seventeen: String) -> String {
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let letters = Array(alphabet)
        let sum = zip(seventeen, weights).reduce(0) { $0 + (letters.firstIndex(of: $1.0) ?? 0) * $1.1 }
        return seventeen + String(letters[(31 - sum % 31) % 31])
    }

    @Test("The region of a credit code is digits, even where the checks fit")
    func regionDigits() {
        #expect(CreditCode(Self.creditCode(first: "9143090071219440" + "5")) != nil)
        let lettered = Self.creditCode(first: "91A3090071219440" + "5")
        #expect(fault { () throws(CodeFault) in try CreditCode(checking: lettered) } == .character(place: 3))
    }

    @Test(
        "Every wrong character and swap in a citizen's number is found",
        arguments: ["11010519491231002X", "440524188001010014"])
    func citizen(_ text: String) throws {
        let identity = try #require(CitizenIdentity(text))
        #expect(identity.text == text && identity.masked == text.prefix(6) + "********" + text.suffix(4))
        for wrong in substitutions(of: text, from: "0123456789X") + swaps(of: text) {
            #expect(CitizenIdentity(wrong) == nil, "\(wrong) passed")
        }
    }

    @Test("A citizen's number has a birthday and a province; a small x counts")
    func citizenParts() throws {
        for text in ["11010519491231002X", "身份证11010519491231002x，电话", "\"a\":\"11010519491231002X\""] {
            #expect(CitizenIdentity.first(in: Array(text.utf8))?.text == "11010519491231002X", "\(text)")
        }
        for text in ["", "11010519491231002", "a11010519491231002X", "11010519491231002X0", "110105194912310021"] {
            #expect(CitizenIdentity.first(in: Array(text.utf8)) == nil, "\(text)")
        }
        #expect(try #require(CitizenIdentity("11010519491231002x")).text == "11010519491231002X")
        #expect(CitizenIdentity("440524188001010014")?.birthday == (try day("1880-01-01")))
        func reason(_ text: String) -> CodeFault? {
            fault { () throws(CodeFault) in try CitizenIdentity(checking: text) }
        }
        #expect(reason("110105194913310020") == .character(place: 7))
        #expect(reason("990105194912310020") == .unknownRegion("990105"))
        #expect(reason("11010519491231002Y") == .character(place: 18))
        #expect(reason("110105194912310021") == .check)
    }

    @Test(
        "Our own codes: every wrong character and swap is found, every kind agrees with its label",
        arguments: CheckedCode.Kind.allCases)
    func checkedCode(_ kind: CheckedCode.Kind) throws {
        for serial in [0, 1, 987_654, 28_629_150] {
            let code = try #require(CheckedCode(kind: kind, year: 2026, countyTail: "903", serial: serial))
            #expect(CheckedCode(code.text) == code && code.year == 2026 && code.countyTail == "903")
            let body = String(code.text.dropFirst(kind.rawValue.count).filter { $0 != "-" })
            for wrong in substitutions(of: body, from: Self.alphabet) + swaps(of: body) {
                #expect(CheckedCode(kind.rawValue + wrong) == nil, "\(wrong) passed")
            }
            #expect(code.naming(.label).text == String(code.text.dropFirst(kind.rawValue.count)))
        }
    }

    @Test("A typed code may be small, spaced, in full width, with the letters that look like others")
    func tolerant() throws {
        let code = try #require(CheckedCode(kind: .batch, year: 2026, countyTail: "903", serial: 1))
        #expect(code.text.hasPrefix("B26-903-00001-"))
        let check = code.text.suffix(1)
        for typed in [
            "b26903oooo1\(check.lowercased())", "Ｂ２６－９０３－００００１－\(check)", " B26 903 OOOOI \(check)",
            "B26—903—0000i—\(check)",
        ] {
            #expect(CheckedCode(typed) == code, "\(typed)")
        }
        func reason(_ text: String) -> CodeFault? { fault { () throws(CodeFault) in try CheckedCode(typed: text) } }
        #expect(reason("B26-903-0000") == .length(expected: 12, found: 10))
        #expect(reason("X26-903-00001-\(check)") == .character(place: 1))
        #expect(reason("B26-9A3-00001-\(check)") == .character(place: 5))
        #expect(reason("B26_903-00001-\(check)") == .character(place: 4))
    }

    @Test(
        "What has no code",
        arguments: [
            (1999, "903", 1), (2100, "903", 1), (2026, "90", 1), (2026, "9A3", 1), (2026, "903", -1),
            (2026, "903", 28_629_151),
        ])
    func noCode(_ year: Int, _ tail: String, _ serial: Int) {
        #expect(CheckedCode(kind: .batch, year: year, countyTail: tail, serial: serial) == nil)
    }

    @Test("Manifest numbers")
    func manifest() throws {
        let number = try #require(ManifestNumber(year: 2025, prefecture: "4309", serial: 17))
        #expect(number.text == "20254309000017" && number.year == 2025 && number.serial == 17)
        #expect(ManifestNumber(year: 2100, prefecture: "4309", serial: 1) == nil)
        #expect(ManifestNumber(year: 2025, prefecture: "4309", serial: 0) == nil)
        #expect(ManifestNumber(year: 2025, prefecture: "4309", serial: 1_000_000) == nil)
        #expect(ManifestNumber(year: 2025, prefecture: "430", serial: 1) == nil)
        func reason(_ text: String) -> CodeFault? {
            fault { () throws(CodeFault) in try ManifestNumber(checking: text) }
        }
        #expect(reason("2025430900001") == .length(expected: 14, found: 13))
        #expect(reason("19254309000017") == .character(place: 1))
        #expect(reason("20259909000017") == .unknownRegion("9909"))
        #expect(reason("20254309000000") == .character(place: 14))
        #expect(reason("2025430900001A") == .character(place: 14))
    }

    @Test("Regions")
    func regions() throws {
        let yiyang = try #require(RegionCode("430900"))
        #expect(yiyang.name == "益阳市" && !yiyang.isCounty)
        #expect(RegionCode("430903")?.name == "赫山区" && RegionCode("110101")?.name == nil)
        #expect(
            RegionCode.knownCounties.map(\.text) == [
                "430902", "430903", "430921", "430922", "430923", "430971", "430972", "430981",
            ])
        for wrong in ["16000", "160000", "43090A", "４３０９００"] { #expect(RegionCode(wrong) == nil) }
    }

    /// Townships of domain.md §10: county and the three digits of each.
    static let townships: [(String, String)] = [
        ("430902", "005 006 102 104 105 106 107 203"), ("430903", "001 008 101 103 104 105 107 110 111 113 114 209"),
        ("430921", "102 103 106 107 125 126 127 128 129 131 132 201"),
        ("430922", "101 103 107 108 109 112 113 114 115 116 117"), ("430923", "101 103 106 118 119 121 122"),
        ("430971", "121 123 124 130"), ("430972", "005 109"), ("430981", "006 105 107 112 113 114 116"),
    ]

    @Test("Townships are those of the table, and parcels lie in one", arguments: townships)
    func township(_ county: String, _ tails: String) throws {
        let known = TownshipCode.known.filter { $0.county == county }.map(\.text)
        #expect(known == tails.split(separator: " ").map { county + $0 })
        for text in known {
            #expect(ParcelCode(text + "00017")?.township.text == text)
            #expect(ParcelCode(text + "0001") == nil && ParcelCode(text + "0001A") == nil)
        }
        #expect(TownshipCode(county + "999") == nil && ParcelCode(county + "99900017") == nil)
    }

    @Test("Townships have their names")
    func townshipNames() {
        #expect(TownshipCode.known.count == 63 && TownshipCode("430903111")?.name == "兰溪镇")
        #expect(Set(TownshipCode.known.map(\.text)).count == 63)
        #expect(TownshipCode("430981105")?.name == "泗湖山镇" && TownshipCode("430971130")?.name == "千山红镇")
    }

    static let unit = "91430903MA4L000118"

    @Test("Depot codes lie in one another: unit, site, bin, compartment, position")
    func depot() throws {
        let position = try #require(DepotCode(Self.unit + "001" + "0002" + "003" + "04"))
        #expect(position.level == .position && position.part(.position) == position)
        let texts = DepotCode.Level.allCases.map { position.part($0)?.text.count }
        #expect(texts == [18, 21, 25, 28, 30])
        let bin = try #require(position.part(.bin))
        #expect(BinCode(bin.text)?.granary.text == Self.unit && BinCode(bin.text)?.site == position.part(.site)?.text)
        #expect(bin.part(.compartment) == nil && DepotCode(bin.text) == bin)
        func reason(_ text: String) -> CodeFault? { fault { () throws(CodeFault) in try DepotCode(checking: text) } }
        #expect(reason(Self.unit + "00") == .length(expected: 21, found: 20))
        #expect(reason(position.text + "1") == .length(expected: 30, found: 31))
        #expect(reason(Self.unit + "0A1") == .character(place: 20))
        #expect(reason("91430903MA4L000119" + "001") == .check)
        #expect(BinCode(Self.unit + "001000") == nil && BinCode(Self.unit + "001000A") == nil)
    }

    @Test("A loss slip's number is position, day and serial")
    func lossSlip() throws {
        let position = Self.unit + "001000200304"
        let number = try #require(LossSlipNumber(position + "20251231" + "007"))
        #expect(number.position.text == position && number.serial == 7)
        #expect(number.day == (try day("2025-12-31")))
        #expect(LossSlipNumber(position + "20250229" + "007") == nil)
        #expect(LossSlipNumber(position + "20251231" + "07") == nil)
        #expect(LossSlipNumber(position + "20251231" + "0A7") == nil)
    }

    @Test("Every fault has a name and a sentence in both languages")
    func sentences() {
        let faults: [CodeFault] = [
            .length(expected: 18, found: 17), .character(place: 3), .check, .unknownRegion("990000"),
        ]
        #expect(faults.map(\.name) == ["length", "character", "check", "unknown-region"])
        #expect(faults.allSatisfy { $0.text.hasSuffix(".") && !$0.zh.isEmpty })
        #expect(faults[0].text == "The code has 17 places, not 18.")
    }
}
