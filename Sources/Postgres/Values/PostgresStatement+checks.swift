extension PostgresStatement {
    /// Most parameters a statement may have: the protocol counts them in 16 bits.
    static let mostParameters = 65_535
    /// Most bytes of all parameters together; the server accepts messages up to 1 GiB.
    static let mostBytes = 1_000_000_000

    /// What libpq or the server would misread rather than refuse.
    ///
    /// - Throws: `.configuration`; nothing has been sent.
    func check() throws(PostgresError) {
        // libpq takes a C string: it would end at the zero byte, and run the half before it.
        if sql.utf8.contains(0) { throw PostgresError(.configuration, "SQL contains U+0000") }
        if parameters.count > Self.mostParameters {
            throw PostgresError(.configuration, "\(parameters.count) parameters, more than the protocol can count")
        }
        if parameters.reduce(0, { $0 + ($1.bytes?.count ?? 0) }) > Self.mostBytes {
            throw PostgresError(.configuration, "parameters of more than \(Self.mostBytes) bytes")
        }
        if firstWord == "COPY" { throw PostgresError(.configuration, "COPY goes through copyIn and copyOut") }
    }

    /// True for what ends a transaction for good.
    var isCommit: Bool { ["COMMIT", "END"].contains(firstWord) || sql.uppercased().hasPrefix("PREPARE TRANSACTION") }

    /// True for what the planner works on, and is worth preparing.
    var isPlanned: Bool { ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains(firstWord) }

    /// The first word in capitals; empty when a comment or a bracket comes first.
    private var firstWord: String {
        let word = sql.utf8.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }.prefix(8).prefix {
            (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        }
        return String(decoding: word.map { $0 & 0xDF }, as: UTF8.self)
    }
}
