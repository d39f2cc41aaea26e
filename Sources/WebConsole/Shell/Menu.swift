import Operations
import Custody

/// What stands in the menu, by what a role has to do.
struct Menu {
    /// Whose menu.
    let visit: Visit

    private struct Entry {
        let address: String
        let name: Phrase
        var roles: Set<Actor.Role>?
    }
    private static let overseers: Set<Actor.Role> = [.officer, .auditor, .administrator]
    /// Who may have to get grain back.
    static let recallers = overseers.union([.granary])
    private static let groups: [(Phrase, [Entry])] = [
        (
            .menuToday,
            [
                Entry(address: "/", name: .workbench), Entry(address: "/deadlines", name: .overdue),
                Entry(address: "/findings", name: .findings), Entry(address: "/consents", name: .consents),
            ]
        ),
        (
            .menuDesks,
            [
                Entry(address: "/desks/receiving", name: .receivingDesk, roles: [.granary, .administrator]),
                Entry(address: "/desks/weighbridge", name: .weighbridge, roles: [.granary, .facility, .administrator]),
                Entry(address: "/desks/samples", name: .sampleDesk, roles: [.station, .laboratory, .administrator]),
                Entry(address: "/handover", name: .bringSamples, roles: [.station, .granary, .administrator]),
                Entry(
                    address: "/imports", name: .resultImport, roles: [.station, .laboratory, .granary, .administrator]),
            ]
        ),
        (
            .menuGrain,
            [
                Entry(address: "/batches", name: .batches), Entry(address: "/depots", name: .depotPlan),
                Entry(address: "/manifests", name: .manifests), Entry(address: "/disposals", name: .disposals),
                Entry(address: "/weighings", name: .weighings),
                Entry(address: "/recall", name: .recallGrain, roles: recallers),
                Entry(
                    address: "/differences", name: .differences,
                    roles: [.granary, .facility, .carrier, .officer, .auditor, .administrator]),
            ]
        ),
        (
            .menuTesting,
            [
                Entry(
                    address: "/sampling", name: .sampling,
                    roles: [.station, .granary, .officer, .auditor, .administrator, .registrar]),
                Entry(address: "/parcels", name: .parcels), Entry(address: "/samples", name: .samples),
                Entry(address: "/test-runs", name: .testRuns), Entry(address: "/reports", name: .testReports),
                Entry(address: "/reinspections", name: .reinspections),
            ]
        ),
        (
            .menuOversight,
            [
                Entry(address: "/bureau-reports", name: .bureauReports, roles: overseers),
                Entry(address: "/map", name: .districtMap), Entry(address: "/flows", name: .seasonFlow),
                Entry(address: "/organizations", name: .organizations), Entry(address: "/bins", name: .bins),
                Entry(address: "/scales", name: .scales), Entry(address: "/rules", name: .rulesPage),
                Entry(address: "/papers", name: .checkPaper),
                Entry(address: "/people", name: .people, roles: [.officer, .auditor, .registrar]),
                Entry(address: "/devices", name: .devices, roles: [.officer, .auditor, .registrar]),
                Entry(address: "/erasures", name: .erasures, roles: [.registrar]),
                Entry(address: "/records", name: .audit, roles: overseers),
                Entry(address: "/audit", name: .auditTrail, roles: [.auditor, .administrator, .registrar]),
                Entry(address: "/status", name: .systemStatus, roles: overseers),
                Entry(address: "/api", name: .apiDocs),
            ]
        ),
    ]

    /// Groups with their entries, for the template.
    var groups: [[String: Any]] {
        Self.groups.compactMap { title, entries in
            let open = entries.filter { $0.roles?.contains(visit.who.actor.role) ?? true }
            guard !open.isEmpty else { return nil }
            return [
                "group": visit.say(title),
                "entries": open.map { entry -> [String: Any] in
                    ["href": entry.address, "label": visit.say(entry.name), "isHere": isHere(entry.address)]
                },
            ]
        }
    }

    private func isHere(_ address: String) -> Bool {
        address == "/" ? visit.path == "/" : visit.path == address || visit.path.hasPrefix("\(address)/")
    }
}
