import Foundation
import Synchronization

/// Wakes the thread that waits for the server when its task is cancelled. Each wait has a ticket, so that a bell rung
/// late does not stop the statement after.
final class Bell: Sendable {
    private struct State {
        var ticket = 0
        var isRung = false
    }
    private let state = Mutex(State())
    /// Readable while the bell rings.
    let readEnd: Int32
    private let writeEnd: Int32

    /// - Throws: `.connectionFailed` when the process has no descriptors left.
    init() throws(PostgresError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw PostgresError(.connectionFailed, "no descriptors left") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// A ticket for a new wait; silences the bell.
    func issue() -> Int {
        state.withLock { state in
            var byte: UInt8 = 0
            if state.isRung { _ = unsafe read(readEnd, &byte, 1) }
            state = State(ticket: state.ticket + 1, isRung: false)
            return state.ticket
        }
    }

    /// Rings for the holder of a ticket; from any thread.
    func ring(_ ticket: Int) {
        state.withLock { state in
            guard ticket == state.ticket, !state.isRung else { return }
            state.isRung = true
            var byte: UInt8 = 1
            _ = unsafe write(writeEnd, &byte, 1)
        }
    }
}
