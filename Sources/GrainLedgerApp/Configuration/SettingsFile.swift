import HTTPAPI

/// A configuration file: lines of `key: value`, which is YAML as far as it goes; `#` begins a remark.
enum SettingsFile {
    /// The entries of a text, with their lines.
    ///
    /// - Throws: `Settings.Fault` naming file, line and key, with the nearest known key.
    static func entries(of text: String, named name: String) throws -> [(key: SettingKey, value: String, line: Int)] {
        var entries: [(key: SettingKey, value: String, line: Int)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let place = "\(name):\(index + 1)"
            let bare = bare(line)
            if bare.isEmpty || bare.hasPrefix("#") { continue }
            guard let colon = bare.firstIndex(of: ":") else { throw Settings.Fault("\(place): expected key: value") }
            let word = bare[..<colon]
            guard let key = SettingKey(rawValue: String(word)) else {
                let near = Spelling.nearest(to: String(word), in: SettingKey.allCases.map(\.rawValue))
                let hint = near.map { "; did you mean \($0)?" } ?? ""
                throw Settings.Fault("\(place): unknown key '\(word)'\(hint)")
            }
            guard !entries.contains(where: { $0.key == key }) else {
                throw Settings.Fault("\(place): '\(word)' is given twice")
            }
            entries.append((key, value(bare[bare.index(after: colon)...]), index + 1))
        }
        return entries
    }

    private static func bare(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// A value, without a remark behind it and without quotes around it.
    private static func value(_ text: Substring) -> String {
        var text = bare(text)
        for quote in ["\"", "'"] where text.count > 1 && text.hasPrefix(quote) && text.hasSuffix(quote) {
            return String(text.dropFirst().dropLast())
        }
        if let remark = text.firstRange(of: " #") { text = bare(text[..<remark.lowerBound]) }
        return String(text)
    }
}
