import Custody

extension Resource {
    /// The one table of what may be asked: each resource with its fields, in the order of CSV columns.
    public var fields: [Field] { [Field("code")] + particulars }

    private var particulars: [Field] {
        switch self {
        case .organizations, .bins, .scales, .parcels: registerFields
        case .samples, .testRuns, .reports, .verdicts, .reinspections: testFields
        case .batches, .manifests, .disposals, .places: grainFields
        case .movements, .weighings, .findings, .records, .deadlines: recordFields
        }
    }

    private static let county = Field("county", .region)
    private static let grades = Field.Form.word(["A", "B", "C", "D", "pending"])
    private static func words<Word: CaseIterable & RawRepresentable<String>>(_: Word.Type) -> Field.Form {
        .word(Word.allCases.map(\.rawValue))
    }

    private var registerFields: [Field] {
        switch self {
        case .organizations:
            [
                Field("name"), Field("kind", Self.words(Organization.Kind.self)), Self.county, Field("licence"),
                Field("validFrom", .day), Field("validTo", .day), Field("useClasses", .nested),
            ]
        case .bins:
            [
                Field("granary"), Self.county, Field("name"), Field("kind"), Field("use", Self.words(Bin.Use.self)),
                Field("capacityGrams", .integer), Field("content", .nested),
            ]
        case .scales:
            [
                Field("owner"), Field("intervalGrams", .integer), Field("maximumGrams", .integer),
                Field("certificate"), Field("validTo", .day),
            ]
        default:
            [
                Field("township", .region), Self.county, Field("village"), Field("squareMetres", .integer),
                Field("farmlandClass", .word(["priority-protection", "safe-use", "strictly-controlled"])),
                Field("longitude"), Field("latitude"), Field("soilPH"), Field("soilCadmium"),
                Field("samples", .nested), Field("batches", .nested), Field("classes", .nested),
            ]
        }
    }

    private var testFields: [Field] {
        switch self {
        case .samples:
            [
                Field("subject", .nested), Field("parcel", path: ["subject", "parcel", "_0"]),
                Field("batch", path: ["subject", "batch", "_0"]), Self.county, Field("season"),
                Field("collectedAt", .time), Field("grams", .integer),
                Field("state", .word(["collected", "received", "refused", "tested"])), Field("laboratory"),
                Field("blindCode"), Field("receivedAt", .time), Field("screenings", .nested),
                Field("reports", .nested), Field("verdict"), Field("verdictBy"), Field("disputed", .flag),
            ]
        case .testRuns:
            [
                Field("laboratory"), Field("measuredAt", .time), Field("unit"), Field("rows", .nested),
                Field("faults", .nested),
            ]
        case .reports:
            [
                Field("sample"), Field("lines", .nested), Field("issuedAt", .time), Field("edition"),
                Field("verdict"), Field("supersedes"), Field("supersededBy"),
            ]
        case .verdicts:
            [
                Field("parcel"), Field("batch"), Self.county, Field("season"), Field("verdict"),
                Field("verdictBy"), Field("edition"), Field("issuedAt", .time), Field("disputed", .flag),
            ]
        default:
            [
                Field("sample"), Field("report"), Field("appliedAt", .time), Field("accepted", .flag),
                Field("laboratory"), Field("outcome"),
            ]
        }
    }

    private var grainFields: [Field] {
        switch self {
        case .batches:
            [
                Field("granary"), Self.county, Field("createdAt", .time),
                Field("origin", .word(["intake", "merge", "split", "receipt"])), Field("season"),
                Field("grainClass", Self.grades), Field("sourceClass", Self.grades),
                Field("disposal"), Field("tests", .nested), Field("rulings", .nested), Field("frozenBy", .nested),
                Field("sources", .nested), Field("parents", .nested), Field("children", .nested),
                Field("ledger", .nested), Field("tag", .nested), Field("history", .nested),
            ]
        case .manifests:
            [
                Field("purpose", .word(["disposal", "transfer", "sale"])), Field("batch"),
                Field("grainClass", Self.grades), Field("disposal"), Field("consignor"), Self.county, Field("bin"),
                Field("consignee"), Field("carrier"), Field("plate"),
                Field("state", .word(["departed", "arrived", "accepted", "refused", "returned", "voided"])),
                Field("papers", .nested), Field("loadingScale"), Field("loadedGrams", .integer),
                Field("departedAt", .time), Field("arrivedAt", .time), Field("receivedGrams", .integer),
                Field("toleranceGrams", .integer), Field("closedAt", .time), Field("receivedAs"),
            ]
        case .disposals:
            [
                Field("batch"), Self.county, Field("useClass", .integer), Field("facility"), Field("contract"),
                Field("approvedAt", .time), Field("plannedGrams", .integer), Field("dispatchedGrams", .integer),
                Field("receivedGrams", .integer), Field("processings", .nested), Field("certificate"),
                Field("certifiedAt", .time),
            ]
        default:
            [
                Field("kind", .word(["bin", "site", "transit", "facility"])), Field("subject"), Self.county,
                Field("grams", .integer), Field("gramsByClass", .nested),
            ]
        }
    }

    private var recordFields: [Field] {
        let kind = Field("kind", .word(Act.kinds.map { $0.name }))
        let times = [Field("occurredAt", .time), Field("recordedAt", .time)]
        switch self {
        case .movements:
            return [Field("record"), kind, Field("batch")] + times + [Field("legs", .nested)]
        case .weighings:
            return [Field("record"), kind] + times + [
                Field("batch"), Field("manifest"), Field("ticket"), Field("scale"), Field("plate"),
                Field("grossGrams", .integer), Field("tareGrams", .integer), Field("netGrams", .integer),
            ]
        case .findings:
            return [
                Field("record"), Field("number", .integer), kind, Field("finding"),
                Field("severity", .word(["hold", "warn", "info"])), Field("subject"), Field("detail"), Field("zh"),
                Field("en"),
            ] + times
        case .records:
            return [Field("seq", .integer), kind, Field("actor")] + times + [Field("digest"), Field("body")]
        default:
            return [
                Field("matter", Self.words(DeadlineList.Matter.self)), Field("subject"), Field("batch"),
                Self.county, Field("granary"), Field("grams", .integer), Field("since", .time), Field("dueAt", .time),
                Field("overdue", .flag, path: ["isOverdue"]),
                Field("workingDays", .integer), Field("next"), Field("grainClass", Self.grades),
                Field("weight", .integer), Field("urgedTimes", .integer), Field("urgedAt", .time),
                Field("urgedUntil", .day), Field("escalated", .flag, path: ["isEscalated"]),
            ]
        }
    }
}
