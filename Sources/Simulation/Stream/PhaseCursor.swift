/// Where a season stands in one phase: the events of one granary, and which of them comes next.
struct PhaseCursor {
    private let phase: Phase
    private let season: SimulatedSeason
    private var granary = -1
    private var manifests = 0
    private var events: [Event] = []
    private var position = 0
    /// When its next event happens; `nil` when there is none any more.
    private(set) var time: String?

    /// At the first event of the phase.
    init(_ phase: Phase, of season: SimulatedSeason) {
        self.phase = phase
        self.season = season
        open()
    }

    /// Hands out the next event and goes on.
    mutating func take() -> Event {
        defer {
            position += 1
            open()
        }
        return events[position]
    }

    /// Goes to the next granary that has something to tell.
    private mutating func open() {
        while position == events.count {
            granary += 1
            guard granary < season.granaries else { return time = nil }
            let whole = GranarySeason(granary, of: season, telling: phase, afterManifests: manifests)
            manifests += whole.manifestCount
            events = granary == 0 ? season.commonEvents(of: phase) + whole.log.events : whole.log.events
            position = 0
        }
        time = phase.time(
            year: season.year, granary: granary, of: season.granaries, index: position, of: events.count)
    }
}
