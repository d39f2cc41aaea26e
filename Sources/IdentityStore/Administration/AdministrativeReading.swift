import Foundation
import Identity
import Operations
import Rules

/// The words of an act of administration as they were understood, before anything is looked up; or what is wrong with them.
struct AdministrativeReading: Sendable {
    private(set) var faults: [MemberFault] = []
    /// What a membership is to be.
    private(set) var wish: MembershipWish?
    /// What a credential is for, how many days it lives, and what it is bound to.
    private(set) var scopes: Set<Scope> = []
    private(set) var days: Int64 = 0
    private(set) var certificate: CertificateFingerprint?
    private(set) var kind = Credential.Kind.token

    /// Longest membership, in days: five years.
    static let longestDays = 1_827

    /// Reads the words of an act.
    ///
    /// - Parameter reach: the region of who acts.
    init(_ act: AdministrativeAct, within reach: RegionPrefix?, at now: Timestamp) {
        switch act {
        case .registerPerson(let entry):
            check(entry.alias, "alias", .aliasForm, of: #/[A-Za-z0-9][A-Za-z0-9._-]{0,63}/#)
            if let name = entry.name, !(1...100).contains(name.count) { fault("name", .nameForm) }
            if let phone = entry.phone { check(phone, "phone", .phoneForm, of: #/\+?[0-9][0-9 -]{4,19}/#) }
            read(entry.membership, "membership/", within: reach, at: now)
        case .grantMembership(_, let entry): read(entry, "", within: reach, at: now)
        case .suspendPerson(_, let reason), .restorePerson(_, let reason), .suspendMembership(_, let reason),
            .restoreMembership(_, let reason), .endMembership(_, let reason), .withdrawHandset(_, let reason):
            let count = reason.trimmingCharacters(in: .whitespacesAndNewlines).count
            if !(4...500).contains(count) { fault("reason", .reasonForm) }
        case .openAccount(_, let name):
            check(name, "name", .accountForm, of: #/[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]/#)
        case .grantCredential(let entry): read(entry)
        case .resetPassword, .resetFactor, .revokeCredential: break
        }
    }

    private mutating func fault(_ member: String, _ fault: AdministrativeFault) {
        faults.append(MemberFault(member, fault))
    }

    private mutating func check(
        _ text: String, _ member: String, _ wrong: AdministrativeFault, of form: Regex<Substring>
    ) {
        if text.wholeMatch(of: form) == nil { fault(member, wrong) }
    }

    private mutating func read(
        _ entry: MembershipEntry, _ prefix: String, within reach: RegionPrefix?, at now: Timestamp
    ) {
        let role = Role(rawValue: entry.role)
        if role == nil { fault("\(prefix)role", .roleUnknown) }
        let code = CreditCode(entry.organization)
        if code == nil { fault("\(prefix)organization", .organizationUnknown) }
        let region = RegionPrefix(entry.region.flatMap { $0.isEmpty ? nil : $0 } ?? code?.region ?? "")
        if region.map({ reach?.contains($0.digits) == true }) != true { fault("\(prefix)region", .regionOutside) }
        let sites = Set(entry.sites ?? [])
        let today = now.chinaDate
        let first = entry.validFrom.flatMap { $0.isEmpty ? nil : $0 }.map { CivilDate(iso: $0) } ?? today
        let last =
            entry.validTo.flatMap { $0.isEmpty ? nil : $0 }.map { CivilDate(iso: $0) } ?? first?.adding(days: 365)
        if let code, !sites.allSatisfy({ $0.count == 21 && $0.hasPrefix(code.text) }) || sites.count > 100 {
            fault("\(prefix)sites", .sitesUnfit)
        } else if let role, !sites.isEmpty, role != .keeper, role != .weigher {
            fault("\(prefix)sites", .sitesUnfit)
        }
        guard let first, let last, first <= last, last >= today, last <= first.adding(days: Self.longestDays) else {
            return fault("\(prefix)validTo", .daysUnfit)
        }
        guard let role, let code, let region, faults.isEmpty else { return }
        let wish = MembershipWish(
            organization: code, role: role, region: region, sites: sites, firstDay: first, lastDay: last)
        guard wish.isSound else { return fault("\(prefix)region", .reachUnfit) }
        self.wish = wish
    }

    private mutating func read(_ entry: CredentialEntry) {
        check(entry.name, "name", .credentialForm, of: #/[A-Za-z0-9][A-Za-z0-9._-]{0,63}/#)
        switch entry.kind {
        case "token": kind = .token
        case "device": kind = .device
        default: fault("kind", .kindUnknown)
        }
        let scopes = entry.scopes.map { Scope($0) }
        self.scopes = Set(scopes.compactMap(\.self))
        if scopes.isEmpty || scopes.contains(nil) || scopes.count > 64 { fault("scopes", .scopesUnfit) }
        days = Int64(entry.days ?? Int(Grant.longestDays(kind)))
        if !(1...Grant.longestDays(kind)).contains(days) { fault("days", .lifeUnfit) }
        if let hex = entry.certificate, !hex.isEmpty {
            certificate = CertificateFingerprint(hex: hex)
            if certificate == nil { fault("certificate", .certificateUnfit) }
        } else if kind == .device, entry.unbound != true {
            fault("certificate", .bondMissing)
        }
    }
}
