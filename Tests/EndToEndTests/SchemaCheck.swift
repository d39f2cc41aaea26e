import Foundation

/// The part of JSON Schema that the document uses: enough to say whether an answer is what it promises.
struct SchemaCheck {
    let document: [String: Any]

    func faults(_ value: Any, _ schema: [String: Any], at path: String = "") -> [String] {
        if let reference = schema["$ref"] as? String {
            return faults(value, resolve(reference), at: path)
        }
        if let allowed = schema["enum"] as? [String], let text = value as? String, !allowed.contains(text) {
            return ["\(path): \(text) is not one of \(allowed)"]
        }
        if let pattern = schema["pattern"] as? String, let text = value as? String,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            return ["\(path): \(text) is not of the pattern \(pattern)"]
        }
        if let constant = schema["const"], !NSDictionary(dictionary: ["": constant]).isEqual(to: ["": value]) {
            return ["\(path): \(value) is not \(constant)"]
        }
        let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        guard types.isEmpty || types.contains(where: { matches(value, $0) }) else {
            return ["\(path): \(value) is not \(types)"]
        }
        if let object = value as? [String: Any] { return faultsOf(object, schema, path) }
        if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
            return array.prefix(50).enumerated().flatMap { faults($0.element, items, at: "\(path)/\($0.offset)") }
        }
        return []
    }

    private func faultsOf(_ object: [String: Any], _ schema: [String: Any], _ path: String) -> [String] {
        let properties = schema["properties"] as? [String: Any] ?? [:]
        let others = schema["additionalProperties"] as? [String: Any]
        let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map { "\(path): no \($0)" }
        return missing
            + object.flatMap { name, value -> [String] in
                if let known = properties[name] as? [String: Any] { return faults(value, known, at: "\(path)/\(name)") }
                if let others { return faults(value, others, at: "\(path)/\(name)") }
                return properties.isEmpty ? [] : ["\(path): \(name) is not in the document"]
            }
    }

    private func matches(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "string": value is String
        case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        case "boolean": value is Bool
        case "array": value is [Any]
        case "object": value is [String: Any]
        case "null": value is NSNull
        default: false
        }
    }

    func resolve(_ reference: String) -> [String: Any] {
        var node: Any = document
        for part in reference.split(separator: "/").dropFirst() {
            node = (node as? [String: Any])?[String(part)] ?? [:]
        }
        return node as? [String: Any] ?? [:]
    }
}
