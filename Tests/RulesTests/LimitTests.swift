import Rules
import Testing

@Suite("Limits by edition, item and form")
struct LimitTests {
    /// domain.md §2: edition, first day, then Cd, Pb, Hg, iAs of paddy and brown rice, iAs of milled rice, Cr.
    static let editions: [(String, String, [String])] = [
        ("GB 2762-2012", "2013-06-01", ["0.2", "0.2", "0.02", "0.2", "0.2", "1.0"]),
        ("GB 2762-2017", "2017-09-17", ["0.2", "0.2", "0.02", "0.2", "0.2", "1.0"]),
        ("GB 2762-2022", "2023-06-30", ["0.2", "0.2", "0.02", "0.35", "0.2", "1.0"]),
        ("GB 2762-2025", "2026-09-02", ["0.2", "0.2", "0.02", "0.35", "0.2", "1.0"]),
    ]

    @Test("Every edition has its limits from its first day until the day before the next", arguments: editions.indices)
    func limits(_ index: Int) throws {
        let (name, first, row) = Self.editions[index]
        let edition = try #require(LimitEdition(named: name))
        let from = try day(first)
        #expect(edition.inForceFrom == from && LimitEdition.inForce(on: from) == edition)
        let before = index == 0 ? name : Self.editions[index - 1].0
        #expect(LimitEdition.inForce(on: from.adding(days: -1)).name == before)
        for form in GrainForm.allCases {
            let arsenic = try mg(row[form == .milledRice ? 4 : 3])
            let expected: [(Item, NanogramsPerKilogram)] = [
                (.cadmium, try mg(row[0])), (.lead, try mg(row[1])), (.totalMercury, try mg(row[2])),
                (.inorganicArsenic, arsenic), (.chromium, try mg(row[5])),
            ]
            for (item, limit) in expected {
                #expect(edition.limit(of: item, in: form) == limit, "\(name) \(item.rawValue) \(form)")
                #expect(edition.yardstick(for: item, in: form) == limit)
            }
            #expect(edition.limit(of: .totalArsenic, in: form) == nil)
            #expect(edition.yardstick(for: .totalArsenic, in: form) == arsenic)
        }
    }

    @Test("There are these editions and no other; far days take the nearest")
    func bounds() throws {
        #expect(LimitEdition.all.map(\.name) == Self.editions.map(\.0))
        #expect(LimitEdition(named: "GB 2762-2005") == nil)
        #expect(LimitEdition.inForce(on: try day("1999-01-01")).name == "GB 2762-2012")
        #expect(LimitEdition.inForce(on: try day("2099-01-01")).name == "GB 2762-2025")
    }

    @Test("Feed limits of GB 13078-2017")
    func feed() throws {
        let table: [(Item, String)] = [
            (.cadmium, "1"), (.lead, "10"), (.totalArsenic, "2"), (.totalMercury, "0.1"), (.chromium, "5"),
        ]
        for (item, limit) in table { #expect(FeedLimits.limit(of: item) == (try mg(limit)), "\(item.rawValue)") }
        #expect(FeedLimits.limit(of: .inorganicArsenic) == nil)
        #expect(FeedLimits.inForceFrom == (try day("2018-05-01")))
    }

    @Test("What a product of each use is held against")
    func products() throws {
        let edition = try #require(LimitEdition(named: "GB 2762-2025"))
        #expect(UseClass.food.productLimit(of: .inorganicArsenic, edition: edition) == (try mg("0.2")))
        #expect(UseClass.feed.productLimit(of: .cadmium, edition: edition) == (try mg("1")))
        #expect(UseClass.industry.productLimit(of: .cadmium, edition: edition) == nil)
        #expect(UseClass.harmlessDisposal.productLimit(of: .cadmium, edition: edition) == nil)
        #expect(UseClass.allCases.sorted() == [.food, .feed, .industry, .harmlessDisposal])
    }

    @Test(
        "Cadmium classes at and just above their ends",
        arguments: [
            ("0.2", GrainClass.a), ("0.200001", .b), ("0.4", .b), ("0.400001", .c), ("1.0", .c), ("1.000001", .d),
            ("0", .a), ("0.20000000", .a),
        ])
    func classes(_ text: String, _ expected: GrainClass) throws {
        let edition = LimitEdition.inForce(on: try day("2025-10-01"))
        #expect(SampleVerdict.judge([try line(.cadmium, text)], edition: edition, form: .paddy).grainClass == expected)
    }

    @Test("Digits finer than a nanogram are not read, neither up nor down", arguments: ["0.200000001", "0.1999999"])
    func tooFine(_ text: String) { #expect(ReportedValue(text) == nil) }

    @Test("Any other item over makes C, however far, and the worst line decides")
    func otherItems() throws {
        let edition = LimitEdition.inForce(on: try day("2025-10-01"))
        func verdict(_ lines: ReportLine...) -> SampleVerdict { .judge(lines, edition: edition, form: .brownRice) }
        for (item, limit) in [
            (Item.lead, "0.2"), (.totalMercury, "0.02"), (.chromium, "1.0"), (.inorganicArsenic, "0.35"),
        ] {
            #expect(verdict(try line(item, limit)) == .complies)
            #expect(verdict(ReportLine(item: item, value: .measured(try mg(limit).next, text: ""))) == .over(.c))
        }
        #expect(verdict(try line(.cadmium, "0.3"), try line(.lead, "0.3")) == .over(.c))
        #expect(verdict(try line(.cadmium, "1.1"), try line(.lead, "0.3")) == .over(.d))
        #expect(verdict(try line(.cadmium, "0.1"), try line(.lead, "0.3")) == .over(.c))
    }

    @Test("Classes rank A < B < C < D < pending; B, C and D are over the limit")
    func ranks() {
        #expect(GrainClass.allCases.sorted() == [.a, .b, .c, .d, .pending])
        #expect(GrainClass.allCases.filter(\.isOverLimit) == [.b, .c, .d])
    }
}
