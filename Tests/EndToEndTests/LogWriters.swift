import Foundation
import Synchronization
import Testing

/// A founded granary, and clients that keep taking grain in at one of two servers until they are told to stop.
final class LogWriters: Sendable {
    static let uscc = "91430903MA4L000118"
    private let servers: Mutex<[RunningServer]>
    private let token: String
    private let acknowledged = Mutex<[String]>([])
    private let isOver = Mutex(false)

    init(_ servers: [RunningServer], token: String) {
        self.servers = Mutex(servers)
        self.token = token
    }

    /// Ids of the records that were acknowledged.
    var records: [String] { acknowledged.withLock { $0 } }
    /// A server in the place of a killed one.
    func replace(_ place: Int, by server: RunningServer) { servers.withLock { $0[place] = server } }
    /// Lets the writers end after what they have begun.
    func stop() { isOver.withLock { $0 = true } }

    /// Waits until so many more were acknowledged.
    func wait(for more: Int) async {
        let goal = records.count + more
        while records.count < goal { await Task.yield() }
    }

    /// The granary, its bin and a tested parcel.
    func found() async {
        let organization = { (code: String, kind: String) in
            """
            {"organization":{"code":"\(code)","name":"n","kind":"\(kind)","county":"430903","licence":"",
            "validFrom":"2020-01-01","validTo":"2030-01-01","useClasses":[]}}
            """
        }
        let acts = [
            ("organization-registered", organization(Self.uscc, "granary")),
            ("organization-registered", organization("lab", "station")),
            (
                "bin-registered",
                #"{"code":"bin-1","granary":"\#(Self.uscc)","name":"1","kind":"flat","use":"ordinary","capacityGrams":1000000000}"#
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
                #"{"sample":"S1","parcel":"43090300800001","task":"","pattern":"","points":5,"grams":1000,"seal":""}"#
            ),
            (
                "sample-received",
                #"{"sample":"S1","laboratory":"lab","sealIntact":true,"accepted":true,"reason":"","blindCode":"1"}"#
            ),
            (
                "report-issued",
                """
                {"report":"R1","sample":"S1","lines":[{"item":"Cd","value":"0.10",
                "method":"GB 5009.15-2023","lod":"0.001","loq":"0.003","run":""}]}
                """
            ),
        ]
        for (index, act) in acts.enumerated() { _ = await insist(act.0, key: "found-\(index)", act.1, at: 0) }
    }

    /// So many clients, each one intake after another; `most` bounds each.
    func run(clients: Int, most: Int = .max) async {
        await withTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    var number = 0
                    while !self.isOver.withLock({ $0 }), number < most {
                        let batch = "B\(client)-\(number)"
                        if let id = await self.insist("grain-taken-in", key: batch, Self.intake(batch), at: client % 2)
                        {
                            self.acknowledged.withLock { $0.append(id) }
                        }
                        number += 1
                    }
                }
            }
        }
    }

    static func intake(_ batch: String) -> String {
        """
        {"ticket":"T-\(batch)","granary":"\(uscc)","scale":"s","plate":"","grossGrams":1500,"tareGrams":500,
        "netGrams":1000,"moisture":"","impurity":"","adjustmentGrams":0,"sources":{"43090300800001":1000},
        "bin":"bin-1","batch":"\(batch)"}
        """
    }

    /// Sends an act, at the one server or the other, until a final answer comes; the record's id.
    func insist(_ act: String, key: String, _ data: String, at place: Int) async -> String? {
        let persons = "{\"compiler\":\"a\",\"reviewer\":\"b\",\"approver\":\"c\"}"
        let body = Data("{\"occurredAt\":\"2025-11-01T08:00:00+08:00\",\"data\":\(data),\"persons\":\(persons)}".utf8)
        var place = place
        while true {
            let server = servers.withLock { $0[place % $0.count] }
            let answer = await server.send("POST", "/v1/acts/\(act)", token: token, key: key, body: body)
            if let answer, answer.status < 500 {
                #expect(answer.status == 201, "\(String(decoding: answer.body, as: UTF8.self))")
                let object = (try? JSONSerialization.jsonObject(with: answer.body)) as? [String: Any]
                return object?["recordId"] as? String
            }
            place += 1
            await Task.yield()
        }
    }
}
