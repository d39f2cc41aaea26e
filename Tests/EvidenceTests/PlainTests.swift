import Crypto
import Foundation
import Testing

@testable import Evidence

@Suite("The plain primitives judge as the library does")
struct PlainTests {
    @Test("SHA-256 and SHA-512 of every length around their blocks")
    func hashes() {
        var generator = SystemRandomNumberGenerator()
        for length in Array(stride(from: 0, through: 300, by: 3)) + [55, 56, 63, 64, 111, 112, 127, 128, 4_096] {
            let message = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(SHA2.hash256(of: message) == [UInt8](SHA256.hash(data: message)), "\(length) bytes")
            #expect(SHA2.hash512(of: message) == [UInt8](SHA512.hash(data: message)), "\(length) bytes")
        }
    }

    @Test("A signature of the library's is accepted; with any one bit of it, the key or the message changed, never")
    func changedBits() throws {
        for round in 0..<2 {
            let key = Curve25519.Signing.PrivateKey()
            let message = [UInt8]((0..<(round * 40)).map { UInt8($0 & 255) }) + [7]
            let signature = [UInt8](try key.signature(for: message))
            let publicKey = [UInt8](key.publicKey.rawRepresentation)
            #expect(PlainEd25519.accepts(signature, of: message, by: publicKey))
            for _ in 0..<4 {
                let bit = Int.random(in: 0..<512)
                #expect(!PlainEd25519.accepts(flipped(signature, bit), of: message, by: publicKey), "bit \(bit)")
            }
            #expect(!PlainEd25519.accepts(signature, of: flipped(message, 0), by: publicKey))
            #expect(!PlainEd25519.accepts(signature, of: message, by: flipped(publicKey, Int.random(in: 0..<256))))
            #expect(!PlainEd25519.accepts(Array(signature.dropLast()), of: message, by: publicKey))
        }
    }

    @Test(
        "RFC 8032 §7.1: the vectors of one and two bytes",
        arguments: [
            (
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
            (
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            ),
        ])
    func published(key: String, message: String, signature: String) {
        #expect(PlainEd25519.accepts(bytes(signature), of: bytes(message), by: bytes(key)))
    }

    @Test("What has a second form is refused as the library refuses it: S from the order on, keys that are no points")
    func strictness() throws {
        let key = Curve25519.Signing.PrivateKey()
        let publicKey = [UInt8](key.publicKey.rawRepresentation)
        let signature = [UInt8](try key.signature(for: [1, 2, 3]))
        var carry = 0
        let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        let shifted = zip(signature[32...], order).map { byte, more in
            let sum = Int(byte) + Int(more) + carry
            carry = sum >> 8
            return UInt8(sum & 255)
        }
        let second = Array(signature[..<32]) + shifted
        #expect(!PlainEd25519.accepts(second, of: [1, 2, 3], by: publicKey))
        let asks = (0..<6).map { _ in (0..<32).map { _ in UInt8.random(in: 0...255) } }
        for key in asks {
            let library = try? Curve25519.Signing.PublicKey(rawRepresentation: key)
            #expect(
                PlainEd25519.accepts(signature, of: [1, 2, 3], by: key)
                    == (library?.isValidSignature(signature, for: [1, 2, 3]) ?? false))
        }
    }

    private func flipped(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return bytes
    }

    private func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.utf8.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }
}
