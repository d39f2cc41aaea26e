/// Why the embedded PostgreSQL could not be started or kept running.
///
/// The texts are for the person at the terminal: what is wrong, then what to do.
public enum ClusterError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No PostgreSQL server programs of version 15 or later were found.
    case programsMissing
    /// Another living server already runs on this directory.
    case directoryInUse(String)
    /// The user who must own the cluster cannot enter the directory.
    case directoryOutOfReach(directory: String, user: String)
    /// The cluster's files were made by another major version of PostgreSQL.
    case versionMismatch(files: String, programs: String)
    /// A program of PostgreSQL or of the system ended with an error; `output` is what it printed.
    case programFailed(program: String, status: Int32, output: String)
    /// PostgreSQL did not answer in time; `log` is the end of its log.
    case notReady(seconds: Int, log: String)

    /// What is wrong and what to do about it, in one or two sentences.
    public var description: String {
        switch self {
        case .programsMissing:
            "PostgreSQL 15 or later is not installed; install the package postgresql-15, or set "
                + "GRAINLEDGER_POSTGRES_BIN to the directory of its programs"
        case .directoryInUse(let directory):
            "another server is running on \(directory); stop it first, or give this one its own directory"
        case .directoryOutOfReach(let directory, let user):
            "PostgreSQL may not run as root, and the user \(user) may not enter \(directory); choose a directory "
                + "every user may enter, such as one under /var/lib"
        case .versionMismatch(let files, let programs):
            "the cluster was made by PostgreSQL \(files), but the programs found are version \(programs); "
                + "set GRAINLEDGER_POSTGRES_BIN to those of version \(files)"
        case .programFailed(let program, let status, let output):
            "\(program) ended with status \(status): \(output)"
        case .notReady(let seconds, let log):
            "PostgreSQL did not answer within \(seconds) s; the end of its log: \(log)"
        }
    }
}

/// What happened to a running cluster without anybody asking for it.
public enum ClusterEvent: Sendable, Equatable {
    /// The postmaster with this process number is gone; a restart has begun.
    case died(processID: Int32)
    /// PostgreSQL answers again, under this process number.
    case restarted(processID: Int32)
    /// A restart did not work; the next attempt follows after a growing pause.
    case restartFailed(reason: String)
}
