import Operations

/// A submission on its way: read once, so that nothing is encoded twice.
struct Command: Sendable {
    /// Number within this committer.
    let id: Int
    /// What was handed in.
    let submission: Submission
    /// What was asked, in short.
    let fingerprint: Fingerprint
    /// When its caller stops waiting, on the committer's stopwatch.
    let deadline: Duration
}

/// Acts that wait for a lane, in order of arrival; bounded by number and by bytes.
struct CommitQueue {
    private var commands: [Command] = []
    private var taken = 0
    private var bytes = 0
    private let limits: CommitLimits

    /// An empty queue.
    init(limits: CommitLimits) { self.limits = limits }

    /// Commands that wait.
    var count: Int { commands.count - taken }

    /// True when a body of so many bytes still finds room.
    func hasRoom(for size: Int) -> Bool {
        count < limits.queueLength && (count == 0 || bytes + size <= limits.queueBytes)
    }

    /// Puts a command at the end; whether there is room was asked before.
    mutating func append(_ command: Command) {
        commands.append(command)
        bytes += command.fingerprint.size
    }

    /// The next group: what there is, up to the limits of a group; empty when nothing waits.
    mutating func next() -> [Command] {
        var size = 0
        let group = commands[taken...].prefix(limits.groupLength).prefix { command in
            size += command.fingerprint.size
            return size <= limits.groupBytes || size == command.fingerprint.size
        }
        taken += group.count
        bytes -= group.reduce(0) { $0 + $1.fingerprint.size }
        let next = Array(group)
        // Taken commands are let go together, so that taking stays cheap however long the queue is.
        if taken == commands.count || taken > limits.queueLength {
            commands.removeFirst(taken)
            taken = 0
        }
        return next
    }
}
