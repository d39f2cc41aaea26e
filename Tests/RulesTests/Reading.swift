import Rules
import Testing

/// The text of a test table as a value; a table that does not read fails its test.
func day(_ text: String, _ at: SourceLocation = #_sourceLocation) throws -> CivilDate {
    try #require(CivilDate(iso: text), sourceLocation: at)
}

func time(_ text: String, _ at: SourceLocation = #_sourceLocation) throws -> Timestamp {
    try #require(Timestamp(rfc3339: text), sourceLocation: at)
}

/// mg/kg.
func mg(_ text: String, _ at: SourceLocation = #_sourceLocation) throws -> NanogramsPerKilogram {
    try #require(NanogramsPerKilogram(milligramsPerKilogram: text), sourceLocation: at)
}

func reported(_ text: String, _ at: SourceLocation = #_sourceLocation) throws -> ReportedValue {
    try #require(ReportedValue(text), sourceLocation: at)
}

/// A line of a report.
func line(
    _ item: Item, _ text: String, by method: String? = nil, lod: String? = nil, _ at: SourceLocation = #_sourceLocation
) throws -> ReportLine {
    ReportLine(
        item: item, value: try reported(text, at),
        method: try method.map { try #require(Method($0), sourceLocation: at) },
        lod: try lod.map { try mg($0, at) })
}

extension NanogramsPerKilogram {
    /// The next greater concentration there is.
    var next: NanogramsPerKilogram { NanogramsPerKilogram(value + 1) }
}
