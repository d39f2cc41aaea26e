import Custody
import Operations
import Postgres
import Rules

/// Books replayed from the records as of a time. The last few are kept as long as no record is added, and whoever asks for one
/// that is being replayed waits for that replay: it is done once.
///
/// Replays go through connections of their own, few and with a long wait, because each holds one until it has read all records
/// (reliability.md R7). What is kept is asked for through an ordinary one, so that it answers also while all replays are busy.
actor PastBooks {
    private struct Question: Hashable {
        let seq: Int64
        let asOf: Timestamp?
    }
    private typealias Replayed = Task<Result<Book, PostgresError>, Never>
    /// Books in memory: a page walked as of a time, another reader's time, and what is due now.
    private static let places = 3

    private let session: ReaderSession
    private let replays: ReaderSession
    private let clock: BookClock
    /// The one asked for last stands last.
    private var kept: [(question: Question, replay: Replayed)] = []

    init(session: ReaderSession, replays: ReaderSession, clock: BookClock) {
        self.session = session
        self.replays = replays
        self.clock = clock
    }

    /// The book made of everything that had happened until a time, as recorded by now; and now, by the book's clock.
    func book(asOf time: Timestamp?) async throws(PostgresError) -> (book: Book, now: Timestamp) {
        let rows = try await session.rows(
            "SELECT COALESCE(max(seq), 0), clock_timestamp() FROM record", as: .replayer)
        guard let row = rows.first else { throw PostgresError(.decoding, "no clock") }
        let question = Question(seq: try row.int8(0), asOf: time)
        switch await replay(question).value {
        case .success(let book): return (book, clock.time(at: Timestamp(try row.timestamp(1))))
        case .failure(let error):
            kept.removeAll { $0.question == question }
            throw error
        }
    }

    private func replay(_ question: Question) -> Replayed {
        if let index = kept.firstIndex(where: { $0.question == question }) {
            let known = kept.remove(at: index)
            kept.append(known)
            return known.replay
        }
        // Older records were added to: nobody will ask for these books again.
        kept.removeAll { $0.question.seq < question.seq }
        if kept.count >= Self.places { kept.removeFirst() }
        let replays = replays
        let replay = Replayed {
            do throws(PostgresError) {
                return .success(try await Replay(session: replays).book(asOf: question.asOf))
            } catch {
                return .failure(error)
            }
        }
        kept.append((question, replay))
        return replay
    }
}
