import Rules
import Testing

@testable import Identity

@Suite("Throttles")
struct ThrottleTests {
    /// One try of a single throttle.
    private func attempt(_ throttle: inout Throttle, at time: Timestamp) -> Admission {
        var all = [throttle]
        defer { throttle = all[0] }
        return Throttle.admit(&all, at: time)
    }

    @Test("three tries are free, then the wait doubles, from the tenth on it is 15 minutes")
    func grows() {
        var throttle = Throttle(.account)
        var time = noon
        var waits: [Int64] = []
        for _ in 0..<12 {
            #expect(attempt(&throttle, at: time) == .proceed)
            let opens = throttle.opensAt(seenAt: time)
            if let opens {
                let before = Timestamp(opens.microseconds - 1)
                #expect(attempt(&throttle, at: before) == .wait(until: opens))
                time = opens
            }
            waits.append(opens.map { ($0.microseconds - throttle.tries.last!.microseconds) / 1_000_000 } ?? 0)
        }
        #expect(waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 900, 900, 900])
    }

    @Test("tries made while it is closed are not charged: a stranger cannot push the opening away")
    func closedIsFree() throws {
        var throttle = Throttle(.account, tries: (0..<10).map { after(seconds: $0) })
        let opens = try #require(throttle.opensAt(seenAt: after(seconds: 20)))
        #expect(opens == after(seconds: 9 + 900))
        for second: Int64 in 20..<120 { #expect(attempt(&throttle, at: after(seconds: second)) == .wait(until: opens)) }
        #expect(throttle.tries.count == 10 && attempt(&throttle, at: opens) == .proceed)
    }

    @Test("an hour later nothing is remembered; the window slides try by try")
    func window() {
        var throttle = Throttle(.account, tries: (0..<10).map { after(seconds: $0 * 300) })
        #expect(throttle.opensAt(seenAt: after(seconds: 2_700)) == after(seconds: 3_600))
        #expect(throttle.opensAt(seenAt: after(seconds: 2_700 + 3_600)) == nil)
        #expect(attempt(&throttle, at: after(seconds: 3_600)) == .proceed)
        #expect(throttle.tries.first == after(seconds: 300), "the first try has left the window")
    }

    @Test("a thousand tries at once are charged before the first is answered: three get through")
    func atOnce() {
        var throttle = Throttle(.account)
        let through = (0..<1_000).filter { _ in attempt(&throttle, at: noon) == .proceed }
        #expect(through.count == 3)
    }

    @Test("success opens an account wholly, and gives a source back one try only")
    func success() {
        var account = Throttle(.account, tries: (0..<9).map { after(seconds: $0) })
        account.noteSuccess()
        #expect(account.tries.isEmpty)
        // An attacker who signs in to his own account between guesses runs dry all the same.
        var source = Throttle(.source)
        var guesses = 0
        for second: Int64 in 0..<600 {
            if attempt(&source, at: after(seconds: second)) == .proceed { guesses += 1 }
            if attempt(&source, at: after(seconds: second)) == .proceed { source.noteSuccess() }
        }
        #expect(guesses < 40, "\(guesses) guesses in ten minutes")
    }

    @Test("one closed throttle closes the try, and none is charged for it")
    func together() {
        var all = [Throttle(.account), Throttle(.source, tries: (0..<60).map { after(seconds: $0) })]
        let before = all
        #expect(Throttle.admit(&all, at: after(seconds: 60)) == .wait(until: after(seconds: 59 + 900)))
        #expect(all == before)
        all[1].open()
        #expect(Throttle.admit(&all, at: after(seconds: 60)) == .proceed)
        #expect(all.map(\.tries.count) == [1, 1])
    }

    @Test("a clock set back opens nothing")
    func clockSetBack() {
        var throttle = Throttle(.account)
        for _ in 0..<3 { #expect(attempt(&throttle, at: noon) == .proceed) }
        #expect(attempt(&throttle, at: after(seconds: -3_600)) == .wait(until: after(seconds: 1)))
    }

    @Test("random histories: never more than the policy lets through in an hour, never closed for good")
    func histories() throws {
        for seed in 0..<40 {
            var generator = SeededGenerator(UInt64(seed))
            var throttle = Throttle(.account)
            var time: Int64 = 0
            var passed: [Int64] = []
            for _ in 0..<400 {
                time += Int64.random(in: 0...40, using: &generator)
                if attempt(&throttle, at: after(seconds: time)) == .proceed { passed.append(time) }
                #expect(throttle.tries.count <= 10)
                if let opens = throttle.opensAt(seenAt: after(seconds: time)) {
                    #expect(opens <= after(seconds: time + 900))
                }
            }
            for first in passed { #expect(passed.filter { (first..<first + 3_600).contains($0) }.count <= 14) }
            #expect(passed.count >= 10)
        }
    }

    @Test("what is said does not depend on the account, and counts whole seconds up")
    func words() {
        #expect(Admission.proceed.notice(at: noon) == nil)
        let notice = Admission.wait(until: Timestamp(noon.microseconds + 1)).notice(at: noon)
        #expect(notice?.code == "GL-I-0501" && notice?.zh.contains("，1 秒") == true)
        #expect(Admission.wait(until: after(seconds: 90)).notice(at: noon)?.en.contains("90 seconds") == true)
        #expect(Admission.refusal.code == "GL-I-0502")
    }

    @Test("keys: the same for every way of writing a name, apart for accounts, sources and marked browsers")
    func keys() {
        #expect(ThrottleKey.account(typed: " LiuKe ") == .account(typed: "ｌｉｕｋｅ"))
        let keys: Set<ThrottleKey> = [
            .account(typed: "liuke"), .account(typed: "liuk"), .source("liuke"),
            .account(known: "liuke"), .account(known: "wang"), .account(inside: "liuke"),
        ]
        #expect(keys.count == 6)
        #expect(ThrottleKey.account(inside: "liuke") == .account(inside: " LiuKe"))
        #expect(ThrottleKey.account(inside: "liuke") != .account(typed: "liuke"))
        #expect(ThrottleKey.account(typed: "hunter2").bytes.count == 32)
    }

    @Test("one network of a customer is one source, however its addresses are written")
    func blocks() {
        let whole = "2001:db8:1:2::/64"
        for address in [
            "2001:db8:1:2::1", "2001:DB8:1:2:3:4:5:6", "2001:0db8:0001:0002:ffff::", "2001:db8:1:2::9%eth0",
        ] {
            #expect(NetworkBlock.text(of: address) == whole, "\(address)")
        }
        #expect(NetworkBlock.text(of: "2001:db8:1:3::1") != whole)
        #expect(NetworkBlock.text(of: "::ffff:192.0.2.7") == "192.0.2.7")
        #expect(NetworkBlock.text(of: "::ffff:c000:207") == "192.0.2.7")
        #expect(NetworkBlock.text(of: "::1") == "0:0:0:0::/64" && NetworkBlock.text(of: "192.0.2.7") == "192.0.2.7")
        for text in ["", "1::2::3", "1:2:3", "12345::", "::1.2.3", "x:y", ":", "1:2:3:4:5:6:7:8:9"] {
            #expect(NetworkBlock.text(of: text) == text, "\(text) is no address")
        }
        #expect(ThrottleKey.source("2001:db8:1:2::1") == .source("2001:db8:1:2::2"))
    }
}
