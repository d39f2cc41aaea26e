import Foundation
import Synchronization
import Testing

@testable import OpenID

@Suite("A provider's keys: changed without notice, asked for at a bounded rate")
struct KeySetTests {
    /// A provider whose keys a test changes, and a clock it moves.
    private final class World: Sendable {
        let state = Mutex((keys: [PublishedKey](), asked: 0, away: false, now: Duration.zero))

        func publish(_ mints: Mint...) throws {
            let keys = try mints.map { try $0.published() }
            state.withLock { $0.keys = keys }
        }
        func move(_ time: Duration) { state.withLock { $0.now += time } }
        var asked: Int { state.withLock { $0.asked } }

        var set: KeySet {
            KeySet(elapsed: { self.state.withLock { $0.now } }) { () throws(ProviderFault) in
                try self.state.withLock { state throws(ProviderFault) in
                    state.asked += 1
                    if state.away { throw .away }
                    return state.keys
                }
            }
        }
    }

    @Test("an unknown key is asked for once; a changed one serves at once, and the withdrawn one no more")
    func rotation() async throws {
        let world = World()
        try world.publish(Mint("old"))
        let set = world.set
        #expect(try await set.key("old", for: .es256)?.kid == "old")
        #expect(try await set.key("old", for: .es256)?.kid == "old")
        #expect(world.asked == 1)
        // Right after an answer: nobody is refused because somebody else has just signed in.
        try world.publish(Mint("new"))
        #expect(try await set.key("new", for: .es256)?.kid == "new")
        #expect(world.asked == 2)
        #expect(try await set.key("old", for: .es256) == nil)
    }

    @Test("a thousand tokens of unknown keys cost the provider one question")
    func rate() async throws {
        let world = World()
        try world.publish(Mint("old"))
        let set = world.set
        _ = try await set.key("old", for: .es256)
        world.move(.seconds(11))
        try await withThrowingTaskGroup { group in
            for number in 0..<1_000 {
                group.addTask {
                    let key: PublishedKey? = try await set.key("made-up-\(number)", for: .es256)
                    #expect(key == nil)
                }
            }
            try await group.waitForAll()
        }
        #expect(world.asked == 2)
    }

    @Test("a key that was withdrawn does not serve on in memory for more than an hour")
    func age() async throws {
        let world = World()
        try world.publish(Mint("old"))
        let set = world.set
        _ = try await set.key("old", for: .es256)
        try world.publish()
        world.move(.seconds(3_599))
        #expect(try await set.key("old", for: .es256) != nil)
        world.move(.seconds(1))
        #expect(try await set.key("old", for: .es256) == nil)
    }

    @Test("without a name there has to be one key; two of one name are none; a provider that is away is away")
    func choice() async throws {
        let world = World()
        try world.publish(Mint("a"))
        #expect(try await world.set.key(nil, for: .es256)?.kid == "a")
        try world.publish(Mint("a"), Mint("b"))
        #expect(try await world.set.key(nil, for: .es256) == nil)
        try world.publish(Mint("a"), Mint("a"))
        #expect(try await world.set.key("a", for: .es256) == nil)
        world.state.withLock { $0.away = true }
        await #expect(throws: ProviderFault.away) { try await world.set.key("a", for: .es256) }
    }
}
