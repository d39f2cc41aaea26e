import Custody
import Foundation
import Rules

/// The words of one entry of a season's stream, as others write them (snake case, grams, mg/kg as text), and the act
/// they stand for.
protocol SeasonEntry: Decodable, SendableMetatype {
    /// The act; throws a `StreamFault` when a word cannot be read.
    func act() throws -> Act
    /// Who stood by, by the part played; names stay out of the act.
    var persons: Persons { get }
}

extension SeasonEntry {
    /// Nobody by default.
    var persons: Persons { [:] }
}

/// The names that are there.
func named(_ persons: [PersonRole: String?]) -> Persons {
    persons.compactMapValues { $0?.isEmpty == false ? $0 : nil }
}

/// A word that cannot be read.
struct StreamFault: Error, Hashable {
    /// Member of the entry.
    let member: String
    /// What was there.
    let found: String
}

func read<Value>(_ member: String, _ text: String, _ parse: (String) -> Value?) throws -> Value {
    guard let value = parse(text) else { throw StreamFault(member: member, found: text) }
    return value
}

func time(_ member: String, _ text: String) throws -> Timestamp {
    try read(member, text) { Timestamp(rfc3339: $0) }
}

func day(_ member: String, _ text: String) throws -> CivilDate { try read(member, text) { CivilDate(iso: $0) } }

func item(_ text: String) throws -> Item { try read("item", text) { Item(rawValue: $0) } }

enum RegisterEntries {
    struct OrganizationEntry: SeasonEntry {
        let uscc, name, role, county, licence, validFrom, validTo, classes: String

        static let kinds: [String: Organization.Kind] = [
            "检测机构": .station, "收储库点": .granary, "承运单位": .carrier, "处置企业": .facility, "加工企业": .mill,
        ]

        func act() throws -> Act {
            let checked = try read("uscc", uscc) { CreditCode($0).map { _ in uscc } }
            return Act(
                RegisterOrganization(
                    Organization(
                        code: OrganizationCode(checked), name: name, kind: try read("role", role) { Self.kinds[$0] },
                        county: county, licence: licence, validFrom: try day("valid_from", validFrom),
                        validTo: try day("valid_to", validTo),
                        useClasses: classes.split(separator: "|").compactMap { Int($0) })))
        }
    }

    struct BinEntry: SeasonEntry {
        let bin, granary, name, kind, use: String
        let capacityG: Int64

        func act() throws -> Act {
            Act(
                RegisterBin(
                    code: BinNumber(bin), granary: OrganizationCode(granary), name: name, kind: kind,
                    use: try read("use", use) { Bin.Use(rawValue: $0) }, capacityGrams: Grams(capacityG)))
        }
    }

    struct ScaleEntry: SeasonEntry {
        let scale, owner, certificate, validTo: String
        let eG, maxG: Int64

        func act() throws -> Act {
            Act(
                RegisterScale(
                    Scale(
                        code: ScaleNumber(scale), owner: OrganizationCode(owner), intervalGrams: Grams(eG),
                        maximumGrams: Grams(maxG), certificate: certificate, validTo: try day("valid_to", validTo))))
        }
    }

    struct ParcelEntry: SeasonEntry {
        let parcel, township, village, areaMu, farmlandClass, lon, lat, soilPh, soilCd: String
        let grower: String?

        var persons: Persons { named([.grower: grower]) }

        func act() throws -> Act {
            let area = try read("area_mu", areaMu) { SquareMetres(mu: $0) }
            return Act(
                RegisterParcel(
                    Parcel(
                        code: ParcelNumber(parcel), township: township, county: String(township.prefix(6)),
                        village: village, squareMetres: area.value,
                        farmlandClass: try read("farmland_class", farmlandClass) { FarmlandClass(named: $0) },
                        longitude: lon, latitude: lat, soilPH: soilPh, soilCadmium: soilCd)))
        }
    }
}

enum SampleEntries {
    struct Collected: SeasonEntry {
        let sample, parcel, task, pattern, seal: String
        let points: Int
        let weightG: Int64
        let samplers: [String]?

        var persons: Persons { named([.sampler: samplers?.first, .secondSampler: samplers?.dropFirst().first]) }

        func act() throws -> Act {
            Act(
                CollectSample(
                    sample: SampleCode(sample), parcel: ParcelNumber(parcel), task: task, pattern: pattern,
                    points: points, grams: Grams(weightG), seal: seal))
        }
    }

    struct Received: SeasonEntry {
        let sample, lab, sealState, result, reason, blind: String

        func act() throws -> Act {
            Act(
                ReceiveSample(
                    sample: SampleCode(sample), laboratory: OrganizationCode(lab), sealIntact: sealState == "intact",
                    accepted: result == "accepted", reason: reason, blindCode: blind))
        }
    }

    struct Screened: SeasonEntry {
        let sample, element, value, instrument: String

        func act() throws -> Act {
            Act(
                RecordScreening(
                    sample: SampleCode(sample), item: try item(element), value: value, instrument: instrument))
        }
    }

    struct Drawn: SeasonEntry {
        let slip, sample, batch, bin, reason: String
        let representedG, grams: Int64
        let sampler, keeper: String?

        var persons: Persons { named([.sampler: sampler, .keeper: keeper]) }

        func act() throws -> Act {
            Act(
                DrawBulkSample(
                    slip: slip, sample: SampleCode(sample), batch: BatchCode(batch), bin: BinNumber(bin),
                    reason: reason, representedGrams: Grams(representedG), grams: Grams(grams)))
        }
    }
}
