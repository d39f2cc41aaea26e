import Crypto

/// SHA-256 of a certificate in DER: what a credential is bound to (`x5t#S256`, RFC 8705 §3.1). It is no secret.
public struct CertificateFingerprint: Hashable, Sendable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// The fingerprint of a certificate.
    public init(of der: [UInt8]) { bytes = [UInt8](SHA256.hash(data: der)) }

    /// A stored fingerprint; `nil` when it has not 32 bytes.
    public init?(stored bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Reads 64 hexadecimal digits in any case, with or without the colons that programs put between bytes.
    public init?(hex text: String) {
        let digits = text.filter { $0 != ":" }.map(\.hexDigitValue)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        self.bytes = bytes
    }

    /// 64 hexadecimal digits.
    public var hex: String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}

/// Tells which certificate the connection of a request was opened with; `nil` when with none that was verified.
public typealias PresentedCertificate = @Sendable () async -> CertificateFingerprint?
