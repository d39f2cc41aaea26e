import Foundation
public import Operations

extension EmbeddedCluster {
    /// The clock of the server that runs, or last ran, on this directory; the database's own where none was set.
    public nonisolated var clock: BookClock {
        let text = try? String(contentsOfFile: layout.clock, encoding: .utf8)
        return BookClock(ahead: text.flatMap { Int64($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0)
    }

    /// Sets the clock for the server and for every command on this directory; they must not differ.
    public nonisolated func set(_ clock: BookClock) throws {
        if clock == .database {
            try? FileManager.default.removeItem(atPath: layout.clock)
        } else {
            try "\(clock.ahead)\n".write(toFile: layout.clock, atomically: true, encoding: .utf8)
        }
    }
}
