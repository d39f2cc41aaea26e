import Foundation
import Identity
import Rules
import Testing

/// Somebody with an account, as the command line makes one; `key` when a second factor was enrolled.
struct SignedInPerson {
    /// What everybody's password is in these tests.
    static let password = "seven green barges drift"

    let name, membership: String
    let key: [UInt8]

    /// The code of the step at hand; later ones serve where an earlier one was used up.
    func code(later steps: Int64 = 0) throws -> String {
        let now = Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000))
        return try #require(Authenticator(key: key)).code(atStep: Authenticator.step(at: now) + steps)
    }

    fileprivate static func bytes(base32 text: String) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = text.flatMap { letter in
            (0..<5).reversed().map { (alphabet.firstIndex(of: letter) ?? 0) >> $0 & 1 }
        }
        return stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
            UInt8(bits[start..<start + 8].reduce(0) { $0 << 1 | $1 })
        }
    }
}

extension RunningServer {
    /// Registers a person with a membership and an account.
    func person(
        _ name: String, _ role: String, organization: String = RunningServer.office, region: String, withFactor: Bool
    ) throws -> SignedInPerson {
        let added = try command([
            "person", "add", name, "--role", role, "--organization", organization, "--region", region,
        ])
        try #require(added.status == 0)
        let membership = added.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(try command(["account", "add", name, "--membership", membership]).status == 0)
        let file = "\(directory)/password"
        try SignedInPerson.password.write(toFile: file, atomically: true, encoding: .utf8)
        try #require(try command(["account", "password", name, "--file", file]).status == 0)
        guard withFactor else { return SignedInPerson(name: name, membership: membership, key: []) }
        let address = try command(["account", "factor", name]).output
        let secret = try #require(address.split(separator: "secret=").last?.prefix { $0 != "&" })
        return SignedInPerson(
            name: name, membership: membership, key: SignedInPerson.bytes(base32: String(secret)))
    }

    /// Signs in by name and password.
    func signIn(_ name: String, _ password: String, factor: String = "") async throws -> HTTPAnswer {
        try #require(
            await ask(
                "/v1/session", method: "POST",
                body: "{\"account\":\"\(name)\",\"password\":\"\(password)\",\"factor\":\"\(factor)\"}"))
    }

    /// The headers of a session for reading and writing, by which somebody signed in just now.
    func session(of person: SignedInPerson) async throws -> [String: String] {
        let factor = person.key.isEmpty ? "" : try person.code()
        return try await signIn(person.name, SignedInPerson.password, factor: factor).sessionHeaders
    }
}

extension HTTPAnswer {
    /// The headers of the session that this answer opened, for reading and writing.
    var sessionHeaders: [String: String] {
        get throws {
            let cookie = try #require(header("Set-Cookie"))
            #expect(cookie.hasPrefix("__Host-grainledger=") && cookie.contains("Secure; HttpOnly; SameSite=Lax"))
            return [
                "Cookie": String(cookie.prefix { $0 != ";" }), "X-CSRF-Token": try #require(member("csrf")),
                "Accept-Language": "en",
            ]
        }
    }
}
