import Foundation
public import OpenID

extension Settings {
    /// Path of the console that the provider sends browsers back to.
    static let openIDReturn = "/sign-in/openid/return"

    private static let openIDKeys: [SettingKey] = [.openIDIssuer, .openIDClient, .openIDSecretFile, .openIDRedirect]

    /// What single sign-on needs goes together, and its addresses are safe ones.
    func checkOpenID() throws {
        let missing = Self.openIDKeys.filter { self[$0] == nil }
        guard missing.count != Self.openIDKeys.count else { return }
        guard missing.isEmpty else {
            throw Fault("single sign-on also needs \(missing.map(\.rawValue).joined(separator: ", "))")
        }
        for key in [SettingKey.openIDIssuer, .openIDRedirect] {
            guard let address = self[key], SafeAddress.isSafe(address) else {
                throw Fault("\(key.rawValue): expected https://…, or http:// on loopback, without query and fragment")
            }
        }
        guard self[.openIDRedirect]?.hasSuffix(Self.openIDReturn) == true else {
            throw Fault("openid-redirect: expected …\(Self.openIDReturn)")
        }
    }

    /// The provider of these settings; `nil` without single sign-on.
    ///
    /// - Throws: `Fault` when the file of the secret cannot be read or is empty.
    public func openIDProvider() throws -> Provider? {
        guard let issuer = self[.openIDIssuer], let id = self[.openIDClient], let file = self[.openIDSecretFile],
            let redirect = self[.openIDRedirect],
            let algorithm = self[.openIDAlgorithm].flatMap({ Algorithm(rawValue: $0) })
        else { return nil }
        let secret = (try? String(contentsOfFile: file, encoding: .utf8))?
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let words = (self[.openIDFactor] ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
        guard let secret,
            let client = Client(
                issuer: issuer, id: id, secret: secret, redirect: redirect, algorithm: algorithm,
                factorWords: Set(words.filter { !$0.isEmpty }))
        else { throw Fault("openid-secret-file \(file) cannot be read, or is empty") }
        let start = ContinuousClock.now
        return Provider(client, elapsed: { start.duration(to: .now) })
    }
}
