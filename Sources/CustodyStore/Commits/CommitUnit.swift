import Custody
import Evidence
import Foundation
import Identity
import Operations
import Postgres
import Rules

/// One group in one transaction: lock, load, decide one after another, write, commit.
struct CommitUnit {
    /// The lane's connection.
    let connection: PostgresConnection
    /// What time it is for the book.
    let clock: BookClock
    /// Every aggregate the group was found to touch; a second attempt locks all of them at once, in order.
    private(set) var footprint: Set<AggregateKey>
    private var shelf = BookShelf()
    private var facts: [Accepted] = []

    /// An accepted act on its way into the database.
    struct Accepted {
        /// Id of its record.
        let id: UUIDv7
        /// What was handed in.
        let command: Command
        /// What it became.
        let fact: Fact
        /// What the caller gets.
        let receipt: Receipt
        /// The movement's legs.
        let legs: [Leg]
        /// Whom it concerns.
        let concern: Concern
        /// Names that stay out of the record.
        let disclosures: [Disclosure]
        /// The record's bytes with what the evidence log hashes for them.
        let leaf: RecordLeaf
        /// The act with its actor.
        var submission: Submission { command.submission }
    }

    /// A unit over a connection that is in no transaction.
    ///
    /// - Parameter footprint: what an earlier attempt found.
    init(connection: PostgresConnection, clock: BookClock, footprint: Set<AggregateKey>) {
        self.connection = connection
        self.clock = clock
        self.footprint = footprint
    }

    /// Commits a group; answers in its order, none before the commit.
    mutating func commit(_ group: [Command]) async throws(PostgresError) -> [Answer] {
        var (keys, now) = try await open(for: group)
        footprint.formUnion(group.flatMap { $0.submission.act.body.footprint(in: shelf.book) })
        try await shelf.fetch(footprint, on: connection)
        var answers: [Answer] = []
        for command in group {
            if let known = keys.answer(to: command) {
                answers.append(known)
                continue
            }
            try await loadFootprint(of: command.submission)
            answers.append(try decide(command, now: now, keys: &keys))
        }
        try await close(answers)
        return answers
    }

    /// Looks up what became of a group whose COMMIT got no answer. A transaction that is still going on holds the
    /// locks of its keys, so this waits for it.
    ///
    /// - Returns: the stored answers, and `notConfirmed` for what has none.
    mutating func settle(_ group: [Command]) async throws(PostgresError) -> [Answer] {
        let (keys, _) = try await open(for: group)
        let answers = group.map { keys.answer(to: $0) ?? .notConfirmed }
        try await close(answers)
        return answers
    }

    private func open(for group: [Command]) async throws(PostgresError) -> (Keys, Timestamp) {
        let opening = try await connection.pipeline([
            "BEGIN", "SET LOCAL ROLE grainledger_writer", Keys.lock(group), Keys.lookUp(group),
            "SELECT clock_timestamp()",
        ])
        guard let instant = opening[4].rows.first else { throw PostgresError(.decoding, "no clock") }
        return (try Keys(rows: opening[3].rows), Timestamp(try instant.timestamp(0)))
    }

    private func close(_ answers: [Answer]) async throws(PostgresError) {
        if !facts.isEmpty {
            try await connection.commit(try writes())
        } else if answers.contains(where: \.isReplayed) {
            try await connection.commit([Keys.barrier])
        } else {
            try await connection.rollback()
        }
    }

    /// Loads until the command's footprint asks for nothing more. These locks come out of order: nobody is waited for.
    private mutating func loadFootprint(of submission: Submission) async throws(PostgresError) {
        while true {
            var missing = submission.act.body.footprint(in: shelf.book)
            for party in submission.act.body.parties(in: shelf.book) { missing.insert(.organization(party)) }
            missing.subtract(shelf.loaded)
            if missing.isEmpty { break }
            footprint.formUnion(missing)
            try await shelf.fetch(missing, on: connection, waits: false)
        }
    }

    private mutating func decide(_ command: Command, now: Timestamp, keys: inout Keys) throws(PostgresError) -> Answer {
        let submission = command.submission
        // Rights are asked at the time that is, whatever time a demonstration plays.
        let ties = submission.act.body.ties(in: shelf.book, by: submission.actor)
        let access = submission.authority.access(
            to: submission.act.name, with: submission.second, over: ties, at: now)
        // Before anything else is said: a version tells too, whether an object is there.
        if case .refused(let faults) = access { return .denied(faults) }
        if let expected = submission.expectedVersion,
            submission.act.body.chief.map({ shelf.holds($0, at: expected) }) != true
        {
            return .stale
        }
        let circumstances = Circumstances(
            actor: submission.actor, occurredAt: submission.occurredAt, now: clock.time(at: now),
            persons: submission.persons)
        var fact: Fact
        do {
            fact = try shelf.book.decide(
                submission.act, circumstances, isPermitted: submission.authority.participant != nil)
        } catch { return .refused(error) }
        // Only what could be done waits for a second person.
        if case .awaitsSecondPerson(let roles) = access { return .awaitsSecondPerson(roles, over: ties) }
        let id = UUIDv7(now)
        fact.id = id.text
        guard !submission.isDryRun else {
            let receipt = Receipt(recordId: id.text, kind: fact.act.name, findings: fact.outcome.findings)
            return .done(receipt, replayed: false)
        }
        let accepted = try accept(fact, of: command, as: id)
        facts.append(accepted)
        keys.note(accepted.receipt, for: command)
        return .done(accepted.receipt, replayed: false)
    }

    /// Carries a fact into the book, and makes its record and leaf.
    private mutating func accept(_ fact: Fact, of command: Command, as id: UUIDv7) throws(PostgresError) -> Accepted {
        shelf.book.apply(fact)
        let effect = shelf.book.drain()
        shelf.changed.formUnion(effect.changed)
        let disclosures = command.submission.persons.map { Disclosure(role: $0.key, value: $0.value) }
        let body = RecordBody(
            fact: fact, actor: command.submission.actor, nonce: Random.base64URL(bytes: 16),
            withheld: disclosures.map(\.digest).sorted(), signatures: command.submission.signatures)
        let leaf = try RecordLeaf(of: body, places: shelf.streams.places(of: effect))
        let receipt = Receipt(
            recordId: id.text, kind: fact.act.name, findings: fact.outcome.findings, leaf: leaf.hash.base64)
        return Accepted(
            id: id, command: command, fact: fact, receipt: receipt, legs: effect.legs,
            concern: Concern(of: fact, by: command.submission.actor, effect.legs, in: shelf.book),
            disclosures: disclosures, leaf: leaf)
    }

    private func writes() throws(PostgresError) -> [PostgresStatement] {
        do {
            return try FactStatements.statements(for: facts, counting: shelf.streams) + shelf.statements()
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(.decoding, "\(error)")
        }
    }
}

extension Answer {
    fileprivate var isReplayed: Bool { if case .done(_, replayed: true) = self { true } else { false } }
}
