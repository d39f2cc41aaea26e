import Testing

/// What may import what, and the house rules a compiler does not check.
@Suite("Architecture")
struct ArchitectureTests {
    /// The arrows of the target graph. A new arrow is a decision: draw it here and in `ARCHITECTURE.md`.
    /// Left: the target; right: every module its files may import, our own first, then those of others.
    static let arrows: [String: Set<String>] = [
        "CLibPQ": [],
        "Postgres": ["CLibPQ", "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization"],
        "CSodium": [],
        "CPango": [],
        "CQREncode": [],
        "CXlsxWriter": [],
        "Rules": [],
        "Identity": ["CSodium", "Rules", "Crypto", "Foundation", "Glibc"],
        "Custody": ["Rules"],
        "OpenID": ["AsyncHTTPClient", "Crypto", "Foundation", "JWTKit", "NIOCore", "NIOHTTP1"],
        "Evidence": ["Crypto", "Foundation", "FoundationEssentials"],
        "Operations": ["Custody", "Identity", "Rules", "Foundation", "FoundationEssentials"],
        "IdentityStore": [
            "Custody", "Identity", "LogStore", "Operations", "Postgres", "Rules", "Crypto", "Dispatch", "Foundation",
            "Synchronization",
        ],
        "Prints": [
            "CPango", "CQREncode", "CXlsxWriter", "Custody", "Evidence", "Operations", "Rules",
            "Dispatch", "Foundation",
        ],
        "CustodyStore": [
            "Custody", "Evidence", "Identity", "Operations", "Postgres", "Rules", "SchemaFiles",
            "Dispatch", "Foundation", "FoundationEssentials", "Logging", "Synchronization",
        ],
        "LogStore": [
            "Evidence", "Operations", "Postgres", "Foundation", "FoundationEssentials", "FoundationNetworking",
            "Logging",
        ],
        "Exchange": [
            "Custody", "Evidence", "Operations", "Rules", "Dispatch", "Foundation", "FoundationEssentials",
            "Synchronization",
        ],
        "Simulation": ["Rules"],
        "HTTPAPI": [
            "Custody", "Evidence", "Identity", "Operations", "Prints", "Rules",
            "Crypto", "Foundation", "FoundationEssentials", "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging",
            "NIOCore", "NIOHTTPTypes", "NIOTLS", "Synchronization",
        ],
        "WebConsole": [
            "Custody", "Identity", "Operations", "Prints", "Rules", "Foundation", "HTTPTypes", "Hummingbird",
            "Logging", "Mustache",
            "NIOCore",
        ],
        "GrainLedgerApp": [
            "Custody", "CustodyStore", "Evidence", "Exchange", "HTTPAPI", "Identity", "IdentityStore", "LogStore",
            "OpenID", "Operations", "Postgres", "Prints", "Rules", "WebConsole", "Dispatch", "Foundation",
            "FoundationEssentials", "Glibc", "Hummingbird", "Logging", "NIOCore", "NIOSSL", "ServiceLifecycle",
            "Synchronization", "UnixSignals",
        ],
        "GrainLedgerCommands": [
            "Custody", "CustodyStore", "Evidence", "GrainLedgerApp", "Identity", "IdentityStore", "LogStore",
            "OpenID", "Operations", "Postgres", "Prints", "Rules", "Simulation", "ArgumentParser", "Dispatch",
            "Foundation",
            "FoundationEssentials", "Logging", "ServiceLifecycle",
        ],
        "grainledger": ["ArgumentParser", "GrainLedgerCommands"],
    ]

    /// Words that say nothing about what a type is.
    static let bannedWords: Set<String> = ["Manager", "Helper", "Utils", "Util", "Service", "Info", "Impl", "Base"]

    @Test("every target has a row in the table of arrows", arguments: SourceTree.targets())
    func targetIsKnown(_ target: String) {
        #expect(Self.arrows[target] != nil, "Sources/\(target) has no row in ArchitectureTests.arrows")
    }

    @Test("imports follow the arrows", arguments: SourceTree.targets())
    func importsFollowArrows(_ target: String) {
        let allowed = Self.arrows[target] ?? []
        for file in SourceTree.files(below: "Sources/\(target)") {
            let forbidden = file.imports.subtracting(allowed).subtracting(["Swift"])
            #expect(forbidden.isEmpty, "\(file.path): no arrow from \(target) to \(forbidden.sorted())")
        }
    }

