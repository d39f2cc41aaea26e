public import Rules

/// Registers an organisation, or corrects its entry.
public struct RegisterOrganization: ActBody {
    public static let name = "organization-registered"
    public static let roles: Set<Actor.Role> = [.officer, .registrar]
    /// The entry.
    public let organization: Organization

    /// The act.
    public init(_ organization: Organization) { self.organization = organization }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.organization(organization.code)] }
    public func corrects(in book: Book) -> String? { book.organizations[organization.code]?.record }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        let known = book.organizations[organization.code]
        guard known != entry(by: known?.record) else {
            throw Refusal(.nothingChanges, organization.code.text)
        }
        var outcome = Outcome()
        if CreditCode(organization.code.text) == nil {
            outcome.findings.append(Finding(.creditCodeCheckFails, organization.code.text))
        }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.organizations[organization.code] = entry(by: book.record)
        book.touch(.organization(organization.code))
    }

    /// The entry as it will stand.
    private func entry(by record: String?) -> Organization {
        var entry = organization
        entry.record = record
        return entry
    }
}

/// Registers a bin, or corrects its name and capacity; its use changes only while it is empty (domain.md §8).
public struct RegisterBin: ActBody {
    public static let name = "bin-registered"
    public static let roles: Set<Actor.Role> = [.officer, .registrar]
    /// Bin code.
    public let code: BinNumber
    /// Granary.
    public let granary: OrganizationCode
    /// Name.
    public let name: String
    /// Building kind.
    public let kind: String
    /// Use.
    public let use: Bin.Use
    /// Capacity in grams.
    public let capacityGrams: Grams

    /// The act.
    public init(
        code: BinNumber, granary: OrganizationCode, name: String, kind: String, use: Bin.Use, capacityGrams: Grams
    ) {
        self.code = code
        self.granary = granary
        self.name = name
        self.kind = kind
        self.use = use
        self.capacityGrams = capacityGrams
    }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.bin(code), .organization(granary)] }
    public func corrects(in book: Book) -> String? { book.bins[code]?.record }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let owner = book.organizations[granary] else { throw Refusal(.organizationUnknown, granary.text) }
        guard owner.kind == .granary else { throw Refusal(.organizationKindWrong, granary.text) }
        guard capacityGrams > .zero else { throw Refusal(.massNotPositive, "capacityGrams") }
        if let bin = book.bins[code] {
            guard bin.granary == granary else { throw Refusal(.binOfAnotherGranary, code.text) }
            if bin.use != use && bin.grams != .zero { throw Refusal(.binHoldsAnotherClass, code.text) }
            if bin.grams > capacityGrams { throw Refusal(.binCapacityExceeded, code.text) }
            guard bin != entry(in: book, by: bin.record) else { throw Refusal(.nothingChanges, code.text) }
        }
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.bins[code] = entry(in: book, by: book.record)
        book.touch(.bin(code))
    }

    /// The bin as it will stand; what lies in it stays.
    private func entry(in book: Book, by record: String?) -> Bin {
        Bin(
            code: code, granary: granary, county: book.organizations[granary]?.county ?? "", name: name, kind: kind,
            use: use, capacityGrams: capacityGrams, content: book.bins[code]?.content ?? [:], record: record)
    }
}

/// Registers a weighbridge, or a new certificate for it.
public struct RegisterScale: ActBody {
    public static let name = "scale-registered"
    public static let roles: Set<Actor.Role> = [.officer, .registrar]
    /// The entry.
    public let scale: Scale

    /// The act.
    public init(_ scale: Scale) { self.scale = scale }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.scale(scale.code), .organization(scale.owner)] }
    public func corrects(in book: Book) -> String? { book.scales[scale.code]?.record }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard book.organizations[scale.owner] != nil else {
            throw Refusal(.organizationUnknown, scale.owner.text)
        }
        guard scale.intervalGrams > .zero, scale.maximumGrams > .zero else {
            throw Refusal(.massNotPositive, "intervalGrams")
        }
        let known = book.scales[scale.code]
        guard known != entry(by: known?.record) else { throw Refusal(.nothingChanges, scale.code.text) }
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.scales[scale.code] = entry(by: book.record)
        book.touch(.scale(scale.code))
    }

    /// The entry as it will stand.
    private func entry(by record: String?) -> Scale {
        var entry = scale
        entry.record = record
        return entry
    }
}

/// Registers a parcel, or corrects what was measured of it; its samples and batches stay.
public struct RegisterParcel: ActBody {
    public static let name = "parcel-registered"
    public static let roles: Set<Actor.Role> = [.officer, .registrar, .station]
    /// The entry; its samples, batches and classes are ignored.
    public let parcel: Parcel

    /// The act.
    public init(_ parcel: Parcel) { self.parcel = parcel }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.parcel(parcel.code)] }
    public func corrects(in book: Book) -> String? { book.parcels[parcel.code]?.record }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        let known = book.parcels[parcel.code]
        guard known != entry(in: book, by: known?.record) else { throw Refusal(.nothingChanges, parcel.code.text) }
        var outcome = Outcome()
        if TownshipCode(parcel.township) == nil {
            outcome.findings.append(Finding(.townshipUnknown, parcel.code.text, parcel.township))
        }
        if let bySoil = parcel.classBySoil, bySoil > parcel.farmlandClass {
            outcome.findings.append(Finding(.soilSaysWorse, parcel.code.text, bySoil.rawValue))
        }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.parcels[parcel.code] = entry(in: book, by: book.record)
        book.touch(.parcel(parcel.code))
    }

    /// The parcel as it will stand; its samples, batches and classes stay.
    private func entry(in book: Book, by record: String?) -> Parcel {
        var entry = parcel
        entry.record = record
        let known = book.parcels[parcel.code]
        entry.samples = known?.samples ?? [:]
        entry.batches = known?.batches ?? [:]
        entry.classes = known?.classes ?? [:]
        entry.judged = known?.judged
        return entry
    }
}
