import Custody
import Foundation
import HTTPTypes
import Operations
import Testing

@testable import WebConsole

@Suite(
    "Acts from forms", .serialized,
    .enabled(if: SeasonConsole.isThere, "the example season lies beside the checkout"))
struct ActTests {
    private let stocktake = [
        ("f.operation", "PD-TEST-1"), ("f.batch", "25W-90201-H0001"), ("f.bin", "91430902MAQ2N2QK6A0010001"),
        ("f.bookGrams", "110304"), ("f.countedGrams", "110304"), ("back", "/batches/25W-90201-H0001"),
    ]

    @Test("a form sent twice is booked once, and says so the second time")
    func once() async throws {
        let season = try await SeasonConsole.shared.value
        let form = stocktake + [("key", "form-once"), ("csrf", SeasonConsole.token("keeper"))]
        let first = try await season.ask(.post, "/acts/stock-taken", as: "keeper", form: form)
        let location = try #require(first.headers[.location], "\(first.body)")
        #expect(
            first.status == 303 && location.hasPrefix("/batches/25W-90201-H0001?done=")
                && !location.contains("replayed"))
        let second = try await season.ask(.post, "/acts/stock-taken", as: "keeper", form: form)
        #expect(second.headers[.location] == location + "&replayed=1")
        let other = stocktake.map { $0.0 == "f.operation" ? ("f.operation", "PD-TEST-2") : $0 }
        let reused = try await season.ask(
            .post, "/acts/stock-taken", as: "keeper",
            form: other + [("key", "form-once"), ("csrf", SeasonConsole.token("keeper"))])
        #expect(reused.status == 422 && reused.body.contains("GL-R-0006"))
    }

    @Test("what a second person has to consent to is checked and handed in, and says for whom it waits")
    func waits() async throws {
        let season = try await SeasonConsole.shared.value
        let form =
            stocktake.map { $0.0 == "f.operation" ? ("f.operation", "PD-TEST-3") : $0 }
            + [("key", "form-waits"), ("csrf", SeasonConsole.token("manager"))]
        let checked = try await season.ask(
            .post, "/acts/stock-taken", as: "manager", form: form + [("check", "1")])
        #expect(checked.status == 200 && checked.body.contains("须由另一人同意"))
        let sent = try await season.ask(.post, "/acts/stock-taken", as: "manager", form: form)
        let location = try #require(sent.headers[.location], "\(sent.body)")
        #expect(location.contains("waits=") && location.contains("for=keeper%2Cweigher"))
        let page = try await season.ask(.get, location, as: "manager")
        #expect(page.body.contains("尚未入账") && page.body.contains("保管员"))
        let own = try await season.ask(.get, "/consents", as: "manager")
        #expect(own.status == 200 && !own.body.contains("PD-TEST-3"), "nobody consents to his own act")
        let shown = try await season.ask(.get, "/consents", as: "second").body
        let number = try #require(shown.firstMatch(of: /action="\/consents\/([^"]+)"/)?.1)
        let digest = try #require(shown.firstMatch(of: /name="digest" value="([^"]+)"/)?.1)
        for (digest, status) in [("0", 409), (String(digest), 303)] {
            let answer = try await season.ask(
                .post, "/consents/\(number)", as: "second",
                form: [("csrf", SeasonConsole.token("second")), ("digest", digest)])
            #expect(answer.status == status, "\(answer.body)")
        }
        #expect(try await season.ask(.get, "/consents", as: "second").body.contains("没有需要您同意的操作"))
    }

    @Test("a form without the session's token, or from another site, is not taken")
    func forged() async throws {
        let season = try await SeasonConsole.shared.value
        for token in [nil, "", SeasonConsole.token("officer")] as [String?] {
            let form = stocktake + [("key", "forged")] + (token.map { [("csrf", $0)] } ?? [])
            #expect(try await season.ask(.post, "/acts/stock-taken", as: "keeper", form: form).status == 403)
        }
        let good = stocktake + [("key", "forged"), ("csrf", SeasonConsole.token("keeper"))]
        for headers: HTTPFields in [[.origin: "https://evil.example"], [.secFetchSite: "cross-site"]] {
            #expect(
                try await season.ask(.post, "/acts/stock-taken", as: "keeper", form: good, headers: headers).status
                    == 403)
        }
    }

    @Test(
        "a form from before he signed in again in another tab is shown to be sent once more, and does nothing until then"
    )
    func otherTab() async throws {
        let season = try await SeasonConsole.shared.value
        let form = stocktake + [("key", "other-tab"), ("csrf", SeasonConsole.token("officer"))]
        let own: HTTPFields = [.secFetchSite: "same-origin", .origin: "https://127.0.0.1:8080"]
        let shown = try await season.ask(.post, "/acts/stock-taken", as: "keeper", form: form, headers: own)
        #expect(shown.status == 403 && shown.body.contains("action=\"/acts/stock-taken\""))
        #expect(shown.body.contains("name=\"f.countedGrams\" value=\"110304\""))
        #expect(shown.body.contains("value=\"\(SeasonConsole.token("keeper"))\""))
        // Who is asked from elsewhere, or does not say from where, is given no form that a press would send.
        for headers: HTTPFields in [[:], [.secFetchSite: "none"], [.origin: "https://evil.example"]] {
            let bare = try await season.ask(.post, "/acts/stock-taken", as: "keeper", form: form, headers: headers)
            #expect(bare.status == 403 && !bare.body.contains("countedGrams"))
        }
    }

    @Test("a session that ended while somebody was writing costs him nothing")
    func relogin() async throws {
        let season = try await SeasonConsole.shared.value
        let form = stocktake + [("key", "relogin"), ("csrf", "old")]
        let door = try await season.ask(.post, "/acts/stock-taken", as: nil, form: form)
        #expect(door.status == 401 && door.body.contains("name=\"f.countedGrams\" value=\"110304\""))
        let fields = form.filter { $0.0 != "csrf" } + [("form", "1"), ("to", "/acts/stock-taken")]
        let again = try await season.ask(
            .post, "/sign-in", as: nil, form: fields + [("account", "keeper"), ("password", "x")])
        #expect(again.headers[.setCookie]?.contains("HttpOnly; SameSite=Lax") == true)
        #expect(
            again.body.contains("action=\"/acts/stock-taken\"")
                && again.body.contains("value=\"\(SeasonConsole.token("keeper"))\""))
        #expect(again.body.contains("name=\"f.countedGrams\" value=\"110304\"") && !again.body.contains("password"))
        // Who signed in through a provider, in another tab, goes on here without a password; who did not, does not.
        let resumed = try await season.ask(.post, "/sign-in", as: "keeper", form: fields + [("resume", "1")])
        #expect(resumed.body.contains("value=\"\(SeasonConsole.token("keeper"))\"") && resumed.status == 200)
        #expect(resumed.body.contains("name=\"f.countedGrams\" value=\"110304\""))
        let refused = try await season.ask(.post, "/sign-in", as: nil, form: fields + [("resume", "1")])
        #expect(refused.status == 401 && refused.body.contains("name=\"f.countedGrams\" value=\"110304\""))
    }

    @Test("everything that is wrong is said at once beside its field, and what was typed is kept")
    func faults() async throws {
        let season = try await SeasonConsole.shared.value
        let form = [
            ("f.operation", ""), ("f.batch", "25W-90201-H0001"), ("f.bin", "91430902MAQ2N2QK6A0010001"),
            ("f.bookGrams", "很多"), ("f.countedGrams", "1.2345"), ("key", "faults"),
            ("csrf", SeasonConsole.token("keeper")),
        ]
        let answer = try await season.ask(.post, "/acts/stock-taken", as: "keeper", form: form)
        #expect(answer.status == 422 && answer.body.contains("有 3 处要改"))
        for id in ["operation", "bookGrams", "countedGrams"] {
            #expect(answer.body.contains("id=\"stock-taken-\(id)-fault\""), "\(id)")
        }
        #expect(answer.body.contains("value=\"很多\""))
        #expect(HTMLCheck.faults(in: answer.body) == [])
    }

    @Test("what the law forbids stands beside the field it is about, with its code, in both languages")
    func refusal() async throws {
        let season = try await SeasonConsole.shared.value
        let form = [
            ("f.operation", "YC-TEST"), ("f.batch", "25W-90201-H0005"), ("f.from", "91430902MAQ2N2QK6A0010004"),
            ("f.to", "91430902MAQ2N2QK6A0010001"), ("f.grams", "100"), ("f.reason", "试"), ("key", "refusal"),
            ("csrf", SeasonConsole.token("keeper")),
        ]
        let zh = try await season.ask(.post, "/acts/batch-moved", as: "keeper", form: form)
        #expect(zh.status == 422 && zh.body.contains("id=\"batch-moved-to-fault\"") && zh.body.contains("GL-R-03"))
        let en = try await season.ask(.post, "/acts/batch-moved?lang=en", as: "keeper", form: form)
        #expect(en.body.contains("GL-R-03") && en.body.contains("compliant"))
    }

    @Test("a check books nothing")
    func check() async throws {
        let season = try await SeasonConsole.shared.value
        let form = stocktake.map { $0.0 == "f.operation" ? ("f.operation", "PD-CHECK") : $0 }
        let answer = try await season.ask(
            .post, "/acts/stock-taken", as: "keeper",
            form: form + [("key", "check"), ("csrf", SeasonConsole.token("keeper")), ("check", "1")])
        #expect(answer.status == 200 && answer.body.contains("核对通过"))
        let booked = try await season.ask(
            .post, "/acts/stock-taken", as: "keeper",
            form: form + [("key", "check"), ("csrf", SeasonConsole.token("keeper"))])
        #expect(booked.status == 303 && booked.headers[.location]?.contains("replayed") == false)
    }

    @Test("a bureau report is issued from its preview under the next number, and a second first version is refused")
    func report() async throws {
        let season = try await SeasonConsole.shared.value
        let form = [
            ("region", "430902"), ("period", "2025-10"), ("version", "1"), ("approvedBy", "赵局"),
            ("csrf", SeasonConsole.token("officer")),
        ]
        let issued = try await season.ask(.post, "/bureau-reports", as: "officer", form: form + [("key", "report-1")])
        let location = try #require(issued.headers[.location], "\(issued.body)")
        #expect(location.hasPrefix("/bureau-reports/BR-430902-2025-10-1?done="))
        let page = try await season.ask(.get, location, as: "officer")
        #expect(page.status == 200 && page.body.contains("赵局") && HTMLCheck.faults(in: page.body) == [])
        let other = form.map { $0.0 == "approvedBy" ? ("approvedBy", "钱局") : $0 }
        let again = try await season.ask(.post, "/bureau-reports", as: "officer", form: other + [("key", "report-2")])
        #expect(again.status == 422 && again.body.contains("GL-R-"))
        let keeper = form.map { $0.0 == "csrf" ? ("csrf", SeasonConsole.token("keeper")) : $0 }
        #expect(try await season.ask(.post, "/bureau-reports", as: "keeper", form: keeper).status == 404)
    }

    @Test("a bureau report waits for the second officer, who reads the figures he consents to, not their notation")
    func reportOfTwo() async throws {
        let season = try await SeasonConsole.shared.value
        let form = [
            ("region", "4309"), ("period", "2025-10"), ("version", "1"), ("approvedBy", "赵局"), ("key", "report-two"),
            ("csrf", SeasonConsole.token("chief")),
        ]
        let sent = try await season.ask(.post, "/bureau-reports", as: "chief", form: form)
        let location = try #require(sent.headers[.location], "\(sent.body)")
        #expect(location.hasPrefix("/bureau-reports?waits="))
        #expect(try await season.ask(.get, location, as: "chief").body.contains("尚未入账"))
        let page = try await season.ask(.get, "/consents", as: "deputy")
        #expect(page.body.contains("BR-4309-2025-10-1") && page.body.contains("赵局") && page.body.contains("赫山区"))
        #expect(!page.body.contains("lastRecord") && HTMLCheck.faults(in: page.body) == [])
        let number = try #require(page.body.firstMatch(of: /action="\/consents\/([^"]+)"/)?.1)
        let digest = try #require(page.body.firstMatch(of: /name="digest" value="([^"]+)"/)?.1)
        let consented = try await season.ask(
            .post, "/consents/\(number)", as: "deputy",
            form: [("csrf", SeasonConsole.token("deputy")), ("digest", String(digest))])
        #expect(consented.status == 303, "\(consented.body)")
        #expect(try await season.ask(.get, "/bureau-reports/BR-4309-2025-10-1", as: "chief").status == 200)
    }
}
