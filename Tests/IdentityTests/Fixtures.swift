import Rules
import Testing

@testable import Identity

/// Random numbers that repeat, so that a failing history can be played again (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// The least libsodium computes: tests are about rules, not about cost.
let cheap = HashCost(passes: 1, memoryBytes: 8_192)!

/// An instant in the harvest.
let noon = Timestamp(rfc3339: "2026-10-08T12:00:00+08:00")!

func after(seconds: Int64) -> Timestamp { Timestamp(noon.microseconds + seconds * 1_000_000) }

/// A few organisations of the region.
enum Organizations {
    static let granary = CreditCode("91430903MA4L000118")!
    static let otherGranary = CreditCode("91430902MA4TEXT01R")!
    static let station = CreditCode("12430900446300016L")!
    static let bureau = CreditCode("11430900006420014X")!
    static let facility = CreditCode("91430922055800013D")!
    static let carrier = CreditCode("914403001922038216")!
}

/// A membership in force, with what matters to the test.
func membership(
    _ role: Role, of person: String, in organization: CreditCode, _ jurisdiction: Jurisdiction = .organization,
    from: String = "2026-01-01", to: String = "2026-12-31", suspendedAt: Timestamp? = nil
) throws -> Membership {
    let first = try #require(CivilDate(iso: from))
    let last = try #require(CivilDate(iso: to))
    return try #require(
        Membership(
            number: MembershipNumber("\(person)/\(role.rawValue)/\(organization.text)"), person: PersonNumber(person),
            organization: organization, role: role, jurisdiction: jurisdiction, validFrom: first, validTo: last,
            suspendedAt: suspendedAt))
}

/// A participant who acts by the first of some memberships.
func participant(_ memberships: Membership..., presence: Participant.Presence = .freshFactor) throws -> Participant {
    try #require(
        Participant(
            Person(memberships[0].person, memberships: memberships), acting: memberships[0].number, presence: presence))
}

/// A county or prefecture as the reach of an officer.
func region(_ digits: String) throws -> Jurisdiction { .region(try #require(RegionPrefix(digits))) }

/// An officer of a county, signed in with a fresh factor.
func officer(
    _ person: String, county: String = "430903", presence: Participant.Presence = .freshFactor
) throws -> Participant {
    try participant(
        membership(.countyOfficer, of: person, in: Organizations.bureau, region(county)), presence: presence)
}
