import CLibPQ
import Foundation

/// A moment after which a wait is given up.
struct Deadline {
    private let end: ContinuousClock.Instant
    init(milliseconds: Int) { end = .now + .milliseconds(milliseconds) }
    var millisecondsLeft: Int32 {
        let left = ContinuousClock.now.duration(to: end)
        return Int32(
            clamping: max(0, left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000))
    }
}

extension Link {
    /// Sends what is buffered; reads while waiting, or both sides could block on full buffers.
    func flush(until deadline: Deadline) throws(PostgresError) {
        while true {
            let state = unsafe PQflush(handle)
            if state == 0 { return }
            guard state == 1 else { throw lost() }
            if try wait(for: Int16(POLLIN | POLLOUT), until: deadline) & Int16(POLLIN) != 0 {
                guard unsafe PQconsumeInput(handle) == 1 else { throw lost() }
            }
        }
    }

    /// The next answer; `nil` where libpq says a statement's answers end.
    func next(until deadline: Deadline) throws(PostgresError) -> OpaquePointer? {
        while unsafe PQisBusy(handle) == 1 {
            _ = try wait(for: Int16(POLLIN), until: deadline)
            guard unsafe PQconsumeInput(handle) == 1 else { throw lost() }
        }
        let answer = unsafe PQgetResult(handle)
        if unsafe answer == nil, !isAlive { throw lost() }
        return unsafe answer
    }

    private func wait(for events: Int16, until deadline: Deadline) throws(PostgresError) -> Int16 {
        // The socket may change with the connection's state: ask for it each time.
        var watched = pollfd(fd: unsafe PQsocket(handle), events: events, revents: 0)
        while true {
            let ready = unsafe poll(&watched, 1, deadline.millisecondsLeft)
            if ready > 0 { return watched.revents }
            if ready == 0 { throw PostgresError(.timeout, "no answer in time") }
            guard errno == EINTR else { throw lost() }
        }
    }

    func lost() -> PostgresError {
        PostgresError(.connectionLost, unsafe String(cString: PQerrorMessage(handle)))
    }

    static func copy(_ answer: OpaquePointer) -> PostgresResult {
        let columns = unsafe PQnfields(answer)
        let rows = (0..<(unsafe PQntuples(answer))).map { row in
            PostgresRow(
                columns: (0..<columns).map { column in
                    guard unsafe PQgetisnull(answer, row, column) == 0 else { return nil }
                    let count = Int(unsafe PQgetlength(answer, row, column))
                    guard let base = unsafe PQgetvalue(answer, row, column) else { return nil }
                    return unsafe Array(UnsafeRawBufferPointer(start: base, count: count))
                })
        }
        return PostgresResult(rows: rows, affectedRows: Int(unsafe String(cString: PQcmdTuples(answer))) ?? 0)
    }

    static func error(_ answer: OpaquePointer) -> PostgresError {
        // PG_DIAG_SQLSTATE is 'C', PG_DIAG_CONSTRAINT_NAME is 'n': character macros do not come through the importer.
        let state = unsafe PQresultErrorField(answer, 67).map { unsafe SQLState(rawValue: String(cString: $0)) }
        let constraint = unsafe PQresultErrorField(answer, 110).map { unsafe String(cString: $0) }
        let words = unsafe String(cString: PQresultErrorMessage(answer))
        if let state, state.rawValue.hasPrefix("57P0") || state.rawValue.hasPrefix("08") {
            return PostgresError(.connectionLost, words, sqlState: state)
        }
        if state == nil { return PostgresError(.connectionLost, words) }
        return PostgresError(.server, words, sqlState: state, constraint: constraint)
    }

    /// Lends C strings, ended by a null pointer, for the time of a call.
    static func withCStrings<Value>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
    ) -> Value {
        let copies = unsafe strings.map { unsafe strdup($0) }
        defer { unsafe copies.forEach { unsafe free($0) } }
        let pointers: [UnsafePointer<CChar>?] = unsafe copies.map { unsafe UnsafePointer($0) } + [nil]
        return unsafe pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("the list ends with a null pointer") }
            return unsafe body(base)
        }
    }
}
