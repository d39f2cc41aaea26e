import Foundation
import Identity
import IdentityStore
import Operations
import Postgres
import Rules

/// Accounts to try the embedded book with: one person for each role of the example season, one password for all of them,
/// shown once, and one token. A book that knows a person already is left alone.
struct Demonstration {
    let bureau: Bureau
    let key: FactorKey

    /// The bureau that officers belong to: a code of the form of GB 32100 that no office has.
    private static let office = "11430900MB1GRAN16G"

    private struct Part {
        let name: String
        let role: Role
        let organization: CreditCode
        let region: String
    }

    /// Opens the accounts and tells them, unless there are persons.
    func open(at address: String, _ say: @Sendable (String) -> Void) async throws {
        guard try await bureau.gatehouse.people.list().isEmpty else {
            say("accounts were opened before; grainledger person list shows them, account password sets a new password")
            return
        }
        var generator = SystemRandomNumberGenerator()
        let password = Self.password(using: &generator)
        let authenticator = Authenticator.random(using: &generator)
        let hash = try PasswordHash(Password(typed: password))
        var told: [String] = []
        var officer: MembershipNumber?
        for part in try await parts() {
            let membership = try await open(part, hash, authenticator)
            if officer == nil { officer = membership }
            told.append(part.role.needsSecondFactor ? "\(part.name)*" : part.name)
        }
        guard let officer, let token = try await token(for: officer) else { return }
        say("accounts: \(told.joined(separator: " "))")
        say(
            "password of all: \(password); those with * give a code besides: \(authenticator.address(issuer: "GrainLedger", account: "demo"))"
        )
        say("Yiyang's officer signs in with: \(token)")
        say("try: curl -H \"Authorization: Bearer …\" \(address)/v1/balance?county=4309")
    }

    private func parts() async throws -> [Part] {
        guard let office = CreditCode(Self.office) else { preconditionFailure("the office's code is well formed") }
        var parts = [
            Part(name: "officer-yiyang", role: .cityOfficer, organization: office, region: "4309"),
            Part(name: "officer-yiyang-2", role: .cityOfficer, organization: office, region: "4309"),
            Part(name: "officer-ziyang", role: .countyOfficer, organization: office, region: "430902"),
            Part(name: "reader-yiyang", role: .departmentReader, organization: office, region: "4309"),
            Part(name: "auditor-yiyang", role: .auditor, organization: office, region: "4309"),
            Part(name: "administrator-yiyang", role: .administrator, organization: office, region: "4309"),
        ]
        for (kind, roles) in [
            ("station", [Role.sampler, .technician, .reviewer, .approver]),
            ("granary", [.weigher, .keeper, .granaryManager]), ("carrier", [.carrier]),
            ("facility", [.facilityOperator]),
        ] {
            let known = try await bureau.gatehouse.people.organizations(ofKind: kind, limit: 100)
            // A sampler sees the parcels of his station's county: a station of another prefecture would show none.
            guard let (code, county) = known.first(where: { $0.county.hasPrefix("4309") }) ?? known.first
            else { continue }
            parts += roles.map { role in
                let name = role == .granaryManager ? "manager" : role == .facilityOperator ? "operator" : role.rawValue
                return Part(name: "\(name)-1", role: role, organization: code, region: county)
            }
        }
        return parts
    }

    private func open(_ part: Part, _ hash: PasswordHash, _ authenticator: Authenticator) async throws
        -> MembershipNumber?
    {
        guard let region = RegionPrefix(part.region) else { return nil }
        let people = bureau.gatehouse.people
        let today = IdentityClock.system.now().chinaDate
        let wish = MembershipWish(
            organization: part.organization, role: part.role, region: region, firstDay: today.adding(days: -1),
            lastDay: today.adding(days: 366))
        guard wish.isSound else { return nil }
        let person = try await people.add(alias: part.name, name: "\(part.role.zh)（演示）")
        let membership = try await people.grant(wish, to: person, by: "demonstration")
        let accounts = bureau.gatehouse.accounts(key)
        try await accounts.add(part.name, for: membership)
        _ = try await accounts.set(hash, for: part.name)
        if part.role.needsSecondFactor { _ = try await accounts.enrol(authenticator, nil, for: part.name) }
        return membership
    }

    private func token(for officer: MembershipNumber) async throws -> String? {
        try await bureau.gatehouse.credentials.grant(
            "officer-yiyang", to: .membership(officer), scopes: [.read, .allActs], from: IdentityClock.system.now(),
            days: 366, by: "demonstration")
    }

    /// Twenty characters that nobody mistakes for one another.
    private static func password(using generator: inout some RandomNumberGenerator) -> String {
        let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
        return (0..<4).map { _ in
            String((0..<5).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
        }
        .joined(separator: "-")
    }
}
