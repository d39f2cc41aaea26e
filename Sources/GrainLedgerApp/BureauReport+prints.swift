public import Custody
import HTTPAPI
public import Operations

extension BureauReport {
    /// The report as CSV; `number` is empty for a preview.
    public func csv(number: String, inEnglish: Bool) -> String {
        BureauReportTable(self, number: number, language: inEnglish ? .en : .zh).csv
    }
    /// The report as a page, marked as a preview.
    public func previewPage(inEnglish: Bool) -> String {
        BureauReportPage(preview: self, language: inEnglish ? .en : .zh).html
    }
}

extension FrozenReport {
    /// The issued report as a page, with what became known since.
    public func page(later: LaterChanges, inEnglish: Bool) -> String {
        BureauReportPage(self, later: later, language: inEnglish ? .en : .zh).html
    }
}

extension Dossier {
    /// The dossier as one printable page.
    public var printedPage: String { page }
}
