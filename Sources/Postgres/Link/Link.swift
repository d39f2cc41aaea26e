import CLibPQ
import Foundation

/// One libpq connection. Everything unsafe of this target stands in this folder; nothing that points into libpq leaves it.
///
/// Used by one connection actor only, on its own queue; `bell` alone may be rung from elsewhere.
@safe final class Link: @unchecked Sendable {
    private let connection: OpaquePointer
    private let cancelHandle: OpaquePointer?
    private let notices = NoticeBox()
    private var isSevered = false
    /// Rung when the task that waits is cancelled.
    let bell: Bell
    var cache = StatementCache()
    /// False when every statement is sent whole.
    let preparesStatements: Bool

    /// The connection, for the other files of this folder.
    var handle: OpaquePointer { unsafe connection }

    /// Opens a connection; blocks the calling thread for at most `connect_timeout` an address.
    ///
    /// - Throws: `.configuration`, `.connectionFailed`.
    init(_ configuration: PostgresConfiguration) throws(PostgresError) {
        let words = try configuration.words().sorted { $0.key < $1.key }
        bell = try Bell()
        preparesStatements = configuration.preparesStatements
        let opened = unsafe Link.withCStrings(words.map(\.key)) { keys in
            unsafe Link.withCStrings(words.map(\.value)) { unsafe PQconnectdbParams(keys, $0, 0) }
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
            { box, answer in
                guard let box = unsafe box, let answer = unsafe answer else { return }
                unsafe Unmanaged<NoticeBox>.fromOpaque(box).takeUnretainedValue().notices.append(Link.notice(answer))
            }, Unmanaged.passUnretained(notices).toOpaque())
        _ = unsafe PQenterPipelineMode(opened)
    }

    deinit {
        if let cancelHandle = unsafe cancelHandle { unsafe PQfreeCancel(cancelHandle) }
        unsafe PQfinish(connection)
    }

    /// False once libpq knows that the connection is gone, or we have shut it.
    var isAlive: Bool { unsafe !isSevered && PQstatus(connection) == CONNECTION_OK }

    /// True from BEGIN to the end of the transaction, as the server said at the last Sync; also when it has failed.
    var isInTransaction: Bool {
        let status = unsafe PQtransactionStatus(connection)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE
    }

    /// What the server said beside its answers since the last call.
    func takeNotices() -> [PostgresNotice] {
        defer { notices.notices = [] }
        return notices.notices
    }

    /// Asks the server to cancel what runs; over a connection of its own, which blocks this thread shortly.
    func askToStop() {
        guard let cancelHandle = unsafe cancelHandle else { return }
        var words = [CChar](repeating: 0, count: 256)
        _ = unsafe PQcancel(cancelHandle, &words, 256)
    }

    /// Shuts the socket: nothing more is heard of the server.
    func sever() {
        isSevered = true
        _ = shutdown(unsafe PQsocket(connection), Int32(SHUT_RDWR))
    }

    /// Looks at an idle connection: a server that went away has left word, or closed the socket. Nothing else is
    /// expected on an idle connection, so whatever there is to read speaks against it.
    func checkIdle() -> Bool {
        var watched = pollfd(fd: unsafe PQsocket(connection), events: Int16(POLLIN), revents: 0)
        return unsafe poll(&watched, 1, 0) == 0 && isAlive
    }

    func lost() -> PostgresError {
        PostgresError(.connectionLost, unsafe String(cString: PQerrorMessage(connection)))
    }
}

/// Notices on their way from libpq's callback; touched on the connection's queue only.
final class NoticeBox { var notices: [PostgresNotice] = [] }
