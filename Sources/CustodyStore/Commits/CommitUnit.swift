import Custody
import Evidence
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
    private var shelf: BookShelf
    private var writing: FactWriting
    /// Number of the transaction, as the rows it writes bear it.
    private var writer: UInt32 = 0
    /// Acts that could be done so far; their records' ids sort in this order.
    private var decided = 0
    /// Registers that acts look things up in and this group does not write.
    private var shared: Set<AggregateKey.Kind> = []

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
    /// - Parameters:
    ///   - footprint: what an earlier attempt found.
    ///   - cache: what earlier transactions have read or written.
    init(
        connection: PostgresConnection, clock: BookClock, footprint: Set<AggregateKey>,
        cache: BookCache = BookCache(mostBytes: 0)
    ) {
        cache.enter(connection: connection.number)
        self.connection = connection
        self.clock = clock
        self.footprint = footprint
        shelf = BookShelf(cache: cache)
        writing = FactWriting(connection: connection)
    }

    /// Commits a group; answers in its order, none before the commit.
    mutating func commit(_ group: [Command]) async throws(PostgresError) -> [Answer] {
        do throws(PostgresError) {
            return try await committed(group)
        } catch {
            // Nothing may arrive after the connection has been given back.
            try? await writing.settle()
            throw error
        }
    }

    private mutating func committed(_ group: [Command]) async throws(PostgresError) -> [Answer] {
        shared = Self.registers.subtracting(group.compactMap { $0.submission.act.body.register })
        for command in group { guessFootprint(of: command.submission.act.body) }
        let opening = try await shelf.fetch(footprint, on: connection, after: Self.opening(group), shared: shared)
        var (keys, now) = try Self.opened(opening)
        writer = try Self.writer(opening)
        try await loadFootprints(of: group.filter { keys.answer(to: $0) == nil })
        var answers: [Answer] = []
        for command in group {
            if let known = keys.answer(to: command) {
                answers.append(known)
                continue
            }
            try await loadFootprints(of: [command])
            try await writing.makeRoom()
            answers.append(try decide(command, now: now, keys: &keys))
        }
        try await close(answers)
        shelf.keep(committedBy: writing.isEmpty ? nil : writer)
        return answers
    }

    /// Kinds that most acts only look things up in.
    private static let registers: Set<AggregateKey.Kind> = [.organization, .scale]

    /// Looks up what became of a group whose COMMIT got no answer. A transaction that is still going on holds the
    /// locks of its keys, so this waits for it.
    ///
    /// - Returns: the stored answers, and `notConfirmed` for what has none.
    mutating func settle(_ group: [Command]) async throws(PostgresError) -> [Answer] {
        let (keys, _) = try Self.opened(try await connection.pipeline(Self.opening(group)))
        let answers = group.map { keys.answer(to: $0) ?? .notConfirmed }
        try await close(answers)
        return answers
    }

    private static func opening(_ group: [Command]) -> [PostgresStatement] {
        [
            "BEGIN", "SET LOCAL ROLE grainledger_writer", Keys.lock(group), Keys.lookUp(group),
            "SELECT clock_timestamp(), pg_current_xact_id()::text",
        ]
    }

    private static func opened(_ results: [PostgresResult]) throws(PostgresError) -> (Keys, Timestamp) {
        guard let instant = results[4].rows.first else { throw PostgresError(.decoding, "no clock") }
        return (try Keys(rows: results[3].rows), Timestamp(try instant.timestamp(0)))
    }

    /// The transaction's number as it stands in rows, without the epoch.
    private static func writer(_ results: [PostgresResult]) throws(PostgresError) -> UInt32 {
        guard let number = UInt64(try results[4].rows.first?.text(1) ?? "") else {
            throw PostgresError(.decoding, "no number of the transaction")
        }
        return UInt32(truncatingIfNeeded: number)
    }

    private mutating func close(_ answers: [Answer]) async throws(PostgresError) {
        if !writing.isEmpty {
            try await writing.settle()
            try await connection.commit(try lastWrites())
        } else if answers.contains(where: \.isReplayed) {
            try await connection.commit([Keys.barrier])
        } else {
            try await connection.rollback()
        }
    }

    /// What an act will ask for, as far as memory can tell: a wrong guess costs a lock too many or a round trip.
    private mutating func guessFootprint(of body: some ActBody) {
        while true {
            let missing = Self.footprint(of: body, in: shelf.book).filter { !footprint.contains($0) }
            if missing.isEmpty { break }
            for key in missing { shelf.guess(key) }
            footprint.formUnion(missing)
        }
    }

    /// Loads until the commands' footprints ask for nothing more. These locks come out of order: nobody is waited for.
    private mutating func loadFootprints(of commands: [Command]) async throws(PostgresError) {
        while true {
            var missing: Set<AggregateKey> = []
            for command in commands {
                for key in Self.footprint(of: command.submission.act.body, in: shelf.book)
                where !shelf.loaded.contains(key) { missing.insert(key) }
            }
            if missing.isEmpty { break }
            footprint.formUnion(missing)
            try await writing.settle()
            try await shelf.fetch(missing, on: connection, waits: false, shared: shared)
        }
    }

    private static func footprint(of body: some ActBody, in book: Book) -> Set<AggregateKey> {
        var keys = body.footprint(in: book)
        for party in body.parties(in: book) { keys.insert(.organization(party)) }
        return keys
    }

    private mutating func decide(_ command: Command, now: Timestamp, keys: inout Keys) throws(PostgresError) -> Answer {
        let submission = command.submission
        // Rights are asked at the time that is, whatever time a demonstration plays.
        let ties = submission.act.body.ties(in: shelf.book, by: submission.actor)
        let access = submission.authority.access(
            to: submission.act.name, with: submission.second, over: ties, at: now)
        // Before anything else is said: a version tells too, whether an object is there; and so do the persons of its runs.
        if case .refused(let faults) = access { return .denied(faults) }
        let signers = submission.signers(in: shelf.book)
        if !signers.isEmpty { return .denied(signers) }
        // Who has no tie to the object learns nothing of it before somebody who has consents, not even by asking what would come of it.
        if case .awaitsSecondPerson(let roles) = access, submission.authority.isForeign(to: ties) {
            return .awaitsSecondPerson(roles, over: ties)
        }
        if let expected = submission.expectedVersion,
            submission.act.body.chief.map({ shelf.holds($0, at: expected) }) != true
        {
            return .stale
        }
        if let number = command.fingerprint.citizenNumber { return .refused(Refusal(.citizenNumberInText, number)) }
        let circumstances = Circumstances(
            actor: submission.actor, occurredAt: submission.occurredAt, now: clock.time(at: now),
            persons: submission.persons, person: submission.authority.participant?.person.number.text)
        var fact: Fact
        do {
            fact = try shelf.book.decide(
                submission.act, circumstances, isPermitted: submission.authority.participant != nil)
        } catch { return .refused(error) }
        // Only what could be done waits for a second person.
        if case .awaitsSecondPerson(let roles) = access { return .awaitsSecondPerson(roles, over: ties) }
        let id = UUIDv7(now, place: decided)
        decided += 1
        fact.id = id.text
        guard !submission.isDryRun else {
            let receipt = Receipt(recordId: id.text, kind: fact.act.name, findings: fact.outcome.findings)
            return .done(receipt, replayed: false)
        }
        let accepted = try accept(fact, of: command, as: id)
        writing.add(accepted)
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

    /// What was not sent before. A group that writes anything has a fact left for the end, with the counts of the streams.
    private mutating func lastWrites() throws(PostgresError) -> [PostgresStatement] {
        let facts = try FactStatements.statements(for: writing.waiting, counting: shelf.streams)
        do {
            return facts + (try shelf.statements())
        } catch {
            throw PostgresError(.decoding, "\(error)")
        }
    }
}

extension Answer {
    fileprivate var isReplayed: Bool { if case .done(_, replayed: true) = self { true } else { false } }
}

extension ActBody {
    /// The register that the act writes.
    fileprivate var register: AggregateKey.Kind? {
        switch self {
        case is RegisterOrganization: .organization
        case is RegisterScale: .scale
        default: chief?.kind
        }
    }
}
