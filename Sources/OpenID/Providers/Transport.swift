import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOHTTP1

/// How a provider is asked: one request, one answer. The product's own follows no redirect, reads no more than a quarter
/// of a megabyte and waits for five seconds.
public struct Transport: Sendable {
    /// A request.
    public struct Request: Sendable {
        /// Address.
        public let address: String
        /// Fields of a form to post; `nil` to get.
        public let form: [(name: String, value: String)]?
        /// Value of `Authorization`; `nil` for none.
        public let authorization: String?
    }

    /// An answer.
    public struct Answer: Sendable {
        /// HTTP status.
        public let status: Int
        /// Body.
        public let body: Data
        /// An answer.
        public init(status: Int, body: Data) {
            self.status = status
            self.body = body
        }
    }

    /// Asks.
    public let ask: @Sendable (Request) async throws(ProviderFault) -> Answer

    /// A transport of a closure.
    public init(_ ask: @escaping @Sendable (Request) async throws(ProviderFault) -> Answer) { self.ask = ask }

    private static let largest = 262_144

    /// Over the network, with the certificates this machine trusts.
    public static let network = Transport { request throws(ProviderFault) in
        var asked = HTTPClientRequest(url: request.address)
        asked.headers.add(name: "Accept", value: "application/json")
        if let authorization = request.authorization {
            asked.headers.add(name: "Authorization", value: authorization)
        }
        if let form = request.form {
            asked.method = .POST
            asked.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            asked.body = .bytes(ByteBuffer(string: FormText.encoded(form)))
        }
        do {
            let answer = try await client.execute(asked, timeout: .seconds(5))
            let body = try await answer.body.collect(upTo: largest)
            return Answer(status: Int(answer.status.code), body: Data(body.readableBytesView))
        } catch {
            throw .away
        }
    }

    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: .init(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(3), read: .seconds(5))))
}
