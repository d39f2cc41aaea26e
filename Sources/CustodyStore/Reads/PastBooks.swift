import Custody
import Operations
import Postgres
import Rules

/// Books replayed from the records as of a time; the last one is kept as long as no record is added.
actor PastBooks {
    private struct Question: Hashable {
        let seq: Int64
        let asOf: Timestamp?
    }
    private let session: ReaderSession
    private let clock: BookClock
    private var kept: (question: Question, replay: Task<Result<Book, PostgresError>, Never>)?

    init(session: ReaderSession, clock: BookClock) {
        self.session = session
        self.clock = clock
    }

    /// The book made of everything that had happened until a time, as recorded by now; and now, by the book's clock.
    func book(asOf time: Timestamp?) async throws(PostgresError) -> (book: Book, now: Timestamp) {
        let rows = try await session.rows(
            "SELECT COALESCE(max(seq), 0), clock_timestamp() FROM record", as: .replayer)
        guard let row = rows.first else { throw PostgresError(.decoding, "no clock") }
        let question = Question(seq: try row.int8(0), asOf: time)
        if kept?.question != question { kept = (question, replay(time)) }
        guard let replay = kept?.replay else { throw PostgresError(.decoding, "no replay") }
        switch await replay.value {
        case .success(let book): return (book, clock.time(at: Timestamp(try row.timestamp(1))))
        case .failure(let error):
            if kept?.question == question { kept = nil }
            throw error
        }
    }

    private func replay(_ time: Timestamp?) -> Task<Result<Book, PostgresError>, Never> {
        let session = session
        return Task {
            do throws(PostgresError) {
                return .success(try await Replay(session: session).book(asOf: time))
            } catch {
                return .failure(error)
            }
        }
    }
}
