import Foundation

/// One Swift file of the checkout.
struct SourceFile: Sendable {
    /// The path below the checkout, with `/`.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The file's code: comments and the contents of string literals blanked, line by line, so that a word in a
    /// sentence does not count as a word of the program.
    var code: [String] { CodeOnly.lines(of: text) }

    /// The modules this file imports: `import X`, with any access level or attribute, and `import struct X.Y`.
    var imports: Set<String> {
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        var found: Set<String> = []
        for line in code {
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(of: "import"), at + 1 < words.count,
                words[..<at].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) })
            else { continue }
            let named = kinds.contains(words[at + 1]) && at + 2 < words.count ? words[at + 2] : words[at + 1]
            found.insert(String(named.prefix { $0 != "." && $0 != ";" }))
        }
        return found
    }

    private static let accessLevels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
}

/// The Swift files of the checkout this test was compiled in.
enum SourceTree {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every `.swift` file below a folder of the checkout, in order of path.
    static func files(below folder: String) -> [SourceFile] {
        let base = root.appendingPathComponent(folder)
        guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
        let prefix = root.path(percentEncoded: false)
        return walk.compactMap { $0 as? URL }
            .filter { $0.pathExtension == "swift" }
            .map { $0.path(percentEncoded: false) }
            .sorted()
            .map { path in
                SourceFile(
                    path: String(path.dropFirst(prefix.hasSuffix("/") ? prefix.count : prefix.count + 1)),
                    text: (try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
            }
    }

    /// The folders right below `Sources`: one for each target.
    static func targets() -> [String] {
        let sources = root.appendingPathComponent("Sources")
        let found = (try? FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: nil)) ?? []
        return found.map(\.lastPathComponent).filter { !$0.hasPrefix(".") }.sorted()
    }
}

/// Blanks comments and string literals.
enum CodeOnly {
    private enum State { case code, lineComment, blockComment(Int), string(hashes: Int, multiline: Bool) }

    /// The lines of a Swift source without comments and without what stands between quotes. An interpolation counts
    /// as part of its string.
    static func lines(of text: String) -> [String] {
        let source = Array(text.utf8)
        var kept: [UInt8] = []
        var state = State.code
        var at = 0
        while at < source.count {
            let width = step(source, at, &state)
            for offset in at..<min(at + width.length, source.count) where width.keep || source[offset] == 0x0A {
                kept.append(source[offset])
            }
            at += width.length
        }
        return String(decoding: kept, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// How many bytes belong together at a position, and whether they are code; moves the state on.
    private static func step(_ source: [UInt8], _ at: Int, _ state: inout State) -> (length: Int, keep: Bool) {
        switch state {
        case .lineComment:
            if source[at] == 0x0A { state = .code }
            return (1, false)
        case .blockComment(let depth):
            if starts(source, at, "/*") {
                state = .blockComment(depth + 1)
                return (2, false)
            }
            guard starts(source, at, "*/") else { return (1, false) }
            state = depth == 1 ? .code : .blockComment(depth - 1)
            return (2, false)
        case .string(let hashes, let multiline):
            if hashes == 0, source[at] == UInt8(ascii: "\\") { return (2, false) }
            let end = (multiline ? "\"\"\"" : "\"") + String(repeating: "#", count: hashes)
            guard starts(source, at, end) else { return (1, false) }
            state = .code
            return (end.utf8.count, false)
        case .code:
            return stepInCode(source, at, &state)
        }
    }

    private static func stepInCode(_ source: [UInt8], _ at: Int, _ state: inout State) -> (length: Int, keep: Bool) {
        if starts(source, at, "//") {
            state = .lineComment
            return (2, false)
        }
        if starts(source, at, "/*") {
            state = .blockComment(1)
            return (2, false)
        }
        let hashes = source[at...].prefix { $0 == UInt8(ascii: "#") }.count
        guard starts(source, at + hashes, "\"") else { return (max(hashes, 1), true) }
        let multiline = starts(source, at + hashes, "\"\"\"")
        state = .string(hashes: hashes, multiline: multiline)
        return (hashes + (multiline ? 3 : 1), false)
    }

    private static func starts(_ source: [UInt8], _ at: Int, _ word: String) -> Bool {
        source.count >= at + word.utf8.count && source[at..<at + word.utf8.count].elementsEqual(word.utf8)
    }
}
