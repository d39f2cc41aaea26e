extension Authenticator {
    /// The key as typed into a program by hand: base32 in groups of four.
    public var typedKey: String {
        let letters = Array(Base32.text(of: key))
        return stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }.joined(separator: " ")
    }

    /// The address a program reads from a QR code: `otpauth://totp/issuer:account?secret=…`.
    public func address(issuer: String, account: String) -> String {
        let label = "\(Self.escaped(issuer)):\(Self.escaped(account))"
        return "otpauth://totp/\(label)?secret=\(Base32.text(of: key))&issuer=\(Self.escaped(issuer))"
            + "&algorithm=\(algorithm.rawValue)&digits=\(digits)&period=\(Self.period)"
    }

    /// Percent-encoded but for the unreserved characters of RFC 3986: a colon or ampersand in a name changes nothing.
    private static func escaped(_ text: String) -> String {
        let hexadecimal = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if RandomText.base62.contains(byte) || "-._~".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
