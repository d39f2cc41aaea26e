import CLibPQ
import Foundation

/// What libpq cannot do in pipeline mode: scripts of several statements, and COPY.
extension Link {
    /// Runs a script of several statements by the simple protocol, outside pipeline mode.
    func script(_ sql: String, _ patience: Patience) throws(PostgresError) {
        if sql.utf8.contains(0) { throw PostgresError(.configuration, "SQL contains U+0000") }
        try leavePipeline(with: sql, patience)
        try finish(patience)
    }

    /// Begins COPY FROM STDIN or TO STDOUT; ended by `endCopyIn`, or by reading `copiedChunk` until it is `nil`.
    func beginCopy(_ sql: String, into: Bool, _ patience: Patience) throws(PostgresError) {
        try leavePipeline(with: sql, patience)
        let wanted = into ? PGRES_COPY_IN : PGRES_COPY_OUT
        guard let answer = unsafe try next(patience) else { throw lost() }
        let status = unsafe PQresultStatus(answer)
        defer { unsafe PQclear(answer) }
        guard status != wanted else { return }
        if status == PGRES_FATAL_ERROR {
            let error = unsafe Link.error(answer)
            if error.code == .server { _ = try? finish(patience) }
            throw error.sqlState == .queryCanceled ? error.with(patience.code) : error
        }
        if status == PGRES_COPY_OUT { while try rowOfCopy(patience) != nil {} }
        if status == PGRES_COPY_IN { _ = unsafe PQputCopyEnd(handle, "not asked for") }
        _ = try? finish(patience)
        throw PostgresError(.configuration, "no such COPY: \(sql)")
    }

    /// Hands over a piece of what is copied in; pieces need not be whole rows.
    func putCopy(_ chunk: [UInt8], _ patience: Patience) throws(PostgresError) {
        var start = 0
        while start < chunk.count {
            let end = min(start + 1 << 20, chunk.count)
            let taken = unsafe chunk[start..<end].withUnsafeBytes { buffer in
                guard let first = buffer.baseAddress else { return Int32(1) }
                return unsafe PQputCopyData(handle, first.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
            }
            guard taken >= 0 else { throw lost() }
            if taken == 1 { start = end }
            try flush(patience)
        }
    }

    /// Ends COPY FROM STDIN.
    ///
    /// - Parameter reason: why the server shall forget it all; `nil` to keep it.
    /// - Returns: rows copied.
    func endCopyIn(failing reason: String?, _ patience: Patience) throws(PostgresError) -> Int {
        while true {
            let taken = unsafe PQputCopyEnd(handle, reason)
            guard taken >= 0 else { throw lost() }
            try flush(patience)
            if taken == 1 { break }
        }
        return try finish(patience)
    }

    /// The next row of COPY TO STDOUT; `nil` after the last, when pipeline mode is entered again.
    func copiedChunk(_ patience: Patience) throws(PostgresError) -> [UInt8]? {
        if let row = try rowOfCopy(patience) { return row }
        try finish(patience)
        return nil
    }

    private func rowOfCopy(_ patience: Patience) throws(PostgresError) -> [UInt8]? {
        while true {
            var buffer: UnsafeMutablePointer<CChar>?
            let count = unsafe PQgetCopyData(handle, &buffer, 1)
            if count > 0, let start = unsafe buffer {
                defer { unsafe PQfreemem(start) }
                return unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(count)))
            }
            guard count == 0 else { return nil }
            _ = try wait(for: POLLIN, patience)
            guard unsafe PQconsumeInput(handle) == 1 else { throw lost() }
        }
    }

    private func leavePipeline(with sql: String, _ patience: Patience) throws(PostgresError) {
        guard unsafe PQexitPipelineMode(handle) == 1 else { throw lost() }
        guard unsafe PQsendQuery(handle, sql) == 1 else { throw lost() }
        try flush(patience)
    }

    /// Reads what is left of the simple protocol's answers and enters pipeline mode again.
    @discardableResult
    private func finish(_ patience: Patience) throws(PostgresError) -> Int {
        var failure: PostgresError?
        var count = 0
        while let answer = unsafe try next(patience) {
            defer { unsafe PQclear(answer) }
            switch unsafe PQresultStatus(answer) {
            case PGRES_FATAL_ERROR:
                let error = unsafe Link.error(answer)
                failure = failure ?? (error.sqlState == .queryCanceled ? error.with(patience.code) : error)
            case PGRES_COPY_IN:
                failure = failure ?? PostgresError(.configuration, "COPY is no part of a script")
                _ = unsafe PQputCopyEnd(handle, "COPY is no part of a script")
                try flush(patience)
            case PGRES_COPY_OUT: while try rowOfCopy(patience) != nil {}
            default: count += Int(unsafe String(cString: PQcmdTuples(answer))) ?? 0
            }
        }
        guard unsafe PQenterPipelineMode(handle) == 1 else { throw failure ?? lost() }
        if let failure { throw failure }
        return count
    }
}
