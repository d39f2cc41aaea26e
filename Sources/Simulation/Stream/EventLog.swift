/// One event of a season before it has its time.
struct Event {
    /// Kind of event, in the words of the season's stream.
    let type: String
    /// Its words.
    let data: Words
}

/// The events of one granary in one phase, in order.
///
/// A class, so that a granary may look at itself while it says the words of an event.
final class EventLog {
    private let phase: Phase?
    private(set) var events: [Event] = []

    /// A log of a phase; `nil` for a log that stays empty.
    init(of phase: Phase?) { self.phase = phase }

    /// Tells an event; its words are asked for only when its phase is the one of the log.
    func tell(_ when: Phase, _ type: String, _ words: () -> Words) {
        if when == phase { events.append(Event(type: type, data: words())) }
    }
}
