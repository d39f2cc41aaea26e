import Glibc

/// What is asked for on the command line.
struct Order {
    /// What to send.
    enum Work {
        /// Every line of a file once: kind, tab, body.
        case acts([(kind: String, body: String)])
        /// Movements of one gram, chosen by a workload, until the time is over.
        case move(Workload, batches: Int, keys: String, acknowledged: String)
        /// Of ten requests five reads of a batch, three movements, a split, and a list of what lies in a granary.
        case mixed(batches: Int, keys: String, acknowledged: String)
        /// Reads of single batches, until the time is over.
        case read(batches: Int)
        /// One address again and again, until the time is over.
        case get(String)
    }

    /// Which batch a movement takes.
    enum Workload: String {
        /// Any of them.
        case uniform
        /// Always the first, so that every command wants the same batch and the same two bins.
        case hot
        /// Two of one granary, whose grain lies in opposite bins: one goes there, the other comes back.
        case opposite
    }

    let port: UInt16
    let connections: Int
    let seconds: Double
    /// Bearer tokens: one, or one for each granary.
    let tokens: [String]
    let work: Work

    init?(_ arguments: [String]) {
        guard arguments.count > 5, let port = UInt16(arguments[1]), let connections = Int(arguments[2]),
            let seconds = Double(arguments[3])
        else { return nil }
        self.port = port
        self.connections = connections
        self.seconds = seconds
        tokens = Self.tokens(arguments[4])
        switch (arguments[5], arguments.count) {
        case ("acts", 7): work = .acts(Self.lines(of: arguments[6]))
        case ("move", 10):
            guard let workload = Workload(rawValue: arguments[6]), let batches = Int(arguments[7]) else { return nil }
            work = .move(workload, batches: batches, keys: arguments[8], acknowledged: arguments[9])
        case ("mixed", 9):
            guard let batches = Int(arguments[6]) else { return nil }
            work = .mixed(batches: batches, keys: arguments[7], acknowledged: arguments[8])
        case ("read", 7):
            guard let batches = Int(arguments[6]) else { return nil }
            work = .read(batches: batches)
        case ("get", 7): work = .get(arguments[6])
        default: return nil
        }
    }

    /// A token, or those of a file whose path stands behind `@`, one a line.
    private static func tokens(_ argument: String) -> [String] {
        guard argument.hasPrefix("@"), let file = fopen(String(argument.dropFirst()), "r") else { return [argument] }
        defer { fclose(file) }
        var tokens: [String] = []
        var buffer = [CChar](repeating: 0, count: 256)
        while fgets(&buffer, Int32(buffer.count), file) != nil {
            let text = String(decoding: buffer.prefix { $0 > 32 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if !text.isEmpty { tokens.append(text) }
        }
        return tokens
    }

    private static func lines(of path: String) -> [(kind: String, body: String)] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var lines: [(String, String)] = []
        var buffer = [CChar](repeating: 0, count: 1 << 16)
        while fgets(&buffer, Int32(buffer.count), file) != nil {
            let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let parts = text.split(separator: "\n", omittingEmptySubsequences: true).first?.split(separator: "\t") ?? []
            if parts.count == 2 { lines.append((String(parts[0]), String(parts[1]))) }
        }
        return lines
    }
}
