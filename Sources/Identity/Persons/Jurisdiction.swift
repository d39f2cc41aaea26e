/// The first digits of a region's code (GB/T 2260): province 2, prefecture 4, county 6, township 9.
public struct RegionPrefix: Hashable, Sendable, CustomStringConvertible {
    /// The digits.
    public let digits: String

    /// A prefix; `nil` for another number of digits, or anything but digits. The whole country is none.
    public init?(_ digits: String) {
        guard [2, 4, 6, 9].contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        self.digits = digits
    }

    /// Whether a region, in digits, lies within.
    public func contains(_ region: String) -> Bool { region.hasPrefix(digits) }
    /// The digits.
    public var description: String { digits }
}

/// How far a membership reaches.
public enum Jurisdiction: Hashable, Sendable {
    /// Everything of a region; for officers, readers, auditors, administrators.
    case region(RegionPrefix)
    /// The whole of the own organisation.
    case organization
    /// Some sites of the own organisation, by site code (21 places).
    case sites(Set<String>)
    /// The trips the own organisation is part of, and nothing else.
    case ownTrips

    /// Whether a role may reach so far: county officers a county, city officers a prefecture, those of an organisation
    /// never past it.
    public func suits(_ role: Role) -> Bool {
        switch (role, self) {
        case (.countyOfficer, .region(let prefix)): prefix.digits.count >= 6
        case (.cityOfficer, .region(let prefix)): prefix.digits.count == 4
        case (.departmentReader, .region), (.auditor, .region), (.administrator, .region): true
        case (.carrier, .ownTrips): true
        case (.keeper, .sites(let sites)), (.weigher, .sites(let sites)): !sites.isEmpty
        case (.sampler, .organization), (.technician, .organization), (.reviewer, .organization),
            (.approver, .organization), (.weigher, .organization), (.keeper, .organization),
            (.granaryManager, .organization), (.facilityOperator, .organization):
            true
        default: false
        }
    }
}
