import Evidence
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The line to one witness: two addresses of C2SP tlog-witness, asked in bounded time.
struct WitnessLine: Sendable {
    /// A witness gets so long for an answer.
    static let patience = Duration.seconds(2)
    /// An answer of a witness is no longer, in bytes.
    static let longest = 65_536

    let url: URL

    /// Asks for a cosignature; `nil` when no answer came in time.
    func add(_ request: AddCheckpointRequest) async -> AddCheckpointAnswer? {
        var post = URLRequest(url: url.appending(path: "add-checkpoint"))
        post.httpMethod = "POST"
        post.httpBody = Data(request.body)
        post.setValue("application/octet-stream", forHTTPHeaderField: "Content-Type")
        return await answer(to: post).map { AddCheckpointAnswer(status: $0.status, body: $0.body) }
    }

    /// The last checkpoint it cosigned of a log, whoever signed it; `nil` when there is none, or no answer in time.
    func held(of origin: ExactText) async -> SignedCheckpoint? {
        let path = "\(WitnessStore.address(of: origin))/checkpoint"
        guard let answer = await answer(to: URLRequest(url: url.appending(path: path))), answer.status == 200 else {
            return nil
        }
        return try? SignedCheckpoint(unverified: answer.body)
    }

    private func answer(to request: URLRequest) async -> (status: Int, body: [UInt8])? {
        await withTaskGroup(of: (status: Int, body: [UInt8])?.self) { group in
            group.addTask {
                guard let (data, response) = try? await URLSession.shared.data(for: request),
                    let status = (response as? HTTPURLResponse)?.statusCode, data.count <= Self.longest
                else { return nil }
                return (status, [UInt8](data))
            }
            group.addTask {
                try? await Task.sleep(for: Self.patience)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
