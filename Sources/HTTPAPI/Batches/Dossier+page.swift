public import Operations

extension Dossier {
    /// The dossier as one printable page, Chinese and English.
    public var page: String { DossierPage(self).html }
}
