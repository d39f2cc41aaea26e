import Evidence
import Foundation

/// First 16 bytes of the SHA-256 of an entry's bytes, in hex: enough to tell entries apart for ever.
func digest(_ data: Data) -> String {
    CanonicalJSON.digest(of: [UInt8](data)).prefix(16).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        .joined()
}
