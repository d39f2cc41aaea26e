#if canImport(Crypto)
    import Crypto
#endif

/// The two primitives a verification needs: swift-crypto's where it is, plain Swift where it cannot be, in a browser.
enum Primitives {
    /// SHA-256, 32 bytes.
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        #if canImport(Crypto)
            [UInt8](SHA256.hash(data: bytes))
        #else
            SHA2.hash256(of: bytes)
        #endif
    }

    /// Whether bytes are the Ed25519 signature of a message under a public key of 32 bytes (RFC 8032).
    static func isEd25519(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        #if canImport(Crypto)
            guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else {
                return false
            }
            return key.isValidSignature(signature, for: message)
        #else
            PlainEd25519.accepts(signature, of: message, by: key)
        #endif
    }
}
