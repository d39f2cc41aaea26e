import GrainLedgerApp
import IdentityStore
import Operations
import Postgres

extension DatabaseOption {
    /// Notes in the audit what was changed, or taken out, at the machine itself; before it is done, so that nothing leaves without a
    /// note.
    func note(_ act: String, _ subject: String = "", purpose: String = "", detail: String = "") async throws {
        let audit = try bureau().gatehouse.audit
        try await reporting { () throws(PostgresError) in
            try await audit.note(
                AuditNote(who: Operator.name, act: act, subject: subject, purpose: purpose, detail: detail))
        }
    }
}
