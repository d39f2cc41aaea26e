import CustodyStore
import HTTPAPI
import LogStore
import Operations
import Postgres
import WebConsole

extension Bureau {
    /// The web console over this service.
    func console(_ doors: Doors, _ field: FieldDesk, measuredBy allowances: Allowances) -> Console {
        Console(
            ledger: ledger, reports: reports, doors: doors,
            house: .init(
                examine: { () throws(LedgerFault) in try await examine() }, imports: imports,
                openAPI: API.description, rulesModule: Installation.module("rules"),
                evidenceModule: Installation.module("evidence"), leaflet: Installation.leaflet,
                admit: { actor, isExport in
                    let (held, retryAfter) = allowances.admitPage(actor, isExport: isExport)
                    return (held, retryAfter)
                }, picture: field.picture, now: { now }))
    }

    private func examine() async throws(LedgerFault) -> [Doctor.Check] {
        do {
            var signs = try await HealthReads(pool: pool).signs()
            signs.log = try await LogReads(pool: pool).status()
            return Doctor.examine(signs, .init(now: now, freeBytes: nil, connections: Self.connections))
        } catch {
            throw .away
        }
    }
}
