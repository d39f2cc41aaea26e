import Custody
import Operations
import Rules

/// The figures a role begins its day with (experience.md §2.2, S02): how many of a list need somebody, and the way to them.
struct WorkFigures {
    /// The console.
    let console: Console
    /// Who works.
    let visit: Visit

    /// How a figure looks while it is not nought.
    private enum Look: String { case alarm, care, plain = "" }

    private struct Figure {
        let name: String
        let note: String
        let query: ListQuery
        let address: String
        let look: Look

        init(_ name: String, _ note: String, _ query: ListQuery, at filter: String, _ look: Look = .plain) {
            self.name = name
            self.note = note
            self.query = query.counted.limited(to: 1)
            address = "/\(query.resource.rawValue)\(filter.isEmpty ? "" : "?")\(filter)"
            self.look = look
        }
    }

    /// The tiles.
    ///
    /// - Parameter due: what is overdue, counted; it comes first for everybody.
    func markup(due: Page) async throws(LedgerFault) -> Markup {
        let grams = due.documents.reduce(Int64(0)) { $0 + (JSONObject($1.json)["grams"].number ?? 0) }
        var tiles = [
            tile(
                visit.say(.overdue), "\(visit.wording.tonnes(grams)) \(visit.say(.tonne))", due.total ?? 0,
                "/deadlines?overdue=true", .alarm)
        ]
        for figure in figures {
            let total = try await console.ledger.list(figure.query, visit.who.actor).total ?? 0
            tiles.append(tile(figure.name, figure.note, total, figure.address, figure.look))
        }
        return "<ul class=\"tiles\" data-live>\(tiles)</ul>"
    }

    private func tile(_ name: String, _ note: String, _ total: Int64, _ address: String, _ look: Look) -> Markup {
        """
        <li class="tile \(total == 0 ? "calm" : look.rawValue)"><a href="\(address)"><span class="tile-name">\(name)</span>\
        <span class="tile-value">\(visit.wording.count(total))</span><span class="tile-note">\(note)</span></a></li>
        """
    }

    private var figures: [Figure] {
        switch visit.who.actor.role {
        case .station:
            [
                samples("collected", visit.say(.samplesToBring), visit.say(.waitingNote), .care),
                samples("refused", visit.say(.refusedSamples), visit.say(.refusedSamplesNote), .alarm),
                samples("received", visit.say(.samplesAtLaboratory), visit.say(.samplesAtLaboratoryNote)),
                samples("tested", visit.say(.testedSamples), visit.say(.testedSamplesNote)),
            ]
        case .laboratory:
            [
                samples("collected", visit.say(.samplesOnTheWay), visit.say(.waitingNote), .care),
                samples("received", visit.say(.samplesToTest), visit.say(.samplesToTestNote), .care),
                Figure(
                    visit.say(.disputedResults), visit.say(.disputedResultsNote),
                    ListQuery(.verdicts).filtered("disputed", "true"), at: "disputed=true", .care),
                Figure(visit.say(.testReports), visit.say(.issuedNote), ListQuery(.reports), at: ""),
            ]
        case .granary: [wrongPlace, pending, trips("departed,arrived", visit.say(.openTrips)), over, holds]
        case .facility:
            [
                trips("departed", visit.say(.onTheWayHere)), trips("arrived", visit.say(.arrivedHere), .alarm),
                unexplained,
                Figure(visit.say(.disposalPlans), visit.say(.disposalPlansNote), ListQuery(.disposals), at: ""),
            ]
        case .carrier:
            [
                trips("departed", visit.say(.tripsUnderWay)), trips("arrived", visit.say(.toBeConfirmed)),
                Figure(
                    visit.wording.word("matter", "returning"), visit.say(.returningNote),
                    ListQuery(.deadlines).filtered("matter", "returning"), at: "matter=returning", .alarm),
            ]
        case .registrar:
            [
                Figure(visit.say(.organizations), visit.say(.asRegistered), ListQuery(.organizations), at: ""),
                Figure(visit.say(.bins), visit.say(.asRegistered), ListQuery(.bins), at: ""), scales,
            ]
        case .officer, .auditor, .administrator:
            [
                holds, trips("departed,arrived", visit.say(.openTrips)), pending,
                Figure(
                    visit.say(.waitingSamples), visit.say(.waitingNote),
                    ListQuery(.samples).filtered("state", ["collected", "received"]), at: "state=collected,received",
                    .care), over,
            ]
        }
    }

    private func samples(_ state: String, _ name: String, _ note: String, _ look: Look = .plain) -> Figure {
        Figure(name, note, ListQuery(.samples).filtered("state", state), at: "state=\(state)", look)
    }

    private func trips(_ states: String, _ name: String, _ look: Look = .care) -> Figure {
        Figure(
            name, visit.say(.openTripsNote),
            ListQuery(.manifests).filtered("state", states.split(separator: ",").map { String($0) }),
            at: "state=\(states)", look)
    }

    private var holds: Figure {
        Figure(
            visit.say(.holds), visit.say(.holdsNote), ListQuery(.findings).filtered("severity", "hold"),
            at: "severity=hold", .alarm)
    }

    private var pending: Figure {
        Figure(
            visit.say(.pendingBatches), visit.say(.pendingNote), ListQuery(.batches).filtered("grainClass", "pending"),
            at: "grainClass=pending", .care)
    }

    private var over: Figure {
        Figure(
            visit.say(.overBatches), visit.say(.overNote), ListQuery(.batches).filtered("grainClass", ["B", "C", "D"]),
            at: "grainClass=B,C,D")
    }

    private var wrongPlace: Figure {
        Figure(
            visit.wording.word("matter", "liesWrong"), visit.say(.wrongPlaceNote),
            ListQuery(.deadlines).filtered("matter", "liesWrong"), at: "matter=liesWrong", .alarm)
    }

    private var unexplained: Figure {
        Figure(
            visit.wording.word("matter", "unexplained"), visit.say(.unexplainedNote),
            ListQuery(.deadlines).filtered("matter", "unexplained"), at: "matter=unexplained", .alarm)
    }

    /// Scales whose certificate has run out, or will within a month.
    private var scales: Figure {
        let day = visit.now.chinaDate.adding(days: 30)
        return Figure(
            visit.say(.scalesRunningOut), visit.say(.scalesRunningOutNote),
            ListQuery(.scales).filtered("validTo", atMost: day.description), at: "validToTo=\(day)", .care)
    }
}
