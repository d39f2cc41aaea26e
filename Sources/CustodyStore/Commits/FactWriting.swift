import Postgres

/// The facts of one group on their way into the database. Of a long group they are sent piece by piece while the rest is still
/// being decided, so that database and decisions work side by side; all of it is one transaction.
struct FactWriting {
    /// Most facts of a piece.
    static let pieceLength = 256

    private let connection: PostgresConnection
    /// Facts that were not sent yet.
    private(set) var waiting: [CommitUnit.Accepted] = []
    private var underWay: Task<Result<Void, PostgresError>, Never>?
    /// True while the group has nothing to write.
    private(set) var isEmpty = true

    /// Nothing to write yet.
    init(connection: PostgresConnection) { self.connection = connection }

    /// Takes a fact; it is among those that wait until `makeRoom`, or until the group ends.
    mutating func add(_ fact: CommitUnit.Accepted) {
        waiting.append(fact)
        isEmpty = false
    }

    /// Sends what waits, when it is a piece and the piece before has arrived.
    mutating func makeRoom() async throws(PostgresError) {
        guard waiting.count >= Self.pieceLength else { return }
        try await settle()
        let (piece, connection) = (waiting, connection)
        waiting = []
        underWay = Task {
            do throws(PostgresError) {
                _ = try await connection.pipeline(try FactStatements.statements(for: piece, counting: Streams()))
                return .success(())
            } catch {
                return .failure(error)
            }
        }
    }

    /// Returns when nothing is on its way any more: before anything else is asked of the connection, and before it is given back.
    mutating func settle() async throws(PostgresError) {
        guard let sent = underWay else { return }
        underWay = nil
        try await sent.value.get()
    }
}
