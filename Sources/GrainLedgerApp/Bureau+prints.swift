public import Custody
import Foundation
import HTTPAPI
import Operations
public import Prints
public import Rules

extension Bureau {
    /// Address of the service as readers of paper reach it, from `GRAINLEDGER_PUBLIC_URL`: what QR codes point to.
    static var publicAddress: String? {
        guard let text = ProcessInfo.processInfo.environment["GRAINLEDGER_PUBLIC_URL"], !text.isEmpty else {
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// A print of an object; `nil` when there is none.
    public func print(_ kind: PrintKind, _ code: String, _ actor: Actor, asOf: Timestamp?) async throws -> PrintedFile?
    {
        let desk = PrintDesk(ledger: ledger, address: Self.publicAddress)
        guard let document = try await desk.document(kind, code, actor, asOf: asOf) else { return nil }
        return try await PrintPress().pdf(of: document)
    }

    /// An issued bureau report as PDF; `nil` when there is none.
    public func printReport(_ number: BureauReportNumber, _ actor: Actor, inEnglish: Bool) async throws -> PrintedFile?
    {
        guard let frozen = try await reports.find(number, actor), let later = try await reports.changes(number, actor)
        else { return nil }
        let sheet = BureauReportSheet(
            frozen, later: later, language: inEnglish ? .en : .zh, address: Self.publicAddress)
        return try await PrintPress().pdf(of: sheet)
    }
}
