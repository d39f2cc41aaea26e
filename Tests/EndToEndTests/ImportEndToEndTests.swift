import Foundation
import Testing

@Suite("An import ends with the right of whoever handed it in")
struct ImportEndToEndTests {
    private static let parcels = 60

    /// A file of a county's parcels, as a station hands it in.
    private static let file: Data = {
        var text = "地块编码,乡镇代码,乡镇,村组,种植户,面积(亩),土地类别,经度,纬度,土壤pH,土壤镉(mg/kg)\n"
        for number in 1...parcels {
            let code = "430902105\(String(number + 100_000).dropFirst())"
            text += "\(code),430902105,茈湖口镇,高桥村\(number)组,崔卫东,32.1,安全利用类,112.228108,28.627939,6.19,0.427\n"
        }
        return Data(text.utf8)
    }()

    @Test("A token that is revoked while files are being booked stops them; who holds another of the person goes on")
    func revoked() async throws {
        try await RunningServer.inScratch { server in
            let added = try server.command([
                "person", "add", "officer", "--role", "city-officer", "--organization", RunningServer.office,
                "--region", "4309",
            ])
            let membership = added.output.trimmingCharacters(in: .whitespacesAndNewlines)
            func token(_ name: String) throws -> String {
                let made = try server.command(["token", "create", "--name", name, "--membership", membership])
                try #require(made.status == 0)
                return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            let (first, second) = (try token("first"), try token("second"))
            // However fast the server and slow this test: while the book is locked no act of the file can be stored.
            let lock = try HeldTable("record", of: server)
            let begun = try #require(
                await server.ask(
                    "/v1/imports", method: "POST", token: first, headers: ["Idempotency-Key": "k"],
                    body: "{\"files\":[{\"name\":\"parcels.csv\",\"content\":\"\(Self.file.base64EncodedString())\"}]}")
            )
            let address = "/v1/imports/\(try #require(begun.member("id"), "\(begun.text)"))"
            let revoked = try #require(
                await server.ask(
                    "/v1/credentials/first/revoke", method: "POST", token: second, headers: ["Idempotency-Key": "r"],
                    body: "{}"))
            try #require(revoked.status == 200 || revoked.status == 201, "\(revoked.text)")
            let stopped = try await sheet(server, address, second) { $0["isBrokenOff"] as? Bool == true }
            #expect(stopped["phase"] as? String == "booking" && stopped["stored"] as? Int == 0)
            #expect(try #require(await server.ask(address, token: first)).status == 401)
            let notes = try server.command(["audit", "list", "--act", "import-broken-off"]).output
            #expect(notes.contains("GL-I-0619") && notes.contains("refused"))
            lock.release()
            let further = try #require(await server.ask("\(address)/proceed", method: "POST", token: second))
            #expect(further.status == 202)
            let booked = try await sheet(server, address, second) { $0["phase"] as? String == "booked" }
            #expect(booked["stored"] as? Int == Self.parcels && booked["refused"] as? Int == 0)
        }
    }

    @Test(
        "A capture ends with the right of whoever sent it: what was stored before is answered for, nothing after it is stored"
    )
    func capture() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("officer", "first"), officer = try server.grant("officer", "second")
            let acts = (1...40).map { number in
                """
                {"kind":"parcel-registered","key":"\(number)","occurredAt":"2025-11-01T08:00:00+08:00","data":{"parcel":{
                "code":"430903008\(String(number + 100_000).dropFirst())","township":"430903008","county":"430903","village":"",
                "squareMetres":1,"farmlandClass":"safe-use","longitude":"","latitude":"","soilPH":"","soilCadmium":"",
                "samples":{},"batches":{},"classes":{}}}}
                """
            }
            // However fast the server and slow this test: while the book is locked nothing of it can be stored.
            let lock = try HeldTable("record", of: server)
            async let sent = server.ask(
                "/v1/capture", method: "POST", token: token, body: "[\(acts.joined(separator: ","))]")
            try lock.untilSomebodyWaits()
            try #require(try server.command(["token", "revoke", "first"]).status == 0)
            while await server.ask("/v1/parcels", token: token)?.status != 401 { await Task.yield() }
            lock.release()
            let answer = try #require(await sent)
            let statuses = answer.items.compactMap { $0["status"] as? Int }
            #expect(answer.status == 200 && statuses.count == acts.count, "\(answer.text.prefix(400))")
            #expect(statuses.dropFirst(2).allSatisfy { $0 == 401 }, "\(statuses)")
            let stored = await server.ask("/v1/parcels?limit=500", token: officer)?.items.count ?? -1
            #expect(stored == statuses.count { $0 == 201 } && stored <= 2)
        }
    }

    /// An import once it is as it is waited for; the limit is for one that never is.
    private func sheet(
        _ server: RunningServer, _ address: String, _ token: String, _ isSo: ([String: Any]) -> Bool
    ) async throws -> [String: Any] {
        let limit = ContinuousClock.now + .seconds(300)
        while true {
            let sheet = try #require(await server.ask(address, token: token)).object
            if isSo(sheet) { return sheet }
            try #require(ContinuousClock.now < limit, "\(sheet)")
        }
    }
}
