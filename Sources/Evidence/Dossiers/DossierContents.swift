/// What a dossier is put together from.
public struct DossierContents: Sendable {
    /// One record with what proves it.
    public struct Item: Sendable {
        /// The record's id: letters, digits, `-` and `_`.
        public let id: String
        /// The record's canonical bytes as stored.
        public let record: [UInt8]
        /// Its leaf entry as stored.
        public let entry: [UInt8]
        /// The proof against the dossier's checkpoint.
        public let proof: InclusionProof
        /// The disclosures this reader may see.
        public let disclosures: [Disclosure]

        /// An item.
        public init(
            id: String, record: [UInt8], entry: [UInt8], proof: InclusionProof, disclosures: [Disclosure] = []
        ) {
            self.id = id
            self.record = record
            self.entry = entry
            self.proof = proof
            self.disclosures = disclosures
        }
    }

    /// The checkpoint all proofs are against.
    public let checkpoint: SignedCheckpoint
    /// The policy file's bytes.
    public let policy: [UInt8]
    /// The records.
    public let items: [Item]
    /// The streams of which these are all the records.
    public let streams: [DossierManifest.Stream]
    /// Pages for people, by name.
    public let pages: DossierFiles

    /// Contents.
    public init(
        checkpoint: SignedCheckpoint, policy: [UInt8], items: [Item], streams: [DossierManifest.Stream],
        pages: DossierFiles = [:]
    ) {
        self.checkpoint = checkpoint
        self.policy = policy
        self.items = items
        self.streams = streams
        self.pages = pages
    }

    /// The files of the dossier, the manifest among them.
    public var files: DossierFiles {
        var files = pages
        files[DossierName.checkpoint.text] = checkpoint.bytes
        files[DossierName.policy.text] = policy
        for item in items {
            let proof = LogProof(index: item.proof.index, hashes: item.proof.hashes, checkpoint: checkpoint)
            files[DossierName.record(item.id).text] = item.record
            files[DossierName.entry(item.id).text] = item.entry
            files[DossierName.proof(item.id).text] = proof.bytes
            for (offset, disclosure) in item.disclosures.enumerated() {
                files[DossierName.disclosure(item.id, offset + 1).text] = disclosure.bytes
            }
        }
        files[DossierName.manifest.text] = DossierManifest(of: files, streams: streams).bytes
        return files
    }
}
