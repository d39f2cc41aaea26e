import Rules

/// The words of one event, as a JSON object in the order they were said.
struct Words {
    /// The object so far, without its last brace.
    private var text = "{"

    /// The finished object.
    var object: String { text + "}" }

    /// Says a text.
    mutating func say(_ name: String, _ value: String) { add(name, Self.quoted(value)) }
    /// Says a whole number.
    mutating func say(_ name: String, _ value: Int64) { add(name, String(value)) }
    /// Says yes or no.
    mutating func say(_ name: String, _ value: Bool) { add(name, value ? "true" : "false") }
    /// Says that there is none.
    mutating func sayNone(_ name: String) { add(name, "null") }
    /// Says a list of texts.
    mutating func say(_ name: String, _ values: [String]) {
        add(name, "[" + values.map(Self.quoted).joined(separator: ",") + "]")
    }
    /// Says a list of objects.
    mutating func say(_ name: String, objects: [Words]) {
        add(name, "[" + objects.map(\.object).joined(separator: ",") + "]")
    }
    /// Says an object.
    mutating func say(_ name: String, _ words: Words) { add(name, words.object) }
    /// Says many numbers by name, in the order of the names.
    mutating func say(_ name: String, _ numbers: [String: Int64]) {
        var words = Words()
        for (name, value) in numbers.sorted(by: { $0.key < $1.key }) { words.say(name, value) }
        say(name, words)
    }

    private mutating func add(_ name: String, _ value: String) {
        text += text.utf8.count == 1 ? "" : ","
        text += Self.quoted(name) + ":" + value
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                preconditionFailure("names and numbers of a simulated season hold no control character")
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
