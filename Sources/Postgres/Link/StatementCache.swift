/// Which statements the server knows by a name. A statement is prepared when it comes for the second time.
struct StatementCache {
    /// The text and the types of the parameters.
    struct Key: Hashable {
        let sql: String
        let types: [PostgresType]
    }
    /// How to send a statement.
    enum Plan {
        case whole
        case prepareFirst(name: String)
        case byName(String)
    }
    private enum Entry {
        case seen
        case asked(String)
        case known(String)
    }
    /// Bound on what is remembered of one connection, so that odd texts cannot fill its memory here or there.
    static let largestCount = 256

    private var entries: [Key: Entry] = [:]
    private var lastNumber = 0

    /// How to send a statement now; notes that it came.
    mutating func plan(_ key: Key) -> Plan {
        switch entries[key] {
        case .known(let name), .asked(let name): return .byName(name)
        case .seen:
            lastNumber += 1
            let name = "s\(lastNumber)"
            entries[key] = .asked(name)
            return .prepareFirst(name: name)
        case nil:
            if entries.count < Self.largestCount { entries[key] = .seen }
            return .whole
        }
    }

    /// The server has prepared it.
    mutating func confirm(_ key: Key) {
        if case .asked(let name) = entries[key] { entries[key] = .known(name) }
    }

    /// The server no longer has it, or not as it was.
    mutating func forget(_ key: Key) { entries[key] = nil }

    /// Forgets what was asked for and not confirmed: the pipeline failed before.
    mutating func settle() {
        for (key, entry) in entries {
            if case .asked = entry { entries[key] = .seen }
        }
    }
}
