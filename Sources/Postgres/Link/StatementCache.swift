/// Which statements the server knows by a name. A statement is prepared when it comes for the second time.
///
/// The server may keep a plan made while a table was small for as long as the name lives; so a statement is prepared
/// anew after a number of uses.
struct StatementCache {
    /// The text and the types of the parameters.
    struct Key: Hashable {
        let sql: String
        let types: [PostgresType]
    }
    /// How to send a statement.
    enum Plan: Equatable {
        case whole
        case prepareFirst(name: String, dropping: String?)
        case byName(String)
    }
    private enum Entry {
        case seen
        /// Sent for preparation; the name it had, as long as the server may still know it.
        case asked(String, former: String?)
        case known(String, uses: Int)
    }
    /// Bound on what is remembered of one connection, so that odd texts cannot fill its memory here or there.
    static let largestCount = 256
    /// Uses of one preparation; the server plans the first five of them one by one.
    static let mostUses = 200

    private var entries: [Key: Entry] = [:]
    private var lastNumber = 0
    private var unconfirmed: [Key] = []

    /// How to send a statement now; notes that it came.
    mutating func plan(_ key: Key) -> Plan {
        switch entries[key] {
        case .asked(let name, _): return .byName(name)
        case .known(let name, let uses) where uses < Self.mostUses:
            entries[key] = .known(name, uses: uses + 1)
            return .byName(name)
        case .known(let name, _): return prepare(key, dropping: name)
        case .seen: return prepare(key, dropping: nil)
        case nil:
            if entries.count < Self.largestCount { entries[key] = .seen }
            return .whole
        }
    }

    private mutating func prepare(_ key: Key, dropping former: String?) -> Plan {
        lastNumber += 1
        let name = "s\(lastNumber)"
        entries[key] = .asked(name, former: former)
        unconfirmed.append(key)
        return .prepareFirst(name: name, dropping: former)
    }

    /// The server has dropped the former preparation.
    mutating func confirmDropped(_ key: Key) {
        if case .asked(let name, _) = entries[key] { entries[key] = .asked(name, former: nil) }
    }

    /// The server has prepared it.
    mutating func confirmPrepared(_ key: Key) {
        if case .asked(let name, _) = entries[key] { entries[key] = .known(name, uses: 1) }
    }

    /// The server no longer has it, or not as it was.
    mutating func forget(_ key: Key) { entries[key] = nil }

    /// Goes back where something was asked for and not confirmed: the pipeline failed before.
    mutating func settle() {
        for key in unconfirmed {
            guard case .asked(_, let former) = entries[key] else { continue }
            entries[key] = former.map { .known($0, uses: Self.mostUses) } ?? .seen
        }
        unconfirmed = []
    }
}
