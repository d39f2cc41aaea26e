import Synchronization

/// How much everybody may ask for, and how much of it is used: one for the whole service.
public final class Allowances: Sendable {
    /// The limits; each is of one instance of the service.
    public struct Limits: Sendable, Equatable {
        /// Of one signed-in person or program.
        public var actor = Allowance(quota: 30_000)
        /// Of all of one organisation.
        public var organization = Allowance(quota: 90_000)
        /// Of one network address, for requests of nobody.
        public var address = Allowance(quota: 1_200)
        /// Requests of one person or program at the same time.
        public var actorAtOnce = 128
        /// Requests of one organisation at the same time.
        public var organizationAtOnce = 256
        /// Exports at the same time, of all together.
        public var exportsAtOnce = 2
        /// Prints at the same time, of all together: one is made, the others wait for it.
        public var printsAtOnce = 8
        /// Live streams at the same time, of all together.
        public var streamsAtOnce = 500
        /// Imports at the same time, of all together.
        public var importsAtOnce = 2

        /// The limits of decision 0012.
        public init() {}
    }

    /// A place that is given back when nobody holds it any more: at the end of the request, or of a streamed answer.
    final class Seat: Sendable {
        private let release: @Sendable () -> Void
        init(release: @escaping @Sendable () -> Void) { self.release = release }
        deinit { release() }
    }

    let limits: Limits
    private let now: @Sendable () -> Int64
    private let rates = Mutex(RateLimiter())
    private let running = Mutex(RunningCount())

    /// Nothing used yet.
    ///
    /// - Parameter now: nanoseconds of any origin that never go back.
    public init(_ limits: Limits = Limits(), now: @escaping @Sendable () -> Int64 = Allowances.clock()) {
        self.limits = limits
        self.now = now
    }

    /// Nanoseconds since this call.
    public static func clock() -> @Sendable () -> Int64 {
        let start = ContinuousClock.now
        return {
            let passed = (ContinuousClock.now - start).components
            return passed.seconds * 1_000_000_000 + passed.attoseconds / 1_000_000_000
        }
    }

    func take(_ subject: String, _ allowance: Allowance) -> RateStanding {
        let now = now()
        return rates.withLock { $0.take(subject, allowance, at: now) }
    }

    /// Gives back what was taken from somebody who turned out to be measured by his name.
    func giveBack(_ subject: String, _ allowance: Allowance) {
        let now = now()
        rates.withLock { $0.giveBack(subject, allowance, at: now) }
    }

    func look(_ subject: String, _ allowance: Allowance) -> RateStanding {
        let now = now()
        return rates.withLock { $0.look(subject, allowance, at: now) }
    }

    /// A place among those who do the same; `nil` when all are taken.
    func seat(_ subject: String, most: Int) -> Seat? {
        guard running.withLock({ $0.enter(subject, most: most) }) else { return nil }
        return Seat { [self] in running.withLock { $0.leave(subject) } }
    }
}
