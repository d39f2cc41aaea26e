public import Rules

/// A testing station, granary, carrier, disposal facility or mill.
public struct Organization: Hashable, Sendable, Codable {
    /// What the organisation does in the chain.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case station, granary, carrier, facility, mill, bureau
    }
    /// USCC.
    public let code: OrganizationCode
    /// Name.
    public var name: String
    /// What it does.
    public var kind: Kind
    /// County, six digits.
    public var county: String
    /// Licence or qualification number.
    public var licence: String
    /// First day of validity.
    public var validFrom: CivilDate
    /// Last day of validity.
    public var validTo: CivilDate
    /// Use classes a disposal facility may take (domain.md §7).
    public var useClasses: [Int]
    /// Id of the record that made or last changed the entry; given by the book, whatever is handed in.
    public var record: String?

    /// An entry.
    public init(
        code: OrganizationCode, name: String, kind: Kind, county: String, licence: String, validFrom: CivilDate,
        validTo: CivilDate, useClasses: [Int]
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.county = county
        self.licence = licence
        self.validFrom = validFrom
        self.validTo = validTo
        self.useClasses = useClasses
    }

    /// True when the licence covers the day.
    public func isLicensed(on day: CivilDate) -> Bool { validFrom <= day && day <= validTo }
}

/// A place of storage in a granary.
public struct Bin: Hashable, Sendable, Codable {
    /// What may lie in it (design.md §3).
    public enum Use: String, Sendable, Codable, CaseIterable {
        /// Class A only.
        case ordinary
        /// One over-limit class at a time.
        case segregated
        /// Pending grain, or over-limit grain waiting for its bin; batches stacked apart, never commingled.
        case quarantine
    }
    /// Bin code.
    public let code: BinNumber
    /// The granary.
    public var granary: OrganizationCode
    /// Its county.
    public var county: String
    /// Name on the door.
    public var name: String
    /// Building kind as registered.
    public var kind: String
    /// What may lie in it.
    public var use: Use
    /// Capacity in grams.
    public var capacityGrams: Grams
    /// Grams by class of grain now in the bin.
    public var content: [String: Grams] = [:]
    /// Id of the record that made or last changed the entry; given by the book, whatever is handed in.
    public var record: String?

    /// Grams in the bin.
    public var grams: Grams { content.values.reduce(.zero, +) }

    mutating func dropEmptyClasses() { content = content.filter { $0.value != .zero } }

    /// Whether grain of a class may be brought in now; `nil` when it may (design.md §2.3, domain.md §7).
    public func objection(to grainClass: GrainClass, adding grams: Grams) -> Refusal.Reason? {
        if self.grams + grams > capacityGrams { return .binCapacityExceeded }
        switch use {
        case .ordinary:
            guard grainClass == .a else { return .binIsForCompliantGrain }
            // A verdict may have turned grain that lies here: nothing is poured on it before it is moved out.
            return content.keys.allSatisfy { $0 == grainClass.rawValue } ? nil : .binHoldsAnotherClass
        case .quarantine:
            return grainClass == .a ? .binIsForQuarantine : nil
        case .segregated:
            guard grainClass.isOverLimit else { return .binIsForOverLimitGrain }
            return content.keys.allSatisfy { $0 == grainClass.rawValue } ? nil : .binHoldsAnotherClass
        }
    }
}

/// A weighbridge.
public struct Scale: Hashable, Sendable, Codable {
    /// Number.
    public let code: ScaleNumber
    /// Owner.
    public var owner: OrganizationCode
    /// Verification scale interval e, in grams.
    public var intervalGrams: Grams
    /// Maximum load, in grams.
    public var maximumGrams: Grams
    /// Certificate number.
    public var certificate: String
    /// Last day of the certificate.
    public var validTo: CivilDate
    /// Id of the record that made or last changed the entry; given by the book, whatever is handed in.
    public var record: String?

    /// An entry.
    public init(
        code: ScaleNumber, owner: OrganizationCode, intervalGrams: Grams, maximumGrams: Grams, certificate: String,
        validTo: CivilDate
    ) {
        self.code = code
        self.owner = owner
        self.intervalGrams = intervalGrams
        self.maximumGrams = maximumGrams
        self.certificate = certificate
        self.validTo = validTo
    }
}

/// A paddy parcel.
public struct Parcel: Hashable, Sendable, Codable {
    /// Parcel code.
    public let code: ParcelNumber
    /// Township, nine digits.
    public var township: String
    /// County, six digits.
    public var county: String
    /// Village group.
    public var village: String
    /// Area in square metres.
    public var squareMetres: Int64
    /// Farmland class as the province lists it (GB 15618-2018).
    public var farmlandClass: FarmlandClass
    /// Longitude and latitude in degrees, WGS-84, as given.
    public var longitude: String
    /// Latitude.
    public var latitude: String
    /// Soil pH as given.
    public var soilPH: String
    /// Soil cadmium, mg/kg, as given.
    public var soilCadmium: String
    /// Samples by season.
    public var samples: [String: [SampleCode]] = [:]
    /// Batches that took grain from here, by season.
    public var batches: [String: [BatchCode]] = [:]
    /// The worst verdict by season of the samples that have one, also while another sample waits; absent without one.
    public var judged: [String: GrainClass]?
    /// Class by season: the worst verdict of its samples that were not refused; absent means pending.
    public var classes: [String: GrainClass] = [:]
    /// Id of the record that made or last changed the entry; given by the book, whatever is handed in.
    public var record: String?

    /// An entry.
    public init(
        code: ParcelNumber, township: String, county: String, village: String, squareMetres: Int64,
        farmlandClass: FarmlandClass, longitude: String, latitude: String, soilPH: String, soilCadmium: String
    ) {
        self.code = code
        self.township = township
        self.county = county
        self.village = village
        self.squareMetres = squareMetres
        self.farmlandClass = farmlandClass
        self.longitude = longitude
        self.latitude = latitude
        self.soilPH = soilPH
        self.soilCadmium = soilCadmium
    }

    /// Class by the soil alone; `nil` when pH or cadmium was not measured.
    public var classBySoil: FarmlandClass? {
        guard let acidity = SoilAcidity(soilPH), let content = NanogramsPerKilogram(milligramsPerKilogram: soilCadmium)
        else { return nil }
        return FarmlandClass.of(.cadmium, content, acidity: acidity)
    }

    /// Class of the grain of a season; pending until judged.
    public func grainClass(in season: String) -> GrainClass { classes[season] ?? .pending }
}
