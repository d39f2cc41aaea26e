import Foundation
import Testing

@Suite("The real program, killed and lied to", .serialized)
struct EndToEndTests {
    static let uscc = "91430903MA4L000118"

    private func scratch() throws -> String {
        let directory = "/tmp/gl-e2e-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        return directory
    }

    /// A granary with one ordinary bin and a tested parcel, founded over HTTP.
    private func found(_ server: RunningServer, _ token: String) async {
        let organization = { (code: String, kind: String) in
            """
            {"organization":{"code":"\(code)","name":"n","kind":"\(kind)","county":"430903","licence":"",
            "validFrom":"2020-01-01","validTo":"2030-01-01","useClasses":[]}}
            """
        }
        let acts: [(String, String)] = [
            ("organization-registered", organization(Self.uscc, "granary")),
            ("organization-registered", organization("lab", "station")),
            (
                "bin-registered",
                """
                {"code":"bin-1","granary":"\(Self.uscc)","name":"1","kind":"flat","use":"ordinary","capacityGrams":1000000000}
                """
            ),
            (
                "parcel-registered",
                """
                {"parcel":{"code":"43090300800001","township":"430903008","county":"430903","village":"","squareMetres":1,
                "farmlandClass":"safe-use","longitude":"","latitude":"","soilPH":"","soilCadmium":"","samples":{},"batches":{},
                "classes":{}}}
                """
            ),
            (
                "sample-collected",
                """
                {"sample":"S1","parcel":"43090300800001","task":"","pattern":"","points":5,"grams":1000,"seal":""}
                """
            ),
            (
                "sample-received",
                """
                {"sample":"S1","laboratory":"lab","sealIntact":true,"accepted":true,"reason":"","blindCode":"1"}
                """
            ),
            (
                "report-issued",
                """
                {"report":"R1","sample":"S1","lines":[{"item":"Cd","value":"0.10",
                "method":"GB 5009.15-2023","lod":"0.001","loq":"0.003","run":""}]}
                """
            ),
        ]
        for (index, act) in acts.enumerated() {
            #expect(await server.insist(act.0, key: "found-\(index)", token: token, act.1) == 201, "\(act.0)")
        }
    }

    private func intake(_ batch: String) -> String {
        """
        {"ticket":"T-\(batch)","granary":"\(Self.uscc)","scale":"s","plate":"","grossGrams":1500,"tareGrams":500,
        "netGrams":1000,"moisture":"","impurity":"","adjustmentGrams":0,"sources":{"43090300800001":1000},
        "bin":"bin-1","batch":"\(batch)"}
        """
    }

    private func token(_ server: RunningServer, _ role: String, _ name: String, organization: String = "") throws
        -> String
    {
        try server.grant(role, name, organization: organization)
    }

    @Test("kill -9 of the server and of PostgreSQL under load: nothing acknowledged lost, nothing twice")
    func killed() async throws {
        let directory = try scratch()
        let port = FreePort.next()
        let first = try await RunningServer(directory: directory, port: port)
        let token = try token(first, "administrator", "clerk")
        await found(first, token)
        let clients = Task {
            await withTaskGroup { group in
                for client in 0..<8 {
                    group.addTask {
                        var done = 0
                        for number in 0..<60 {
                            let batch = "B\(client)-\(number)"
                            if await first.insist("grain-taken-in", key: batch, token: token, self.intake(batch)) == 201
                            {
                                done += 1
                            }
                        }
                        return done
                    }
                }
                return await group.reduce(0, +)
            }
        }
        try await waitForBatches(20, first, token)
        first.kill9()
        let second = try await RunningServer(directory: directory, port: port)
        try await waitForBatches(120, second, token)
        try second.killDatabase()
        #expect(await clients.value == 480)
        let answer = try #require(await second.send("GET", "/v1/balance?county=4309", token: token))
        #expect(
            String(decoding: answer.body, as: UTF8.self)
                == "{\"inGrams\":480000,\"outGrams\":{},\"residualGrams\":0,\"stockGrams\":480000}")
        #expect(try second.command(["rebuild", "--check"]).status == 0)
        second.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func waitForBatches(_ count: Int64, _ server: RunningServer, _ token: String) async throws {
        while true {
            if let answer = await server.send("GET", "/v1/balance?county=4309", token: token), answer.status == 200,
                let balance = try JSONSerialization.jsonObject(with: answer.body) as? [String: Any],
                let stock = (balance["stockGrams"] as? NSNumber)?.int64Value, stock >= count * 1000
            {
                return
            }
            await Task.yield()
        }
    }

