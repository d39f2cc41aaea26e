/// A code as people write it, typed by what it names, so that a batch code cannot stand where a bin code is asked.
///
/// Own codes carry a check character (`CheckedCode` in `Rules`); codes that others issued are kept as they came.
public struct Code<Subject>: Hashable, Comparable, Sendable, Codable, CodingKeyRepresentable,
    ExpressibleByStringLiteral, CustomStringConvertible
{
    /// The code, unchanged.
    public let text: String

    /// A code from text; what the text must look like is checked where it enters (`Rules`).
    public init(_ text: String) { self.text = text }
    /// A literal code, in tests and tables.
    public init(stringLiteral value: String) { text = value }
    /// Reads the code from a plain string.
    public init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
    /// Uses the code as the key of a JSON object.
    public init?<Key: CodingKey>(codingKey: Key) { text = codingKey.stringValue }

    /// Writes the code as a plain string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
    /// The code as a key of a JSON object.
    public var codingKey: any CodingKey { TextKey(stringValue: text) }
    /// The code itself.
    public var description: String { text }
    /// Order of the code's text.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// The key of a JSON object keyed by codes or places.
struct TextKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// Unified social credit code of an organisation (GB 32100).
public typealias OrganizationCode = Code<Organization>
/// Bin code, 25 places: USCC, site, bin.
public typealias BinNumber = Code<Bin>
/// Weighbridge id.
public typealias ScaleNumber = Code<Scale>
/// Parcel code: township and five digits.
public typealias ParcelNumber = Code<Parcel>
/// Sample code of a field or bulk sample.
public typealias SampleCode = Code<Sample>
/// Number of an instrument run.
public typealias TestRunNumber = Code<TestRun>
/// Number of a test report.
public typealias ReportNumber = Code<TestReport>
/// Number of a re-inspection.
public typealias ReinspectionNumber = Code<Reinspection>
/// Batch code.
public typealias BatchCode = Code<Batch>
/// Manifest number.
public typealias ManifestCode = Code<Manifest>
/// Number of a disposal plan.
public typealias DisposalNumber = Code<Disposal>
/// Number of an issued bureau report: `BR-4309-2025-10-1`.
public typealias BureauReportNumber = Code<IssuedReport>
