public import Operations
import Postgres
import Rules

extension Gatehouse {
    /// Persons and what they hold, as surfaces know them.
    public func administration(_ desk: SignInDesk) -> Administration {
        let acts = AdministrativeDesk(desk: desk)
        let reads = PeopleReads(pool: desk.pool, clock: desk.clock)
        return Administration(
            perform: { act, caller, key, version throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    try await acts.perform(act, by: caller, key: key, expecting: version)
                }
            },
            persons: { query, caller throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await reads.persons(query, for: caller) }
            },
            person: { number, caller throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await reads.person(number, for: caller) }
            },
            detail: { number, purpose, caller throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    try await reads.detail(of: number, for: purpose, to: caller)
                }
            },
            credentials: { query, caller throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await reads.credentials(query, for: caller) }
            })
    }

    /// Handsets in the field, as surfaces know them.
    public func handsets(_ desk: SignInDesk) -> Handsets {
        let register = HandsetRegister(pool: desk.pool, clock: desk.clock)
        return Handsets(
            hear: { name, report, caller throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in
                    try await register.hear(name, report, from: caller)
                }
            },
            list: { query, caller throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await register.list(query, for: caller) }
            },
            isWithdrawn: { name throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await register.isWithdrawn(name) }
            })
    }

    /// Everybody's own account, as surfaces know it.
    public func ownAccounts(_ desk: SignInDesk) -> OwnAccounts {
        let own = OwnAccount(desk: desk)
        return OwnAccounts(
            show: { caller, cookie throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await own.sheet(of: caller, cookie) }
            },
            changePassword: { cookie, old, new throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await own.change(cookie, old, new) }
            },
            endSession: { cookie, code throws(LedgerFault) in
                try await Self.asked { () throws(PostgresError) in try await own.end(cookie, code) }
            })
    }
}
