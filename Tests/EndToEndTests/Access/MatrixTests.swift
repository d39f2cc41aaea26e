import Custody
import Foundation
import Testing

@Suite("Every route by every role, of one's own object, another's, and one that is not there")
struct MatrixTests {
    private struct Cell: Sendable {
        let route, asker: Int
        let signs: String
        /// What a denial of another's object says that one of a missing object does not, or any refusal of the machine.
        let tale: String?
    }

    @Test(
        "Who may ask what is what was reviewed; what is foreign is denied by the same bytes as what is missing",
        .enabled(if: ExampleSeason.isThere, "the example season lies beside the checkout"))
    func matrix() async throws {
        try await RunningServer.inScratch(season: ExampleSeason.directory) { server in
            let world = try await AccessWorld(server)
            let acts = try AccessMatrix.acts()
            let routes = try await ContractTests.Contract(server).paths.flatMap { path, operations in
                operations.keys.filter { $0 != "parameters" }.map {
                    AccessRoute(method: $0.uppercased(), path: path)
                }
            }
            #expect(Set(acts.keys) == Set(Act.kinds.map { $0.name }))
            let cells = try await cells(routes, world, acts)
            #expect(cells.compactMap(\.tale) == [])
            var found = AccessMatrix()
            for (index, route) in routes.enumerated() {
                found.lines[route.name] = cells.filter { $0.route == index }.sorted { $0.asker < $1.asker }
                    .map { $0.signs.padding(toLength: 3, withPad: " ", startingAt: 0) }.joined(separator: " ")
                    .trimmingCharacters(in: .whitespaces)
            }
            if ProcessInfo.processInfo.environment["GRAINLEDGER_RENEW_MATRIX"] != nil {
                try found.renew(world.askers.map(\.name))
            }
            let differences = found.differences(to: try AccessMatrix.reviewed())
            #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        }
    }

    /// Asks everything, eight at a time.
    private func cells(_ routes: [AccessRoute], _ world: AccessWorld, _ acts: [String: String]) async throws -> [Cell] {
        let places = routes.indices.flatMap { route in world.askers.indices.map { (route, $0) } }
        return try await withThrowingTaskGroup(of: [Cell].self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var cells: [Cell] = []
                    for index in stride(from: worker, to: places.count, by: 8) {
                        let (route, asker) = places[index]
                        cells.append(try await cell(route, asker, routes[route], world, acts))
                    }
                    return cells
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func cell(
        _ index: Int, _ asker: Int, _ route: AccessRoute, _ world: AccessWorld, _ acts: [String: String]
    ) async throws -> Cell {
        let who = world.askers[asker]
        var answers: [AccessWorld.Object: HTTPAnswer] = [:]
        for object in route.objects {
            // Another's object and a missing one are asked for by the same stranger, and both have to be nothing to him.
            let token = object == .own ? who.home : who.stranger
            answers[object] = try await answer(
                route, route.address(world, object), token, route.body(world, object, acts: acts), world.server)
        }
        var tale: String?
        if let foreign = answers[.foreign], let missing = answers[.missing], [403, 404].contains(foreign.status),
            foreign.text.replacing("430923", with: "439999") != missing.text
        {
            tale = "\(route.name) as \(who.name): \(foreign.text) but \(missing.text)"
        }
        let leak = answers.values.first {
            $0.status >= 400 && $0.text.range(of: StrictBodyTests.leaks, options: .regularExpression) != nil
        }
        if let leak { tale = "\(route.name) as \(who.name) tells of the machine: \(leak.text)" }
        let signs = route.objects.compactMap { answers[$0].map(AccessMatrix.sign) }.joined()
        return Cell(route: index, asker: asker, signs: signs, tale: tale)
    }

    /// The answer; asked again while it is too much at once, which is no matter of rights.
    private func answer(
        _ route: AccessRoute, _ address: String, _ token: String?, _ body: String?, _ server: RunningServer
    ) async throws -> HTTPAnswer {
        for attempt in 0... {
            let answer = try #require(
                await server.ask(
                    address, method: route.method, token: token,
                    headers: route.headers.merging(
                        ["X-Request-Id": "matrix", "Idempotency-Key": UUID().uuidString]
                    ) { own, _ in own }, body: body))
            if answer.status != 429 && answer.status != 503 || attempt == 2_000 { return answer }
            await Task.yield()
        }
        preconditionFailure("the loop ends by returning")
    }
}
