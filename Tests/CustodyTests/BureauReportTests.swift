import Custody
import Rules
import Testing

@Suite("The bureau report")
struct BureauReportTests {
    /// Every figure of the hand-made October that is not zero, by county.
    static let expected: [String: [String: Int64]] = [
        "430902": [
            "samplesCollected": 1, "openingStockGrams": 100_000, "transferredOutGrams": 29_950,
            "differenceGrams": 50, "sampledGrams": 2_000, "closingStockGrams": 68_000, "stockInBinsGrams.A": 68_000,
            "tripsDispatched": 1, "dispatchedGrams": 30_000, "tripsReceived": 1, "receivedGrams": 29_950,
        ],
        "430903": [
            "samplesCollected": 2, "samplesReceived": 1, "samplesRefused": 1, "samplesScreened": 1,
            "samplesTested": 1, "reportsIssued": 2, "reportsSuperseded": 1, "runsMeasured": 1, "runsVoid": 1,
            "verdicts.B": 3, "reinspectionsApplied": 1, "reinspectionsReported": 1, "intakeGrams.B": 200_000,
            "intakeGrams.pending": 50_000, "transferredInGrams": 29_950, "lossGrams": 100, "differenceGrams": 1_000,
            "disposedGrams": 30_000, "closingStockGrams": 248_850, "stockInBinsGrams.A": 29_950,
            "stockInBinsGrams.B": 149_900, "stockInBinsGrams.pending": 50_000, "stockInTransitGrams.B": 10_000,
            "stockAtFacilitiesGrams.B": 9_000, "tripsDispatched": 3, "dispatchedGrams": 55_000, "tripsReceived": 1,
            "receivedGrams": 39_000, "tripsReturned": 1, "returnedGrams": 5_000, "differencesBeyondTolerance": 1,
            "differencesBeyondToleranceGrams": 1_000, "productGrams.1": 20_000, "residueGrams.1": 6_000,
            "processLossGrams.1": 4_000, "tagsOpened": 1, "tagsOpen": 1, "overdueHandovers": 1, "overdueDisposals": 1,
        ],
    ]

    @Test("Each figure of each county is what was counted by hand, and the total is their sum")
    func figures() throws {
        let report = try ReportedOctober().report()
        #expect(report.counties.map(\.county) == RegionCode.knownCounties.map(\.text).sorted())
        for county in report.counties {
            #expect(county.figures.filter { $0.value != 0 } == Self.expected[county.county] ?? [:], "\(county.county)")
            #expect(Set(county.figures.keys) == Set(BureauFigure.all.map(\.name)))
        }
        for figure in BureauFigure.all {
            let sum = report.counties.reduce(0) { $0 + ($1.figures[figure.name] ?? 0) }
            #expect(report.value(figure) == sum, "\(figure.name)")
        }
        #expect(report.isClosed)
    }

