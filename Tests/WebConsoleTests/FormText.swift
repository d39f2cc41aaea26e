@testable import WebConsole

/// A form as a browser writes it.
func formText(_ fields: [(String, String)]) -> String {
    Parameters(fields.map { .init(name: $0.0, value: $0.1) }).encoded
}

/// A part of an address, percent signs read.
func partText(_ part: Substring) -> String { Parameters.decoded(part) }
