// The raw value is the wire form.
extension Deadline.ReinspectionLaw: Codable {}