    @Test("Each figure opens to the codes it is made of")
    func rows() throws {
        let entries = try ReportedOctober().entries()
        func codes(_ name: String, _ county: String? = nil) throws -> [String] {
            entries.rows(try #require(BureauFigure(name: name)), county: county).map(\.code)
        }
        #expect(try codes("samplesCollected") == ["K1", "S1", "S2"])
        #expect(try codes("samplesCollected", "430902") == ["K1"])
        #expect(try codes("verdicts.B") == ["FR", "R1", "R2"])
        #expect(try codes("reportsSuperseded") == ["R1"])
        #expect(try codes("tripsDispatched") == ["m3", "m1", "m2", "m4"])
        #expect(try codes("productGrams.1") == ["JG1"])
        #expect(try codes("overdueHandovers") == ["m2"] && codes("overdueDisposals") == ["plan"])
        #expect(try codes("intakeGrams.A") == [])
        let report = try ReportedOctober().report()
        for figure in BureauFigure.all {
            #expect(entries.rows(figure).reduce(0) { $0 + $1.amount } == report.value(figure), "\(figure.name)")
        }
        #expect(report.listed.map(\.code) == ["m1", "m2", "plan"])
    }

    @Test("A late fact changes the figures it should and no other")
    func lateFact() throws {
        var october = try ReportedOctober()
        let frozen = october.report()
        try october.take(
            "10-28T08:00", World.intake("B2", "b", "over", granary: "H", net: 10_000, gross: 15_000, source: 10_000))
        let differences = BureauReport.differences(frozen: frozen, now: october.report())
        let changed = [
            "intakeGrams.B": 10_000, "closingStockGrams": 10_000, "stockInBinsGrams.B": 10_000, "tagsOpened": 1,
            "tagsOpen": 1,
        ]
        for county in ["", "430903"] {
            let found = differences.filter { $0.county == county }.map { ($0.figure, $0.now - $0.frozen) }
            #expect(Dictionary(uniqueKeysWithValues: found) == changed.mapValues(Int64.init), "\(county)")
        }
        #expect(differences.count == 2 * changed.count)
        #expect(BureauReport.differences(frozen: frozen, now: frozen).isEmpty)
    }

    @Test("A fault in either book shows as a residual, and cannot hide behind another")
    func residuals() throws {
        let october = try ReportedOctober()
        let period = ReportedOctober.period
        let asOf = period.end
        let opening = october.book(until: BureauReport.opening(of: period))
        let sound = october.book(until: BureauReport.cut(of: period, asOf: asOf))
        func residuals(_ spoil: (inout Book) -> Void) -> (balance: Int64, stock: Int64) {
            var book = sound
            spoil(&book)
            let report = BureauReport(opening: opening, closing: book, period: period, region: "4309", asOf: asOf)
            #expect(
                report.isClosed
                    == (book.bins == sound.bins && book.batches == sound.batches
                        && book.manifests == sound.manifests && book.disposals == sound.disposals))
            return (report.value(.balanceResidualGrams), report.value(.stockResidualGrams))
        }
        #expect(residuals { _ in } == (0, 0))
        #expect(residuals { $0.bins["over"]?.content["B", default: .zero] += Grams(5) } == (0, 5))
        let two = residuals {
            $0.bins["over"]?.content["B", default: .zero] += Grams(5)
            $0.bins["wait"]?.content["pending", default: .zero] -= Grams(5)
        }
        #expect(two == (0, 10))
        #expect(residuals { $0.manifests["m2"]?.state = .accepted } == (0, 10_000))
        #expect(residuals { $0.disposals["plan"]?.receivedGrams += Grams(7) } == (0, 7))
        #expect(residuals { $0.batches["P1"]?.ledger[.bin("wait"), default: .zero] -= Grams(3) } == (3, 6))
    }

    @Test("Months sum to the season; what stands at a moment is the last month's")
    func monthsSumToSeason() throws {
        let october = try ReportedOctober()
        let late = try #require(ReportPeriod("2025-late"))
        let season = october.report(late, asOf: "12-31T23:59")
        let months = try ["09", "10", "11", "12"].map { month in
            october.report(try #require(ReportPeriod("2025-\(month)")), asOf: "12-31T23:59")
        }
        let last = try #require(months.last)
        for figure in BureauFigure.all {
            let value = season.value(figure)
            switch figure.subject {
            case .openingStockGrams: #expect(value == 0)
            case let subject where subject.isMoment: #expect(last.value(figure) == value, "\(figure.name)")
            default: #expect(months.reduce(0) { $0 + $1.value(figure) } == value, "\(figure.name)")
            }
        }
        #expect(season.value(BureauFigure(.verdicts, .a)) == 1 && season.isClosed)
    }

    @Test("A report of a running period ends where it is asked")
    func running() throws {
        let report = try ReportedOctober().report(asOf: "10-08T12:00")
        #expect(report.value(BureauFigure(.intakeGrams, .b)) == 200_000)
        #expect(report.value(.intakeGrams) == 200_000 && report.value(.closingStockGrams) == 300_000)
    }

    @Test("Periods are read and bounded to the day")
    func periods() throws {
        let december = try #require(ReportPeriod("2025-12"))
        #expect(december.end == Timestamp(rfc3339: "2026-01-01T00:00:00+08:00") && december.text == "2025-12")
        let early = try #require(ReportPeriod("2025-early"))
        let late = try #require(ReportPeriod("2025-late"))
        #expect(early.end == late.start && late.end == december.end)
        for text in [
            "", "2025", "2025-13", "2025-00", "2025-1", "25-10", "2025-10-1", "２０２５-10", "2025-Late", "1999-10",
        ] {
            #expect(ReportPeriod(text) == nil, "\(text)")
        }
        #expect(Set(BureauFigure.all.map(\.name)).count == BureauFigure.all.count)
        #expect(Set(BureauFigure.all.map(\.chinese)).count == BureauFigure.all.count)
        #expect(Set(BureauFigure.all.map(\.english)).count == BureauFigure.all.count)
    }
}

@Suite("Issuing a bureau report")
struct IssueBureauReportTests {
    private func act(
        _ version: Int = 1, asOf: String = "11-01T00:00", approvedBy: String = "chief", reason: String = "late tickets",
        report: BureauReport? = nil
    ) throws -> IssueBureauReport {
        IssueBureauReport(
            report: try report ?? ReportedOctober().report(asOf: asOf), version: version, lastRecord: 1,
            approvedBy: approvedBy, reason: version == 1 ? "" : reason, changes: nil)
    }

