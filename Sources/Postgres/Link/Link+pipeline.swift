import CLibPQ

extension Link {
    /// One message whose answer is awaited.
    private enum Sent {
        case dropping(StatementCache.Key)
        case preparation(StatementCache.Key)
        case execution(PostgresStatement)
    }

    /// Sends statements and one Sync, and reads every answer: one round trip.
    ///
    /// - Throws: the first statement's error; `.commitOutcomeUnknown` when the connection broke or the time ran out
    ///   after a COMMIT among them had been handed over.
    func run(_ statements: [PostgresStatement], _ patience: Patience) throws(PostgresError) -> [PostgresResult] {
        for statement in statements { try statement.check() }
        var commitSent = false
        defer { cache.settle() }
        do throws(PostgresError) {
            var sent: [Sent] = []
            for statement in statements {
                commitSent = commitSent || statement.isCommit
                try send(statement, noting: &sent)
            }
            guard unsafe PQpipelineSync(handle) == 1 else { throw lost() }
            try flush(patience)
            return try outcome(of: sent, patience).get()
        } catch {
            guard commitSent, error.code != .server, error.sqlState != .queryCanceled else { throw error }
            throw error.with(.commitOutcomeUnknown)
        }
    }

    /// Sends several exchanges together, each with a Sync of its own: each is a transaction of its own, and one that is refused
    /// undoes none of the others.
    ///
    /// - Returns: what each came to, in order.
    /// - Throws: when the connection broke or the time ran out: what had been asked may have been done, or not.
    func runEach(_ exchanges: [[PostgresStatement]], _ patience: Patience) throws(PostgresError)
        -> [Result<[PostgresResult], PostgresError>]
    {
        for statement in exchanges.joined() { try statement.check() }
        defer { cache.settle() }
        var sent: [[Sent]] = []
        for statements in exchanges {
            var messages: [Sent] = []
            for statement in statements { try send(statement, noting: &messages) }
            guard unsafe PQpipelineSync(handle) == 1 else { throw lost() }
            sent.append(messages)
        }
        try flush(patience)
        var outcomes: [Result<[PostgresResult], PostgresError>] = []
        for messages in sent { outcomes.append(try outcome(of: messages, patience)) }
        return outcomes
    }

    private func send(_ statement: PostgresStatement, noting sent: inout [Sent]) throws(PostgresError) {
        let types = statement.parameters.map(\.type)
        guard preparesStatements, statement.isPlanned else {
            try execute(statement, name: nil)
            sent.append(.execution(statement))
            return
        }
        let key = StatementCache.Key(sql: statement.sql, types: types)
        switch cache.plan(key) {
        case .whole: try execute(statement, name: nil)
        case .byName(let name): try execute(statement, name: name)
        case .prepareFirst(let name, let former):
            if let former {
                guard unsafe PQsendQueryParams(handle, "DEALLOCATE \(former)", 0, nil, nil, nil, nil, 1) == 1 else {
                    throw lost()
                }
                sent.append(.dropping(key))
            }
            let oids = types.map { Oid($0.oid) }
            guard unsafe PQsendPrepare(handle, name, statement.sql, Int32(oids.count), oids) == 1 else { throw lost() }
            sent.append(.preparation(key))
            try execute(statement, name: name)
        }
        sent.append(.execution(statement))
    }

    private func execute(_ statement: PostgresStatement, name: String?) throws(PostgresError) {
        let parameters = statement.parameters
        let count = Int32(parameters.count)
        let types = parameters.map { Oid($0.type.oid) }
        let lengths = parameters.map { Int32($0.bytes?.count ?? 0) }
        let formats = [Int32](repeating: 1, count: parameters.count)
        let done = unsafe Link.withPointers(to: parameters) { values in
            guard let name else {
                return unsafe PQsendQueryParams(handle, statement.sql, count, types, values, lengths, formats, 1)
            }
            return unsafe PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1)
        }
        guard done == 1 else { throw lost() }
    }

    /// Lends the parameters' bytes; a null pointer is NULL, so an empty value needs a place too.
    private static func withPointers(
        to parameters: [PostgresValue], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Int32
    ) -> Int32 {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parameters.reduce(1) { $0 + ($1.bytes?.count ?? 0) })
        var offsets: [Int?] = []
        for parameter in parameters {
            offsets.append(parameter.bytes == nil ? nil : bytes.count)
            if let value = parameter.bytes { bytes += value }
        }
        bytes.append(0)
        return unsafe bytes.withUnsafeBytes { buffer in
            let pointers: [UnsafePointer<CChar>?] = unsafe offsets.map { offset in
                guard let offset, let start = buffer.baseAddress else { return nil }
                return unsafe (start + offset).assumingMemoryBound(to: CChar.self)
            }
            return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
        }
    }

    /// Reads up to the Sync. libpq ends each message's answers with a null pointer.
    ///
    /// - Returns: the answers, or the first refusal; what was sent behind the Sync is then the next to be read.
    /// - Throws: when the Sync was not reached: nobody knows whose answer would come next.
    private func outcome(of sent: [Sent], _ patience: Patience) throws(PostgresError)
        -> Result<[PostgresResult], PostgresError>
    {
        var results: [PostgresResult] = []
        var failure: PostgresError?
        var position = 0
        while position <= sent.count {
            guard let answer = unsafe try next(patience) else {
                position += 1
                continue
            }
            defer { unsafe PQclear(answer) }
            switch unsafe PQresultStatus(answer) {
            case PGRES_PIPELINE_SYNC:
                return failure.map { .failure($0) } ?? .success(results)
            case PGRES_PIPELINE_ABORTED: continue
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                guard position < sent.count else { throw Self.outOfStep }
                unsafe note(answer, to: sent[position], in: &results)
            default:
                let error = refusal(unsafe Link.error(answer), position < sent.count ? sent[position] : nil, patience)
                if failure == nil { failure = error }
                if error.code == .connectionLost || !isAlive { throw error }
            }
        }
        throw Self.outOfStep
    }

    private static let outOfStep = PostgresError(.connectionLost, "the server's answers are out of step")

    private func note(_ answer: OpaquePointer, to sent: Sent, in results: inout [PostgresResult]) {
        switch sent {
        case .dropping(let key): cache.confirmDropped(key)
        case .preparation(let key): cache.confirmPrepared(key)
        case .execution: results.append(unsafe Link.copy(answer))
        }
    }

    /// An error with the statement it belongs to; a cancelled statement becomes what the caller knows it as.
    private func refusal(_ error: PostgresError, _ sent: Sent?, _ patience: Patience) -> PostgresError {
        let sql: String
        switch sent {
        case .dropping(let key), .preparation(let key):
            sql = key.sql
            cache.forget(key)
        case .execution(let statement):
            sql = statement.sql
            // A table has changed under a prepared statement, or somebody dropped it: prepare anew next time.
            if ["0A000", "26000"].contains(error.sqlState?.rawValue) {
                cache.forget(StatementCache.Key(sql: sql, types: statement.parameters.map(\.type)))
            }
        case nil: sql = "Sync"
        }
        let named = error.at(sql)
        return error.sqlState == .queryCanceled ? named.with(patience.code) : named
    }
}
