/// What every page has to hold to: well formed, nothing inline that the content security policy would refuse.
struct HTMLCheck {
    private static let void: Set<String> = [
        "area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr",
    ]

    /// Faults of a page, in words.
    static func faults(in html: String) -> [String] {
        var faults: [String] = []
        var open: [String] = []
        var ids: Set<String> = []
        var rest = html[...]
        while let start = rest.firstIndex(of: "<") {
            guard let end = rest[start...].firstIndex(of: ">") else { return faults + ["a tag does not end"] }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                let name = tag.dropFirst().lowercased()
                if open.last == name {
                    open.removeLast()
                } else {
                    faults.append("</\(name)> closes \(open.last ?? "nothing")")
                }
                continue
            }
            let name = tag.prefix { $0 != " " && $0 != "/" && $0 != "\n" }.lowercased()
            faults += inlineFaults(name, String(tag))
            if let id = value("id", in: tag), !ids.insert(id).inserted { faults.append("two elements are #\(id)") }
            if !void.contains(name), !tag.hasSuffix("/") { open.append(name) }
        }
        if !open.isEmpty { faults.append("not closed: \(open)") }
        return faults
    }

    private static func inlineFaults(_ name: String, _ tag: String) -> [String] {
        var faults: [String] = []
        if name == "style" { faults.append("a style element") }
        if name == "script", !tag.contains(" src=\"/assets/") {
            faults.append("a script that is no file of the console")
        }
        if tag.contains(" style=") { faults.append("a style attribute: \(tag)") }
        if tag.contains("javascript:") { faults.append("a script in an address: \(tag)") }
        for word in tag.split(separator: " ") where word.hasPrefix("on") && word.contains("=\"") {
            faults.append("a script attribute: \(word)")
        }
        return faults
    }

    private static func value(_ name: String, in tag: Substring) -> String? {
        guard let at = tag.range(of: " \(name)=\"") else { return nil }
        return String(tag[at.upperBound...].prefix { $0 != "\"" })
    }
}

extension Substring {
    fileprivate func range(of text: String) -> Range<Index>? { ranges(of: text).first }
}
