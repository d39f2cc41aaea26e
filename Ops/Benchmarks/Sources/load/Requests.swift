/// Makes the bytes of requests.
struct Requests {
    private let work: Order.Work
    private let tokens: [String]
    private var state: UInt64
    /// Requests made so far; with it a movement's key is told.
    private(set) var made = 0

    init(_ order: Order) {
        work = order.work
        tokens = order.tokens
        state = 0x2545_F491_4F6C_DD1D
    }

    /// The bytes of the next request; `nil` when there is none any more.
    mutating func next() -> [UInt8]? {
        defer { made += 1 }
        switch work {
        case .acts(let lines):
            guard made < lines.count else { return nil }
            return post(lines[made].kind, key: "setup-\(lines[made].kind)-\(made)", lines[made].body, by: 0)
        case .move(let workload, let batches, let keys, _): return movement(of: batch(workload, of: batches), keys)
        case .mixed(let batches, let keys, _):
            let number = batch(.uniform, of: batches)
            switch made % 10 {
            case 1, 3, 5: return movement(of: number, keys)
            case 7: return split(of: number, keys)
            case 9: return get("/v1/batches?limit=20", by: number / 10)
            default: return read(number)
            }
        case .read(let batches): return read(batch(.uniform, of: batches))
        case .get(let path): return get(path, by: made)
        }
    }

    /// Whether a request was an act, whose key can be looked up.
    func isAct(_ number: Int) -> Bool {
        if case .mixed = work { number % 10 < 8 && !number.isMultiple(of: 2) } else { true }
    }

    private func read(_ number: Int) -> [UInt8] { get("/v1/batches/B\(padded(number, 5))", by: number / 10) }

    private func movement(of number: Int, _ keys: String) -> [UInt8] {
        let (from, to) = bins(of: number)
        return post(
            "batch-moved", key: "\(keys)-\(made)",
            """
            {"occurredAt":"2024-12-05T08:00:00+08:00","data":{"operation":"ZY24-\(padded(made, 7))",\
            "batch":"B\(padded(number, 5))","from":"\(from)","to":"\(to)","grams":1,"reason":"倒仓"}}
            """, by: number / 10)
    }

    private func split(of number: Int, _ keys: String) -> [UInt8] {
        let (from, to) = bins(of: number)
        return post(
            "batch-split", key: "\(keys)-\(made)",
            """
            {"occurredAt":"2024-12-05T08:00:00+08:00","data":{"operation":"FP24-\(padded(made, 7))",\
            "batch":"B\(padded(number, 5))","bin":"\(from)","grams":1,"newBatch":"S\(keys)-\(made)","newBin":"\(to)",\
            "reason":"分批"}}
            """, by: number / 10)
    }

    /// The bin a batch lies in, and the other one of its granary.
    private func bins(of number: Int) -> (from: String, to: String) {
        let granary = "G" + padded(number / 10, 4)
        return number.isMultiple(of: 2) ? ("\(granary)-1", "\(granary)-2") : ("\(granary)-2", "\(granary)-1")
    }

    private func get(_ path: String, by granary: Int) -> [UInt8] {
        Array(
            """
            GET \(path) HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer \(tokens[granary % tokens.count])\r
            \r

            """.utf8)
    }

    private func post(_ kind: String, key: String, _ body: String, by granary: Int) -> [UInt8] {
        Array(
            """
            POST /v1/acts/\(kind) HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer \(tokens[granary % tokens.count])\r
            Content-Type: application/json\r
            Idempotency-Key: \(key)\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """.utf8)
    }

    private mutating func batch(_ workload: Order.Workload, of batches: Int) -> Int {
        switch workload {
        case .hot: return 0
        // Of another granary than the hot one: a person may ask so often in a minute, and no more.
        case .opposite: return 10 + made % 2
        case .uniform:
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state >> 1) % batches
        }
    }

    private func padded(_ number: Int, _ places: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, places - digits.count)) + digits
    }
}
