// The raw value is the wire form: `"B"`, `"iAs"`, `"milled-rice"`, `3`.
extension GrainClass: Codable {}
extension Item: Codable {}
extension GrainForm: Codable {}
extension UseClass: Codable {}