    private func refusal(_ act: IssueBureauReport, in book: Book, region: String = "4309", role: Actor.Role = .officer)
        -> Refusal.Reason?
    {
        let actor = Actor(name: "officer", organization: "", role: role, region: region)
        let time = ReportedOctober.time("11-05T08:00")
        do throws(Refusal) {
            _ = try book.decide(Act(act), Circumstances(actor: actor, occurredAt: time, now: time))
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("Refused: too early, out of order, out of the region, by one person, without a reason, with a residual")
    func ladder() throws {
        var book = Book()
        #expect(refusal(try act(), in: book) == nil)
        #expect(refusal(try act(), in: book, role: .auditor) == .notPermitted)
        #expect(refusal(try act(), in: book, region: "430903") == .outsideJurisdiction)
        #expect(refusal(try act(), in: book, region: "4301") == .outsideJurisdiction)
        #expect(refusal(try act(asOf: "10-31T23:59"), in: book) == .periodNotEnded)
        #expect(refusal(try act(asOf: "11-06T00:00"), in: book) == .occurredInFuture)
        #expect(refusal(try act(0), in: book) == .codeTaken)
        #expect(refusal(try act(2), in: book) == .versionNotNext)
        #expect(refusal(try act(approvedBy: "officer"), in: book) == .approverIsCompiler)
        #expect(refusal(try act(approvedBy: " "), in: book) == .approverIsCompiler)
        let october = try ReportedOctober()
        var spoilt = october.book(until: BureauReport.cut(of: ReportedOctober.period, asOf: ReportedOctober.period.end))
        spoilt.bins["over"]?.content["B", default: .zero] += Grams(1)
        let open = BureauReport(
            opening: october.book(until: BureauReport.opening(of: ReportedOctober.period)), closing: spoilt,
            period: ReportedOctober.period, region: "4309", asOf: ReportedOctober.period.end)
        #expect(refusal(try act(report: open), in: book) == .reportNotClosed)
        book.apply(
            Fact(act: Act(try act()), outcome: Outcome(), occurredAt: ReportedOctober.time("11-02T08:00")))
        #expect(refusal(try act(), in: book) == .codeTaken)
        #expect(refusal(try act(2, reason: " "), in: book) == .reissueWithoutReason)
        #expect(refusal(try act(2), in: book) == nil)
        #expect(refusal(try act(3), in: book) == .versionNotNext)
    }

    @Test("The next version replaces the one before, whose figures stay")
    func versions() throws {
        var book = Book()
        for version in [1, 2] {
            var outcome = Outcome()
            outcome.word = "officer"
            book.apply(
                Fact(act: Act(try act(version)), outcome: outcome, occurredAt: ReportedOctober.time("11-02T08:00")))
        }
        let first = try #require(book.bureauReports["BR-4309-2025-10-1"])
        let second = try #require(book.bureauReports["BR-4309-2025-10-2"])
        #expect(first.supersededBy == second.code && second.supersedes == first.code && second.supersededBy == nil)
        #expect(first.report == (try ReportedOctober().report()) && first.compiledBy == "officer")
    }

    @Test("Nobody hands in figures of his own; records of them are read like any other")
    func computed() {
        #expect(Act.kind(named: IssueBureauReport.name) == nil)
        #expect(Act.recorded(named: IssueBureauReport.name) != nil)
        #expect(Act.kinds.allSatisfy { Act.recorded(named: $0.name) != nil })
    }
}
