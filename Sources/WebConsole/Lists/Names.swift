import Custody
import Operations

/// Names of organisations and bins, so that pages need not show codes alone. What the reader may not see has no name.
struct Names: Sendable {
    private var organizations: [String: String] = [:]
    private var bins: [String: String] = [:]

    /// No names.
    init() {}

    /// The names a reader may see.
    init(_ console: Console, _ visit: Visit) async throws(LedgerFault) {
        for resource in [Resource.organizations, .bins] {
            for document in try await console.ledger.everything(ListQuery(resource).showing("name"), visit.who.actor) {
                guard let name = JSONObject(document.json)["name"].text else { continue }
                if resource == .bins { bins[document.code] = name } else { organizations[document.code] = name }
            }
        }
    }

    /// Name of an organisation; its code without one.
    func organization(_ code: String) -> String { organizations[code] ?? code }
    /// Name of a bin with its granary; its code without one.
    func bin(_ code: String) -> String {
        guard let name = bins[code] else { return code }
        return "\(organization(String(code.prefix(18)))) \(name)"
    }
    /// Name of a bin within its granary.
    func shortBin(_ code: String) -> String { bins[code] ?? String(code.suffix(7)) }

    /// A place of a ledger in words.
    func place(_ place: Place, _ wording: Wording) -> String {
        let kind = wording.word("place", place.kind == "loss" ? place.rawValue : place.kind)
        switch place.kind {
        case "bin": return "\(kind) \(bin(place.code))"
        case "facility", "sold": return "\(kind) \(organization(place.code))"
        case "transit", "into", "from": return "\(kind) \(place.code)"
        default: return kind
        }
    }
}
