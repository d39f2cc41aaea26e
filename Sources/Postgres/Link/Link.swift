import CLibPQ
import Foundation

/// One libpq connection. Everything unsafe of this target stands in this folder; nothing that points into libpq leaves it.
///
/// Used by one connection actor only, on its own queue; `stop` alone may be called from elsewhere.
@safe final class Link: @unchecked Sendable {
    private let connection: OpaquePointer
    /// The connection, for the other files of this folder.
    var handle: OpaquePointer { unsafe connection }
    private let cancelHandle: OpaquePointer?
    private let lock = NSLock()
    private var mayCancel = false
    /// Notices since the last `takeNotices`.
    private let notices = NoticeBox()

    init(_ configuration: PostgresConfiguration) throws(PostgresError) {
        let keywords = ["dbname", "connect_timeout", "options", "application_name", "client_encoding"]
        let values = [
            configuration.url, String(configuration.connectTimeoutSeconds), configuration.options,
            configuration.applicationName, "UTF8",
        ]
        let opened = unsafe Link.withCStrings(keywords) { keys in
            unsafe Link.withCStrings(values) { unsafe PQconnectdbParams(keys, $0, 1) }
        }
        guard let opened = unsafe opened else { throw PostgresError(.connectionFailed, "out of memory") }
        guard unsafe PQstatus(opened) == CONNECTION_OK else {
            let words = unsafe String(cString: PQerrorMessage(opened))
            unsafe PQfinish(opened)
            throw PostgresError(.connectionFailed, words)
        }
        unsafe connection = opened
        unsafe cancelHandle = PQgetCancel(opened)
        _ = unsafe PQsetnonblocking(opened, 1)
        _ = unsafe PQsetNoticeReceiver(
            opened,
            { box, result in
                guard let box = unsafe box, let words = unsafe PQresultErrorMessage(result) else { return }
                unsafe Unmanaged<NoticeBox>.fromOpaque(box).takeUnretainedValue().words.append(String(cString: words))
            }, Unmanaged.passUnretained(notices).toOpaque())
        _ = unsafe PQenterPipelineMode(opened)
    }

    deinit {
        if let cancelHandle = unsafe cancelHandle { unsafe PQfreeCancel(cancelHandle) }
        unsafe PQfinish(connection)
    }

    var isAlive: Bool { unsafe PQstatus(connection) == CONNECTION_OK }

    func takeNotices() -> [String] {
        defer { notices.words = [] }
        return notices.words
    }

    /// Asks the server to cancel what runs; does nothing while a COMMIT is in flight.
    func stop() {
        lock.lock()
        defer { lock.unlock() }
        guard mayCancel, let cancelHandle = unsafe cancelHandle else { return }
        var words = [CChar](repeating: 0, count: 256)
        _ = unsafe PQcancel(cancelHandle, &words, 256)
    }

    private func permitCancel(_ permitted: Bool) {
        lock.lock()
        mayCancel = permitted
        lock.unlock()
    }

    /// Sends statements and one Sync, and reads every answer: one round trip.
    ///
    /// - Parameter mayCancel: false while a COMMIT is among them.
    func run(_ statements: [PostgresStatement], mayCancel: Bool, milliseconds: Int) throws(PostgresError)
        -> [PostgresResult]
    {
        permitCancel(mayCancel)
        defer { permitCancel(false) }
        for statement in statements { try send(statement) }
        guard unsafe PQpipelineSync(connection) == 1 else { throw lost() }
        let deadline = Deadline(milliseconds: milliseconds)
        try flush(until: deadline)
        var results: [PostgresResult] = []
        var failure: PostgresError?
        while true {
            guard let answer = unsafe try next(until: deadline) else { continue }
            defer { unsafe PQclear(answer) }
            switch unsafe PQresultStatus(answer) {
            case PGRES_PIPELINE_SYNC:
                if let failure { throw failure }
                return results
            case PGRES_PIPELINE_ABORTED: continue
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: results.append(unsafe Link.copy(answer))
            default:
                let error = unsafe Link.error(answer)
                if failure == nil { failure = error }
                if !isAlive { throw failure ?? error }
            }
        }
    }

    /// Runs a script of several statements by the simple protocol, outside pipeline mode.
    func script(_ sql: String, milliseconds: Int) throws(PostgresError) {
        guard unsafe PQexitPipelineMode(connection) == 1 else { throw lost() }
        defer { _ = unsafe PQenterPipelineMode(connection) }
        guard unsafe PQsendQuery(connection, sql) == 1 else { throw lost() }
        let deadline = Deadline(milliseconds: milliseconds)
        try flush(until: deadline)
        var failure: PostgresError?
        while let answer = unsafe try next(until: deadline) {
            if unsafe PQresultStatus(answer) == PGRES_FATAL_ERROR, failure == nil {
                failure = unsafe Link.error(answer)
            }
            unsafe PQclear(answer)
        }
        if let failure { throw failure }
    }

    private func send(_ statement: PostgresStatement) throws(PostgresError) {
        let parameters = statement.parameters
        var bytes: [UInt8] = []
        var offsets: [Int?] = []
        for parameter in parameters {
            offsets.append(parameter.bytes == nil ? nil : bytes.count)
            bytes += parameter.bytes ?? []
        }
        bytes.append(0)
        let types = parameters.map { Oid($0.oid) }
        let lengths = parameters.map { Int32($0.bytes?.count ?? 0) }
        let formats = parameters.map { _ in Int32(1) }
        let sent = unsafe bytes.withUnsafeBufferPointer { buffer in
            let pointers: [UnsafePointer<CChar>?] = unsafe offsets.map { offset in
                guard let offset, let base = buffer.baseAddress else { return nil }
                return unsafe UnsafeRawPointer(base + offset).assumingMemoryBound(to: CChar.self)
            }
            return unsafe PQsendQueryParams(
                connection, statement.sql, Int32(parameters.count), types, pointers, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
    }
}

final class NoticeBox: @unchecked Sendable { var words: [String] = [] }