    @Test("Bad input gets a clear answer, never a 5xx")
    func badInput() async throws {
        let directory = try scratch()
        let server = try await RunningServer(directory: directory, port: FreePort.next())
        let token = try token(server, "administrator", "clerk")
        let deep = String(repeating: "[", count: 5_000)
        let cases: [(name: String, body: Data, status: Int)] = [
            ("no JSON", Data("{".utf8), 400), ("empty", Data(), 400), ("deep", Data(deep.utf8), 400),
            ("not UTF-8", Data([0x7B, 0xFF, 0xFE, 0x7D]), 400), ("an array", Data("[]".utf8), 400),
            ("huge", Data(count: 2_000_000), 413),
            ("wrong type", Data("{\"occurredAt\":7,\"data\":{}}".utf8), 422),
            ("no members", Data("{\"occurredAt\":\"2025-11-01T08:00:00+08:00\",\"data\":{}}".utf8), 422),
            ("no time", Data("{\"occurredAt\":\"yesterday\",\"data\":{}}".utf8), 422),
            (
                "fraction of a gram",
                Data(
                    "{\"occurredAt\":\"2025-11-01T08:00:00+08:00\",\"data\":\(intake("B").replacing("1500", with: "1.5"))}"
                        .utf8), 422
            ),
        ]
        for (name, body, status) in cases {
            let answer = await server.send("POST", "/v1/acts/grain-taken-in", token: token, key: name, body: body)
            #expect(answer?.status == status, "\(name)")
            #expect(answer?.type.hasPrefix("application/problem+json") == true, "\(name)")
        }
        let good = Data("{\"occurredAt\":\"2025-11-01T08:00:00+08:00\",\"data\":\(intake("B"))}".utf8)
        #expect(await server.send("POST", "/v1/acts/grain-taken-in", token: token, body: good)?.status == 428)
        #expect(await server.send("POST", "/v1/acts/grain-taken-in", token: nil, key: "k", body: good)?.status == 401)
        #expect(await server.send("POST", "/v1/acts/no-such-act", token: token, key: "k", body: good)?.status == 404)
        #expect(
            await server.send(
                "POST", "/v1/acts/grain-taken-in", token: token, key: "k", body: good, type: "text/plain")?
                .status == 415)
        server.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    @Test("A station moves no grain; a granary acts and looks at its own; an officer reads his county")
    func rights() async throws {
        let directory = try scratch()
        let server = try await RunningServer(directory: directory, port: FreePort.next())
        let clerk = try token(server, "administrator", "clerk")
        await found(server, clerk)
        let station = try token(server, "station", "station", organization: "lab")
        let own = try token(server, "granary", "own", organization: Self.uscc)
        let foreign = try token(server, "granary", "foreign", organization: "91430902MA4TEXT01R")
        #expect(await server.insist("grain-taken-in", key: "1", token: station, intake("B1")) == 403)
        #expect(await server.insist("grain-taken-in", key: "1", token: foreign, intake("B1")) == 403)
        #expect(await server.insist("grain-taken-in", key: "1", token: own, intake("B1")) == 201)
        #expect(await server.send("GET", "/v1/batches/B1", token: own)?.status == 200)
        #expect(await server.send("GET", "/v1/batches/B1", token: foreign)?.status == 404)
        #expect(await server.send("GET", "/v1/batches/B1/trace", token: foreign)?.status == 404)
        #expect(await server.send("GET", "/v1/balance?county=4309", token: own)?.status == 404)
        let officer = try token(server, "officer", "officer")
        #expect(await server.send("GET", "/v1/batches/B1", token: officer)?.status == 200)
        #expect(await server.send("GET", "/v1/balance?county=43", token: officer)?.status == 404)
        _ = try server.command(["token", "revoke", "officer"])
        // Within a second on every server; asked until it is so.
        let limit = ContinuousClock.now + .seconds(20)
        while await server.send("GET", "/v1/batches/B1", token: officer)?.status != 401, ContinuousClock.now < limit {
            await Task.yield()
        }
        #expect(await server.send("GET", "/v1/batches/B1", token: officer)?.status == 401)
        server.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }
}
