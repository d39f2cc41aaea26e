import Operations

/// Where things have their pages.
enum Links {
    /// Resources that have a page for each object of their own.
    static let pages: Set<Resource> = [
        .batches, .manifests, .disposals, .samples, .reports, .parcels, .bins, .organizations, .scales, .testRuns,
        .reinspections, .records, .verdicts, .weighings,
    ]

    /// Address of an object's page.
    static func address(_ resource: Resource, _ code: String) -> String {
        "/\(resource.rawValue)/\(Parameters.encoded(code))"
    }
    /// A link to an object's page, with its code or other words.
    static func link(_ resource: Resource, _ code: String, _ words: String? = nil) -> Markup {
        guard !code.isEmpty else { return "—" }
        return "<a href=\"\(address(resource, code))\"\(words == nil ? code_ : .nothing)>\(words ?? code)</a>"
    }
    private static let code_: Markup = " class=\"code\""

    /// What a member with this name points to.
    static func target(of field: String) -> Resource? {
        switch field {
        case "batch", "receivedAs": .batches
        case "manifest": .manifests
        case "disposal": .disposals
        case "sample": .samples
        case "report", "verdictBy", "supersedes", "supersededBy": .reports
        case "parcel": .parcels
        case "bin": .bins
        case "granary", "owner", "consignor", "consignee", "carrier", "facility", "laboratory": .organizations
        case "scale", "loadingScale": .scales
        case "record": .records
        case "run": .testRuns
        default: nil
        }
    }
}
