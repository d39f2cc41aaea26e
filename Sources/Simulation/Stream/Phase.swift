import Rules

/// What happens in a season at one time of it. Every granary goes through all of them, one granary after another, each
/// at the same distance in days; so events come in order of time while only one granary at a time is in memory.
enum Phase: Int, CaseIterable {
    case register, collect, receive, earlyIntake, measure, report, intake, move, dry, merge, split, drawBulk
    case receiveBulk, reportBulk, plan, depart, arrive, confirm, comeBack, process, certify

    /// Days from the first day of the season's registers until the first granary begins.
    private var startDay: Int64 {
        switch self {
        case .register: 0
        case .collect: 18
        case .receive: 19
        case .earlyIntake: 20
        case .measure: 22
        case .report: 23
        case .intake: 25
        case .move: 26
        case .dry: 29
        case .merge: 33
        case .split: 34
        case .drawBulk: 35
        case .receiveBulk: 36
        case .reportBulk: 37
        case .plan: 38
        case .depart: 39
        case .arrive: 40
        case .confirm: 41
        case .comeBack: 42
        case .process: 46
        case .certify: 50
        }
    }

    /// Days from the first granary to the last.
    private var length: Int64 { self == .register ? 10 : 20 }

    private static let secondsOfDay: Int64 = 36_000
    /// A granary is done with a phase before it begins the next one, a day later.
    private static let longestSpan: Int64 = 32_400

    /// When an event happens: between eight and six o'clock.
    ///
    /// - Parameters:
    ///   - granary: number of the granary, of so many.
    ///   - index: number of its event in the phase, of so many.
    func time(year: Int, granary: Int, of granaries: Int, index: Int, of count: Int) -> String {
        let window = length * Self.secondsOfDay
        let begin = window * Int64(granary) / Int64(granaries)
        let span = min(window * Int64(granary + 1) / Int64(granaries) - begin, Self.longestSpan)
        let seconds = begin + span * Int64(index) / Int64(max(count, 1))
        let day = startDay + seconds / Self.secondsOfDay
        guard let first = CivilDate(year: year, month: 9, day: 20) else {
            preconditionFailure("every year has a twentieth of September")
        }
        let midnight = Timestamp(startOf: first.adding(days: Int(day)))
        let eight: Int64 = 8 * 3600
        return Timestamp(midnight.microseconds + (eight + seconds % Self.secondsOfDay) * 1_000_000).rfc3339
    }
}
