extension PostgresConnection {
    /// `COPY … FROM STDIN`; the pieces need not be whole rows.
    ///
    /// - Returns: rows copied.
    /// - Throws: the server's refusal; nothing was copied then.
    @discardableResult
    public func copyIn(_ statement: PostgresStatement, rows: [[UInt8]]) async throws(PostgresError) -> Int {
        try await beginCopy(statement, into: true)
        do throws(PostgresError) {
            for chunk in rows { try await put(chunk) }
        } catch {
            await abandonCopyIn(error)
            throw error
        }
        return try await endCopyIn()
    }

    /// `COPY … FROM STDIN`, as the pieces come; nobody else can use the connection meanwhile.
    ///
    /// - Returns: rows copied.
    /// - Throws: `PostgresError`, or what `rows` throws; nothing was copied then.
    @discardableResult
    public func copyIn<Rows: AsyncSequence & Sendable>(
        _ statement: PostgresStatement, rows: Rows
    ) async throws -> Int where Rows.Element == [UInt8] {
        try await beginCopy(statement, into: true)
        do {
            for try await chunk in rows { try await put(chunk) }
            if Task.isCancelled { throw PostgresError(.cancelled, "cancelled during COPY") }
        } catch {
            await abandonCopyIn(error as? PostgresError)
            throw error
        }
        return try await endCopyIn()
    }

    /// `COPY … TO STDOUT`, row by row; the server waits while `receive` works.
    ///
    /// - Throws: the server's refusal, or what `receive` throws; the connection is shut in the second case, because
    ///   the rest of the rows is on its way.
    public func copyOut(
        _ statement: PostgresStatement, _ receive: @Sendable ([UInt8]) async throws(PostgresError) -> Void
    ) async throws(PostgresError) {
        try await beginCopy(statement, into: false)
        defer { isCopying = false }
        while true {
            let chunk = try await perform(inCopy: true) { (link, patience) throws(PostgresError) in
                try link.copiedChunk(patience)
            }
            guard let chunk else { return }
            do throws(PostgresError) {
                try await receive(chunk)
            } catch {
                close()
                throw error
            }
        }
    }

    /// `COPY … TO STDOUT`, all rows at once.
    public func copyOut(_ statement: PostgresStatement) async throws(PostgresError) -> [[UInt8]] {
        try await beginCopy(statement, into: false)
        defer { isCopying = false }
        return try await perform(inCopy: true) { (link, patience) throws(PostgresError) in
            var rows: [[UInt8]] = []
            while let row = try link.copiedChunk(patience) { rows.append(row) }
            return rows
        }
    }

    private func beginCopy(_ statement: PostgresStatement, into: Bool) async throws(PostgresError) {
        guard statement.parameters.isEmpty else {
            throw PostgresError(.configuration, "COPY takes no parameters")
        }
        if statement.sql.utf8.contains(0) { throw PostgresError(.configuration, "SQL contains U+0000") }
        try await perform { (link, patience) throws(PostgresError) in
            try link.beginCopy(statement.sql, into: into, patience)
        }
        isCopying = true
    }

    private func put(_ chunk: [UInt8]) async throws(PostgresError) {
        try await perform(inCopy: true) { (link, patience) throws(PostgresError) in
            try link.putCopy(chunk, patience)
        }
    }

    private func endCopyIn() async throws(PostgresError) -> Int {
        defer { isCopying = false }
        return try await perform(inCopy: true) { (link, patience) throws(PostgresError) in
            try link.endCopyIn(failing: nil, patience)
        }
    }

    /// Tells the server to forget it all; its answer to that is the error it was told.
    private func abandonCopyIn(_ reason: PostgresError?) async {
        defer { isCopying = false }
        guard isUsable else { return }
        _ = try? await perform(mayCancel: false, milliseconds: 5_000, inCopy: true) {
            (link, patience) throws(PostgresError) in
            try link.endCopyIn(failing: "the sender gave up", patience)
        }
    }
}

extension PostgresConnection {
    /// `COPY … TO STDOUT`, row by row, gathered on the connection's own thread: for more rows than one would wait for one by one.
    ///
    /// - Parameters:
    ///   - gathered: what rows are added to.
    ///   - take: adds the bytes of one row.
    public func copyOut<Gathered: Sendable>(
        _ statement: PostgresStatement, into gathered: Gathered,
        _ take: @escaping @Sendable (inout Gathered, [UInt8]) -> Void
    ) async throws(PostgresError) -> Gathered {
        try await beginCopy(statement, into: false)
        defer { isCopying = false }
        return try await perform(inCopy: true) { (link, patience) throws(PostgresError) in
            var whole = gathered
            while let row = try link.copiedChunk(patience) { take(&whole, row) }
            return whole
        }
    }
}
