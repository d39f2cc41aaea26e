extension CellReader {
    /// Master data carry no time in the files; the reading of the season gives them one.
    static let timeOfRegisters = ""

    mutating func organization() -> [StreamEvent] {
        [
            event(
                "organization_registered", at: Self.timeOfRegisters,
                [
                    "uscc": .string(code("uscc")), "name": .string(text("name")), "role": .string(word("role")),
                    "county": .string(code("county")), "licence": .string(text("licence")),
                    "valid_from": .string(day("valid_from")), "valid_to": .string(day("valid_to")),
                    "classes": .string(TextFolding.folded(raw("classes"))),
                ])
        ]
    }

    mutating func scale() -> [StreamEvent] {
        [
            event(
                "scale_registered", at: Self.timeOfRegisters,
                [
                    "scale": .string(code("scale")), "owner": .string(code("owner")),
                    "e_g": .integer(grams("e_g")), "max_g": .integer(grams("max_g")),
                    "certificate": .string(text("certificate")), "valid_to": .string(day("valid_to")),
                ])
        ]
    }

    mutating func bin() -> [StreamEvent] {
        [
            event(
                "bin_registered", at: Self.timeOfRegisters,
                [
                    "bin": .string(code("bin")), "granary": .string(code("granary")), "name": .string(text("name")),
                    "kind": .string(text("kind")), "use": .string(word("use")),
                    "capacity_g": .integer(grams("capacity_g")),
                ])
        ]
    }

    mutating func parcel() -> [StreamEvent] {
        [
            event(
                "parcel_registered", at: Self.timeOfRegisters,
                [
                    "parcel": .string(code("parcel")), "township": .string(code("township")),
                    "village": .string(text("village")), "grower": .string(text("grower")),
                    "area_mu": .string(number("area_mu")), "farmland_class": .string(word("farmland_class")),
                    "lon": .string(optionalNumber("lon")), "lat": .string(optionalNumber("lat")),
                    "soil_ph": .string(optionalNumber("soil_ph")),
                    "soil_cd": .string(raw("soil_cd").isEmpty ? "" : reading("soil_cd")),
                ])
        ]
    }
}
