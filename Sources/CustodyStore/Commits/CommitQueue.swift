import Custody
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

    /// What an act is sure to lock for itself, as far as its own words tell.
    static func ownKeys(of submission: Submission) -> Set<AggregateKey> {
        // Registers are looked up by many at once; only these few acts write them, and the rows' locks see to that.
        submission.act.body.footprint(in: Book()).filter { $0.kind != .organization && $0.kind != .scale }
    }
}

/// Acts that wait for a lane, in order of arrival; bounded by number and by bytes.
///
/// An act that names an aggregate of a group under way stays where it is, and so does what comes after it on the same
/// aggregate: otherwise the next lane would only wait for the rows of the first, with everything it has taken.
struct CommitQueue {
    private struct Entry {
        let command: Command
        let keys: Set<AggregateKey>
    }
    private var entries: [Entry] = []
    private var bytes = 0
    private var underWay: [AggregateKey: Int] = [:]
    private let limits: CommitLimits

    /// An empty queue.
    init(limits: CommitLimits) { self.limits = limits }

    /// Commands that wait.
    var count: Int { entries.count }

    /// True when a body of so many bytes still finds room.
    func hasRoom(for size: Int) -> Bool {
        count < limits.queueLength && (count == 0 || bytes + size <= limits.queueBytes)
    }

    /// Puts a command at the end; whether there is room was asked before.
    ///
    /// - Parameter keys: what it is sure to lock.
    mutating func append(_ command: Command, locking keys: Set<AggregateKey>) {
        entries.append(Entry(command: command, keys: keys))
        bytes += command.fingerprint.size
    }

    /// The next group: what there is and is in no other group's way, up to the limits of a group; empty when there is none.
    ///
    /// - Returns: the group, and what it holds until `end` is told of it.
    mutating func next() -> (group: [Command], keys: [AggregateKey]) {
        var (group, keys, size): ([Command], [AggregateKey], Int) = ([], [], 0)
        var passed: Set<AggregateKey> = []
        var index = 0
        var left: [Entry] = []
        while index < entries.count, group.count < limits.groupLength {
            let entry = entries[index]
            if entry.keys.contains(where: { underWay[$0] != nil || passed.contains($0) }) {
                passed.formUnion(entry.keys)
                left.append(entry)
            } else {
                size += entry.command.fingerprint.size
                if size > limits.groupBytes, !group.isEmpty { break }
                group.append(entry.command)
                keys += entry.keys
            }
            index += 1
        }
        entries.replaceSubrange(..<index, with: left)
        bytes -= group.reduce(0) { $0 + $1.fingerprint.size }
        for key in keys { underWay[key, default: 0] += 1 }
        return (group, keys)
    }

    /// A group is answered: what waits for its aggregates may go.
    mutating func end(_ keys: [AggregateKey]) {
        for key in keys {
            guard let others = underWay[key] else { continue }
            underWay[key] = others > 1 ? others - 1 : nil
        }
    }
}
