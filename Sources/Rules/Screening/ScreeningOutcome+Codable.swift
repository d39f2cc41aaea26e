// The raw value is the wire form.
extension ScreeningOutcome: Codable {}
