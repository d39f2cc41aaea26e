import Custody
import Evidence
import Foundation
import Operations
import Postgres
import Rules

/// One group in one transaction: load, decide one after another, write, commit.
struct CommitUnit {
    let connection: PostgresConnection
    let clock: CommitClock
    private var shelf = BookShelf()
    private var facts: [Accepted] = []

    /// An accepted act on its way into the database.
    struct Accepted {
        let id: UUIDv7
        let submission: Submission
        let fact: Fact
        let receipt: Receipt
        let legs: [Leg]
        let disclosures: [Disclosure]
    }

    init(connection: PostgresConnection, clock: CommitClock) {
        self.connection = connection
        self.clock = clock
    }

    mutating func commit(_ group: [Submission]) async throws(PostgresError) -> [Answer] {
        let opening = try await connection.pipeline([
            "BEGIN", Keys.statement(for: group), "SELECT clock_timestamp()",
        ])
        var keys = try Keys(rows: opening[1].rows)
        guard let instant = opening[2].rows.first else { throw PostgresError(.decoding, "no clock") }
        let now = Timestamp(try instant.timestamp(0))
        try await shelf.fetch(Set(group.flatMap { $0.act.body.footprint(in: shelf.book) }), on: connection)
        var answers: [Answer] = []
        for submission in group {
            if let known = keys.answer(to: submission) {
                answers.append(known)
                continue
            }
            try await loadFootprint(of: submission)
            answers.append(decide(submission, now: now, keys: &keys))
        }
        guard !facts.isEmpty else {
            try await connection.rollback()
            return answers
        }
        try await connection.commit(try writes())
        return answers
    }

    /// Loads until the command's footprint asks for nothing more.
    private mutating func loadFootprint(of submission: Submission) async throws(PostgresError) {
        while true {
            let missing = submission.act.body.footprint(in: shelf.book).subtracting(shelf.loaded)
            if missing.isEmpty { break }
            try await shelf.fetch(missing, on: connection)
        }
        let parties = submission.act.body.parties(in: shelf.book).map { AggregateKey.organization($0) }
        try await shelf.fetch(Set(parties), on: connection)
    }

    private mutating func decide(_ submission: Submission, now: Timestamp, keys: inout Keys) -> Answer {
        let present = clock == .events ? max(now, submission.occurredAt) : now
        let circumstances = Circumstances(
            actor: submission.actor, occurredAt: submission.occurredAt, now: present, persons: submission.persons)
        do {
            var fact = try shelf.book.decide(submission.act, circumstances)
            let id = UUIDv7(now)
            fact.id = id.text
            let receipt = Receipt(recordId: id.text, kind: fact.act.name, findings: fact.outcome.findings)
            guard !submission.isDryRun else { return .done(receipt, replayed: false) }
            shelf.book.apply(fact)
            let effect = shelf.book.drain()
            shelf.changed.formUnion(effect.changed)
            facts.append(
                Accepted(
                    id: id, submission: submission, fact: fact, receipt: receipt, legs: effect.legs,
                    disclosures: submission.persons.map { Disclosure(role: $0.key, value: $0.value) }))
            keys.note(receipt, for: submission)
            return .done(receipt, replayed: false)
        } catch {
            return .refused(error)
        }
    }

    private func writes() throws(PostgresError) -> [PostgresStatement] {
        do {
            return try FactStatements.statements(for: facts) + shelf.statements()
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(.decoding, "\(error)")
        }
    }
}
