public import Evidence
import Foundation
public import Logging
public import Postgres

/// Asks one witness of the policy to cosign what was published, and keeps what it signed once that is verified
/// (C2SP tlog-witness; evidence.md §4.10).
///
/// Each witness has a client of its own: one that is slow, away or wrong holds up neither signing nor the others. What a
/// witness says without a signature of ours is no reason to stop: only a checkpoint that our own key has signed can show that
/// the database has forgotten something, and then it is noted as signed, and the guard freezes the log (§4.9).
public struct WitnessClient: Sendable {
    /// What a step did.
    public enum Step: String, Hashable, Sendable {
        /// The newest checkpoint has a fresh cosignature, or there is no checkpoint.
        case nothingToDo = "nothing-to-do"
        /// It was cosigned.
        case cosigned
        /// The witness holds another size; it was noted, and the next step goes on from there.
        case conflict
        /// The witness refused.
        case refused
        /// What it signed is not its signature of this checkpoint; nothing was kept.
        case unverified
        /// No answer in time.
        case away
        /// The witness holds a checkpoint of ours that our tree does not continue.
        case anotherHistory = "another-history"
    }

    /// A checkpoint that does not grow is cosigned anew so often, so that freshness can be shown.
    static let freshness: Int64 = 600

    private let key: VerifierKey
    private let line: WitnessLine
    private let pool: PostgresPool
    private let files: LogFiles
    private let log: Logger

    /// The clients of a policy's witnesses that have an address.
    public static func all(of policy: WitnessPolicy, pool: PostgresPool, files: LogFiles, log: Logger)
        -> [WitnessClient]
    {
        policy.witnesses.values.compactMap { party in
            guard let text = party.url?.description, let url = URL(string: text) else { return nil }
            return WitnessClient(key: party.key, line: WitnessLine(url: url), pool: pool, files: files, log: log)
        }
    }

    /// Brings a policy into force: proofs and dossiers carry it from now on.
    ///
    /// - Parameter text: a policy that can be read.
    public static func enforce(_ text: String, pool: PostgresPool) async throws(PostgresError) {
        try await pool.withConnection { connection throws(PostgresError) in
            try await PolicyText.enforce(text, on: connection)
        }
    }

    private struct Due {
        let checkpoint: SignedCheckpoint
        let held: Int
        let proof: [Hash256]
    }

    /// Asks, if there is something to be cosigned.
    public func step() async throws(PostgresError) -> Step {
        let key = key
        let due = try await pool.withConnection { connection throws(PostgresError) in
            try await Self.due(for: key, on: connection)
        }
        guard let due else { return .nothingToDo }
        let request = AddCheckpointRequest(oldSize: due.held, hashes: due.proof, checkpoint: due.checkpoint)
        let (size, step) = await judge(await line.add(request), due)
        try await note(size ?? due.held, step)
        if step == .conflict || step == .refused, try await compare() { return .anotherHistory }
        return step
    }

    private static func due(for key: VerifierKey, on connection: PostgresConnection) async throws(PostgresError) -> Due?
    {
        let rows = try await connection.query(
            """
            SELECT note, COALESCE((SELECT held_size FROM log_witness WHERE witness = \(key.text)), 0)
            FROM log_checkpoint
            WHERE size = (SELECT max(size) FROM log_checkpoint) AND NOT EXISTS (
                SELECT FROM log_cosignature WHERE log_cosignature.size = log_checkpoint.size AND witness = \(key.text)
                    AND signed_at > clock_timestamp() - make_interval(secs => \(freshness)::double precision))
            """
        ).rows
        guard let row = rows.first else { return nil }
        guard let checkpoint = try? SignedCheckpoint(unverified: try row.bytes(0)) else {
            throw PostgresError(.decoding, "log_checkpoint: the last note cannot be read")
        }
        let size = checkpoint.checkpoint.head.size
        let held = min(Int(try row.int8(1)), size)
        guard let plan = ProofPlan.consistency(from: held, to: size) else { return nil }
        let tiles = try await StoredTiles.holding(plan.nodes, in: size, on: connection)
        let proof = try plan.hashes { node throws(PostgresError) in try tiles.hash(of: node, in: size) }
        return Due(checkpoint: checkpoint, held: held, proof: proof)
    }

    /// What an answer is worth; the size it shows the witness to hold, where it shows one.
    private func judge(_ answer: AddCheckpointAnswer?, _ due: Due) async -> (held: Int?, Step) {
        switch answer {
        case .none: return (nil, .away)
        case .conflict(let held): return (held, .conflict)
        // A yes that is no signature line at all.
        case .refused(status: 200): return (nil, .unverified)
        case .refused: return (nil, .refused)
        case .cosigned(let signatures):
            let size = due.checkpoint.checkpoint.head.size
            for signature in signatures {
                guard (try? due.checkpoint.adding(signature, of: key)) != nil,
                    let time = Cosignature(bytes: signature.bytes)?.time
                else { continue }
                return await keep(signature, time, size) ? (size, .cosigned) : (nil, .away)
            }
            log.warning("a witness's line is no cosignature of its", metadata: ["witness": "\(key.name)"])
            return (nil, .unverified)
        }
    }

    private func keep(_ signature: NoteSignature, _ time: Int64, _ size: Int) async -> Bool {
        let key = key
        do {
            try await pool.withConnection { connection throws(PostgresError) in
                _ = try await connection.query(
                    """
                    INSERT INTO log_cosignature (size, witness, signed_at, line)
                    VALUES (\(size), \(key.text), to_timestamp(\(time)::double precision), \(signature.line))
                    ON CONFLICT DO NOTHING
                    """)
            }
            return true
        } catch {
            log.error("a cosignature was not kept", metadata: ["witness": "\(key.name)", "error": "\(error)"])
            return false
        }
    }

    private func note(_ held: Int, _ step: Step) async throws(PostgresError) {
        let key = key
        try await pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query(
                """
                INSERT INTO log_witness (witness, held_size, answer) VALUES (\(key.text), \(held), \(step.rawValue))
                ON CONFLICT (witness) DO UPDATE SET
                    held_size = excluded.held_size, answer = excluded.answer, asked_at = clock_timestamp()
                """)
        }
    }

    /// Holds the database against what the witness has cosigned of this log: before the first signature after a start, and
    /// whenever the witness says that it knows better.
    ///
    /// - Returns: whether a checkpoint of ours is there that our tree does not continue. It is then noted as signed.
    public func compare() async throws(PostgresError) -> Bool {
        guard let keys = try? files.keys().map(\.verifier), let origin = keys.first?.name,
            let held = await line.held(of: origin), held.checkpoint.origin == origin,
            (try? held.note.verified(by: keys)) != nil
        else { return false }
        let head = held.checkpoint.head
        let root = try await pool.withConnection { connection throws(PostgresError) in
            let state = try LogState(try await connection.query(LogState.read).rows.first)
            return head.size <= state.head.size ? try await StoredTiles.root(at: head.size, on: connection) : nil
        }
        guard root != head.root else { return false }
        log.critical(
            "a witness holds a checkpoint of ours that this database does not continue",
            metadata: ["witness": "\(key.name)", "size": "\(head.size)"])
        do { try files.note(held) } catch {
            log.critical("it could not be noted as signed", metadata: ["error": "\(error)"])
        }
        return true
    }
}
