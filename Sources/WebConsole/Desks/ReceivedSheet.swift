import Custody
import Operations
import Rules

/// The transfer sheet that a receiving desk works through: each sample on it with what became of it, so that both sides see what is missing.
struct ReceivedSheet {
    /// The codes on the sheet, in its order; empty when no sheet was scanned.
    let codes: [String]
    private let visit: Visit
    private var samples: [String: Sample] = [:]

    /// Most codes that are read from one scan.
    private static let mostCodes = 60

    /// The codes that a scan or a query holds.
    static func codes(in text: String) -> [String] {
        var seen: Set<String> = []
        return text.split { $0.isWhitespace || $0 == "," }.map { String($0) }.filter { seen.insert($0).inserted }
            .prefix(mostCodes).map { $0 }
    }

    /// The sheet with what the reader may see of its samples.
    init(_ codes: [String], _ console: Console, _ visit: Visit) async throws(LedgerFault) {
        self.codes = codes
        self.visit = visit
        for code in codes {
            samples[code] = try await console.ledger.find(.samples, code, visit.who.actor, nil)?.decoded(Sample.self)
        }
    }

    /// Part of the address that keeps the sheet.
    var query: String { codes.isEmpty ? "" : "sheet=\(Parameters.encoded(codes.joined(separator: " ")))" }

    /// The list with its tally.
    var markup: Markup {
        guard !codes.isEmpty else { return .nothing }
        let wording = visit.wording
        let received = samples.values.count { $0.state == .received || $0.state == .tested }
        let refused = samples.values.count { $0.state == .refused }
        let tally = visit.say(
            .sheetTally, wording.count(codes.count), wording.count(received), wording.count(refused),
            wording.count(codes.count - received - refused))
        let rows = codes.map { code -> [Markup] in
            guard let sample = samples[code] else {
                return [link(code), "—", wording.tag("late", visit.say(.unseenOnSheet))]
            }
            return [
                sample.state == .collected ? link(code) : Links.link(.samples, code),
                "\(wording.time(sample.collectedAt)) \(SampleClock(sample, visit).tag)",
                wording.tag(sample: sample.state.rawValue),
            ]
        }
        let table = Table(
            caption: visit.say(.transferSheet),
            columns: [
                .init(Markup(text: visit.say(.sample))), .init(Markup(text: visit.say(.collectedAndSealed))),
                .init(Markup(text: visit.say(.state))),
            ], rows: rows, isCaptionHidden: true)
        return Panel(
            title: visit.say(.transferSheet),
            content: """
                <p class="tally">\(tally)</p>\(table.markup)\
                <p><a class="button" href="/desks/samples">\(visit.say(.sheetDone))</a></p>
                """
        ).markup
    }

    private func link(_ code: String) -> Markup {
        "<a class=\"code\" href=\"/desks/samples?\(query)&amp;code=\(Parameters.encoded(code))\">\(code)</a>"
    }
}