    @Test("the arrows have no cycle")
    func arrowsHaveNoCycle() {
        var settled: Set<String> = []
        var waiting = Self.arrows.mapValues { $0.intersection(Self.arrows.keys) }
        while let next = waiting.first(where: { $0.value.isSubset(of: settled) }) {
            settled.insert(next.key)
            waiting[next.key] = nil
        }
        #expect(waiting.isEmpty, "these import each other: \(waiting.keys.sorted())")
    }

    @Test("no file is too long", arguments: [("Sources", 600), ("Schema", 600), ("Tests", 800)])
    func filesAreShort(_ folder: String, _ limit: Int) {
        for file in SourceTree.files(below: folder) {
            #expect(file.lines.count <= limit + 1, "\(file.path) has \(file.lines.count) lines; \(limit) is the limit")
        }
    }

    @Test("type names say what the type is", arguments: ["Sources", "Schema", "Tests"])
    func typeNamesSaySomething(_ folder: String) {
        for file in SourceTree.files(below: folder) {
            for name in Self.declaredTypes(in: file.code) {
                let found = Self.words(of: name).filter(Self.bannedWords.contains)
                #expect(found.isEmpty, "\(file.path): \(name) is a \(found.joined(separator: ", "))")
            }
        }
    }

    /// The folders that hold unsafe code: the only door to each C library.
    static let doors = [
        "CLibPQ": "Sources/Postgres/Link/", "CSodium": "Sources/Identity/Sodium/", "CPango": "Sources/Prints/Cairo/",
        "CQREncode": "Sources/Prints/Cairo/", "CXlsxWriter": "Sources/Prints/Cairo/",
    ]

    @Test("unsafe code lies in one folder for each C library")
    func unsafeLiesBehindDoors() {
        let marks = ["unsafe", "@unsafe"]
        for file in SourceTree.files(below: "Sources") where !Self.doors.values.contains(where: file.path.hasPrefix) {
            for (number, line) in file.code.enumerated() {
                let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") }.map(String.init)
                #expect(!words.contains(where: marks.contains), "\(file.path):\(number + 1): \(line)")
            }
        }
    }

    @Test("each C library has one door", arguments: doors.keys.sorted())
    func cLibraryHasOneDoor(_ library: String) throws {
        let door = try #require(Self.doors[library])
        let importers = SourceTree.files(below: "Sources").filter { $0.imports.contains(library) }
        #expect(!importers.isEmpty, "nothing imports \(library)")
        for file in importers { #expect(file.path.hasPrefix(door), "\(file.path) imports \(library)") }
    }

    @Test("what reads the book goes through one door, which takes a role on and says for whom it asks")
    func readsHaveOneDoor() {
        let door = "Sources/CustodyStore/Reads/ReaderSession.swift"
        for folder in ["Sources/CustodyStore/Reads", "Sources/CustodyStore/Rebuild"] {
            for file in SourceTree.files(below: folder) where file.path != door {
                let around = file.code.filter { $0.contains(".withConnection") || $0.contains(".withTransaction") }
                #expect(around.isEmpty, "\(file.path) asks the database around \(door)")
            }
        }
    }

    /// The names after `struct`, `class`, `actor`, `enum`, `protocol`, `typealias` in code.
    static func declaredTypes(in code: [String]) -> [String] {
        let keywords: Set<Substring> = ["struct", "class", "actor", "enum", "protocol", "typealias"]
        let modifiers: Set<Substring> = ["func", "var", "let", "import"]
        return code.flatMap { line -> [String] in
            let words = line.split { $0 == " " || $0 == "\t" }
            guard let at = words.firstIndex(where: keywords.contains), at + 1 < words.count,
                !modifiers.contains(words[0])
            else { return [] }
            let name = words[at + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            return modifiers.contains(name) || name.first?.isUppercase != true ? [] : [String(name)]
        }
    }

    /// The words of a camel-case name: `LimitTable` is `Limit`, `Table`.
    static func words(of name: String) -> [String] {
        var words: [String] = []
        for letter in name {
            if letter.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1].append(letter)
        }
        return words
    }
}
