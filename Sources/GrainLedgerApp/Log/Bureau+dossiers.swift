public import Custody
import CustodyStore
public import Evidence
import LogStore
import Operations
import Postgres

extension Bureau {
    /// What a batch's dossier is packed from, with the pages for people, as a reader may see them.
    ///
    /// - Parameter withPersons: whether the names stand in it, for a reader who may see them.
    /// - Throws: `DossierBinder.Fault`, or what asking the database throws.
    public func dossierContents(of code: BatchCode, withPersons: Bool, for actor: Actor = .importer) async throws
        -> DossierContents
    {
        var pages = DossierInstructions.pages
        pages["batch.html"] = try await ledger.dossier(code, actor, nil).map { [UInt8]($0.printedPage.utf8) }
        return try await DossierBinder(pool: pool).contents(of: code.text, withPersons: withPersons, pages: pages)
    }

    /// A batch's dossier for whoever may see every record in it: what is proven cannot be masked.
    func pack(_ code: BatchCode, for actor: Actor) async throws(LedgerFault) -> PackedDossier {
        let reads = LedgerReads(pool: pool)
        do {
            guard try await reads.find(.batches, code.text, for: actor) != nil else { return .missing }
            let contents = try await dossierContents(of: code, withPersons: false, for: actor)
            guard try await reads.sees(records: contents.items.map(\.id), for: actor) else { return .withheld }
            return .packed(StoredZip.bytes(of: contents.files))
        } catch DossierBinder.Fault.unknownBatch {
            return .missing
        } catch DossierBinder.Fault.pending {
            return .pending
        } catch {
            throw .away
        }
    }
}
