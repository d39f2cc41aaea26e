import CLibPQ
import Foundation

extension Link {
    /// Sends what is buffered; reads while waiting, or both sides could block on full buffers.
    func flush(_ patience: Patience) throws(PostgresError) {
        while true {
            let state = unsafe PQflush(handle)
            if state == 0 { return }
            guard state == 1 else { throw lost() }
            if try wait(for: POLLIN | POLLOUT, patience) & POLLIN != 0 {
                guard unsafe PQconsumeInput(handle) == 1 else { throw lost() }
            }
        }
    }

    /// The next answer; `nil` where libpq says a message's answers end.
    func next(_ patience: Patience) throws(PostgresError) -> OpaquePointer? {
        while unsafe PQisBusy(handle) == 1 {
            _ = try wait(for: POLLIN, patience)
            guard unsafe PQconsumeInput(handle) == 1 else { throw lost() }
        }
        let answer = unsafe PQgetResult(handle)
        if unsafe answer == nil, !isAlive { throw lost() }
        return unsafe answer
    }

    /// Waits until the socket is ready.
    ///
    /// - Throws: `.cancelled` or `.timeout` when the server did not stop in time; the socket is shut then.
    func wait(for events: Int32, _ patience: Patience) throws(PostgresError) -> Int32 {
        while true {
            switch patience.step() {
            case .giveUp:
                sever()
                throw PostgresError(patience.code, "no answer in time")
            case .askToStop: askToStop()
            case .wait(let milliseconds):
                // libpq may change its socket: ask for it each time.
                var watched = [pollfd(fd: unsafe PQsocket(handle), events: Int16(events), revents: 0)]
                if patience.listens { watched.append(pollfd(fd: bell.readEnd, events: Int16(POLLIN), revents: 0)) }
                let ready = unsafe poll(&watched, nfds_t(watched.count), milliseconds)
                if ready < 0, errno != EINTR { throw lost() }
                if watched.count == 2, watched[1].revents != 0 { patience.end(.cancelled) }
                if ready > 0, watched[0].revents != 0 { return Int32(watched[0].revents) }
            }
        }
    }
}
