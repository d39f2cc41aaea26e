// The raw value is the wire form.
extension FarmlandClass: Codable {}
extension SoilElement: Codable {}
