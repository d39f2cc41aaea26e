import Rules

/// Who takes part, by number: the codes are made up, their check characters are right.
enum Registers {
    /// What an organisation of a county does; the word of the files.
    enum Kind: Int, CaseIterable {
        case station, facility, carrier, mill, granary

        var word: String {
            switch self {
            case .station: "检测机构"
            case .facility: "处置企业"
            case .carrier: "承运单位"
            case .mill: "加工企业"
            case .granary: "收储库点"
            }
        }
    }

    static let counties = RegionCode.knownCounties.map(\.text)
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    /// Credit code of the organisation of a kind that a county has one of.
    static func organization(_ kind: Kind, in county: String) -> String {
        creditCode(county: county, serial: kind.rawValue)
    }

    /// Credit code of a granary.
    static func granary(_ number: Int, in county: String) -> String {
        creditCode(county: county, serial: 1000 + number)
    }

    /// A credit code of GB 32100 with both its check characters.
    static func creditCode(county: String, serial: Int) -> String {
        var inner = Array("MA".utf8)
        var rest = serial
        var digits: [UInt8] = []
        for _ in 0..<6 {
            digits.append(alphabet[rest % 31])
            rest /= 31
        }
        inner += digits.reversed()
        let weights = [3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(inner, weights).reduce(0) { $0 + Int($1.0 < 0x41 ? $1.0 - 0x30 : $1.0 - 0x41 + 10) * $1.1 }
        let check = 11 - sum % 11
        inner.append(check == 10 ? 0x58 : check == 11 ? 0x30 : UInt8(0x30 + check))
        let body = Array("91\(county)".utf8) + inner
        var weight = 1
        var total = 0
        for byte in body {
            total += (alphabet.firstIndex(of: byte) ?? 0) * weight
            weight = weight * 3 % 31
        }
        return String(decoding: body + [alphabet[(31 - total % 31) % 31]], as: UTF8.self)
    }

    static func words(_ code: String, _ kind: Kind, county: String, name: String, year: Int) -> Words {
        var words = Words()
        words.say("uscc", code)
        words.say("name", name)
        words.say("role", kind.word)
        words.say("county", county)
        words.say("licence", "XK\(code.suffix(8))")
        words.say("valid_from", "2010-01-01")
        words.say("valid_to", "\(year + 3)-12-31")
        words.say("classes", kind == .facility ? "1|2|3|4" : "")
        return words
    }

    static func scale(_ code: String, owner: String, year: Int) -> Words {
        var words = Words()
        words.say("scale", code)
        words.say("owner", owner)
        words.say("e_g", GranarySeason.interval)
        words.say("max_g", 100_000_000)
        words.say("certificate", "JD\(code)")
        words.say("valid_to", "\(year + 1)-06-30")
        return words
    }
}

extension SimulatedSeason {
    /// What the granaries share: one station, facility, carrier and mill a county, and the scales of who receives.
    func commonEvents(of phase: Phase) -> [Event] {
        guard phase == .register else { return [] }
        var events: [Event] = []
        for county in Registers.counties {
            for kind in Registers.Kind.allCases where kind != .granary {
                let code = Registers.organization(kind, in: county)
                events.append(
                    Event(
                        type: "organization_registered",
                        data: Registers.words(
                            code, kind, county: county, name: "模拟\(county)\(kind.word)", year: year)))
            }
            for kind in [Registers.Kind.facility, .mill] {
                let owner = Registers.organization(kind, in: county)
                events.append(
                    Event(type: "scale_registered", data: Registers.scale("DS-\(owner)", owner: owner, year: year)))
            }
        }
        return events
    }
}
