import CSodium
import Glibc

/// The one door to libsodium; everything unsafe of this target stands in this folder.
enum Sodium {
    /// libsodium could not do it: no memory for the parameters asked, or a stored text that is none of its own.
    struct Failure: Error, Hashable {}

    /// Prepares the library once in the life of the process.
    ///
    /// Without it libsodium must not be used, hence the crash: a fault of the machine nobody can work around.
    private static let isReady: Void = {
        precondition(sodium_init() >= 0, "libsodium cannot find a source of random bytes")
    }()

    /// The cost libsodium recommends for a person who waits: passes over memory, bytes of memory.
    static var interactiveCost: (passes: UInt64, bytes: Int) {
        (UInt64(crypto_pwhash_opslimit_interactive()), crypto_pwhash_memlimit_interactive())
    }

    /// The Argon2id text of a password with a fresh salt: `$argon2id$v=19$m=…,t=…,p=1$salt$hash`.
    static func argon2idText(of password: [UInt8], passes: UInt64, bytes: Int) throws(Failure) -> String {
        isReady
        var text = [CChar](repeating: 0, count: crypto_pwhash_strbytes())
        let status = unsafe crypto_pwhash_str_alg(
            &text, characters(password), UInt64(password.count), passes, bytes, crypto_pwhash_ALG_ARGON2ID13)
        guard status == 0 else { throw Failure() }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether a password is the one behind an Argon2id text.
    ///
    /// - Throws: `Failure` when that could not be found out, which is not the same as a wrong password.
    static func matches(_ text: String, _ password: [UInt8]) throws(Failure) -> Bool {
        isReady
        errno = 0
        let status = unsafe crypto_pwhash_str_verify(text, characters(password), UInt64(password.count))
        if status == 0 { return true }
        // A mismatch, and only a mismatch, is EINVAL; lack of memory leaves ENOMEM, an unreadable text 0.
        guard errno == EINVAL else { throw Failure() }
        return false
    }

    /// Whether a text was made with other parameters than these, or is none that libsodium reads.
    static func differsInCost(_ text: String, passes: UInt64, bytes: Int) -> Bool {
        isReady
        return unsafe crypto_pwhash_str_needs_rehash(text, passes, bytes) != 0
    }

    /// The 32 bytes that Argon2id derives from a secret and a salt of 16 bytes.
    static func argon2id(of secret: [UInt8], salt: [UInt8], passes: UInt64, bytes: Int) throws(Failure) -> [UInt8] {
        isReady
        precondition(salt.count == crypto_pwhash_saltbytes(), "a salt has 16 bytes")
        var derived = [UInt8](repeating: 0, count: 32)
        let status = unsafe crypto_pwhash(
            &derived, 32, characters(secret), UInt64(secret.count), salt, passes, bytes, crypto_pwhash_ALG_ARGON2ID13)
        guard status == 0 else { throw Failure() }
        return derived
    }

    /// Compares bytes in a time that depends on their number alone.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe sodium_memcmp(left, right, left.count) == 0
    }

    /// Bytes as C's signed characters.
    private static func characters(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } }
}
