import Foundation
import Postgres
import TestCluster

/// A primary and its synchronous standby, two real clusters in a directory of their own (reliability.md R4, R8).
///
/// PostgreSQL refuses to run as root; then its programs are run as `postgres`, or as `nobody`.
final class ReplicatedPair: Sendable {
    let primary: Cluster
    let standby: Cluster
    private let root: String

    private init() throws {
        root = "/tmp/gl-sync-\(UUID().uuidString.prefix(8).lowercased())"
        let programs = try Cluster.Programs()
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        primary = Cluster(directory: "\(root)/primary", programs: programs)
        standby = Cluster(directory: "\(root)/standby", programs: programs)
        if let user = programs.user {
            let owner: [FileAttributeKey: Any] = [
                .ownerAccountName: user, .groupOwnerAccountName: Cluster.Programs.group(of: user),
            ]
            try FileManager.default.setAttributes(owner, ofItemAtPath: root)
        }
    }

    /// Makes the pair, lends it, and removes it whatever happens.
    ///
    /// - Parameter hasStandby: false for the primary alone, which then waits for nobody.
    static func lend(hasStandby: Bool = true, _ body: (ReplicatedPair) async throws -> Void) async throws {
        let pair = try ReplicatedPair()
        defer {
            pair.standby.stop(.immediate)
            pair.primary.stop(.immediate)
            try? FileManager.default.removeItem(atPath: pair.root)
        }
        try pair.make(hasStandby: hasStandby)
        try await body(pair)
    }

    private func make(hasStandby: Bool) throws {
        try primary.initialise()
        try primary.configure("synchronous_standby_names = '\(hasStandby ? "standby" : "")'")
        try primary.start()
        guard hasStandby else { return }
        try standby.copy(of: primary)
        // What it had copied of the primary's settings is said anew: a promoted standby has no standby of its own.
        try standby.configure(
            """
            synchronous_standby_names = ''
            wal_retrieve_retry_interval = '100ms'
            primary_conninfo = 'host=\(primary.socket) user=grainledger application_name=standby'
            """)
        try standby.start()
    }
}
