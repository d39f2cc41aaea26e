import Evidence

/// What ties a sheet of paper to the data it was made of: their digest, and an address to ask at.
public struct Seal: Hashable, Sendable {
    /// SHA-256 of the canonical JSON of the data, in hexadecimal.
    public let digest: String
    /// Address of the service as readers of paper reach it, without a slash at the end; `nil` when there is none.
    public let address: String?

    /// The seal of data.
    ///
    /// - Parameter json: canonical bytes, as they are attached to the PDF.
    init(of json: [UInt8], address: String?) {
        let digits = Array("0123456789abcdef")
        digest = String(CanonicalJSON.digest(of: json).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
        self.address = address
    }

    /// The first sixteen digits in groups of four, to be typed: `5ABD-CC43-047A-5BFC`.
    public var code: String {
        let letters = Array(digest.uppercased().prefix(16))
        return stride(from: 0, to: 16, by: 4).map { String(letters[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// What a QR code on a page says: the console's page that holds a paper against the book, or its path when no address is set.
    ///
    /// - Parameter object: code of what the paper is about.
    func link(_ paper: PrintKind, _ object: String) -> String {
        "\(address ?? "grainledger:")/papers?paper=\(paper.rawValue)&code=\(object)&seal=\(code)"
    }
}

/// The data of a print: what it is laid out from, the canonical bytes that travel with it, their seal.
public struct Sealed<Content: Encodable & Sendable>: Sendable {
    /// The data.
    public let content: Content
    /// Canonical JSON.
    public let json: [UInt8]
    /// Seal.
    public let seal: Seal

    /// Seals data.
    ///
    /// - Throws: `library` for data JSON has no form for.
    public init(_ content: Content, address: String? = nil) throws(PrintFault) {
        guard let json = try? CanonicalJSON.bytes(of: content) else { throw .library("json: no canonical form") }
        self.content = content
        self.json = json
        seal = Seal(of: json, address: address)
    }

    /// The data as a file inside the PDF.
    func attachment(_ name: String) -> Attachment {
        Attachment(
            name: "\(name).json", mediaType: "application/json",
            title: "本件所依据的数据 the data this document was made of, SHA-256 \(seal.digest)", bytes: json)
    }
}
