import Custody
import Rules

extension ActForm {
    /// Entries of the registers; what stands there already is written over by a new record.
    static let registers: [ActForm] = [
        ActForm(
            kind: RegisterOrganization.self,
            fields: [
                text("organization.code"), text("organization.name"),
                choice("organization.kind", "kind", Organization.Kind.allCases.map(\.rawValue)),
                text("organization.county"), text("organization.licence"),
                ActField(name: "organization.validFrom", form: .day),
                ActField(name: "organization.validTo", form: .day),
                ActField(
                    name: "organization.useClasses",
                    form: .several(vocabulary: "use-class", numbers: UseClass.allCases.map { Int($0.rawValue) }),
                    isOptional: true),
            ]),
        ActForm(
            kind: RegisterBin.self,
            fields: [
                text("code"), text("granary"), text("name"), text("kind"),
                choice("use", "use", Bin.Use.allCases.map(\.rawValue)), mass("capacityGrams"),
            ]),
        ActForm(
            kind: RegisterScale.self,
            fields: [
                text("scale.code"), text("scale.owner"), mass("scale.maximumGrams"), mass("scale.intervalGrams"),
                text("scale.certificate"), ActField(name: "scale.validTo", form: .day),
            ]),
        ActForm(
            kind: RegisterParcel.self,
            fields: [
                text("parcel.code"), text("parcel.township"), text("parcel.village"),
                ActField(name: "parcel.squareMetres", form: .area),
                choice("parcel.farmlandClass", "farmland", FarmlandClass.allCases.map(\.rawValue)),
                text("parcel.longitude", optional: true), text("parcel.latitude", optional: true),
                text("parcel.soilPH", optional: true), text("parcel.soilCadmium", optional: true),
            ]),
    ]
}
