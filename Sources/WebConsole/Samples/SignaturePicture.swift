import Custody
import Operations

/// The picture of a signature, shown for a purpose that is sent in the body: no address holds what somebody writes about a person.
struct SignaturePicture {
    /// The console.
    let console: Console
    /// Who asks.
    let visit: Visit

    /// The picture; else the sample's page with what speaks against it.
    func take() async throws(LedgerFault) -> Reply {
        let digest = visit.place("digest")
        let answer = try await visit.unveilingDesk(console).picture(
            digest, of: SampleCode(visit.place("code")), for: visit.fields["purpose"] ?? "", to: visit.who.caller)
        guard case .told = answer else {
            return try await SamplePage.reply(console, visit, asked: digest, faults: visit.faults(of: answer))
        }
        guard let bytes = try await console.house.picture(digest) else { return .page(visit.missing(.samples)) }
        return .picture(type: bytes.starts(with: [0x89, 0x50]) ? "image/png" : "image/jpeg", bytes: bytes)
    }
}
