import Operations

/// The search field: a code leads straight to its page; anything else to a list.
struct Find {
    /// The console.
    let console: Console
    /// Who searches.
    let visit: Visit

    private static let searched: [Resource] = [
        .batches, .manifests, .samples, .reports, .disposals, .parcels, .bins, .organizations, .scales, .testRuns,
        .reinspections, .records,
    ]

    /// The page, or the way to what was found.
    func reply() async throws(LedgerFault) -> Reply {
        let words = ActReading.narrowed(visit.query["q"] ?? "")
        guard !words.isEmpty else { return .redirect("/") }
        for resource in Self.searched {
            if try await console.ledger.find(resource, words, visit.who.actor, nil) != nil {
                return .redirect(Links.address(resource, words))
            }
        }
        let near = try await near(words)
        let rows = near.map { [Links.link($0.0, $0.1, $0.2), Markup(text: $0.1)] }
        let table = Table(
            caption: visit.say(.found),
            columns: [.init(Markup(text: visit.say(.name))), .init(Markup(text: visit.say(.code)))], rows: rows,
            empty: visit.say(.nothingFound, words))
        return .page(
            Screen(
                title: visit.say(.searchFor, words), body: Panel(title: visit.say(.found), content: table.markup).markup
            ))
    }

    /// Organisations and bins by name, trucks by plate.
    private func near(_ words: String) async throws(LedgerFault) -> [(Resource, String, String)] {
        var found: [(Resource, String, String)] = []
        for resource in [Resource.organizations, .bins, .batches, .samples] {
            let query = ListQuery(resource).showing("name").limited(to: 500)
            for document in try await console.ledger.list(query, visit.who.actor).documents {
                let name = JSONObject(document.json)["name"].text ?? document.code
                if name.localizedContains(words) || document.code.hasSuffix(words) {
                    found.append((resource, document.code, name))
                }
            }
        }
        let weighings = ListQuery(.weighings).filtered("plate", words).limited(to: 20)
        for document in try await console.ledger.list(weighings, visit.who.actor).documents {
            let weighing = JSONObject(document.json)
            found.append(
                (
                    .records, weighing["record"].text ?? "",
                    "\(words) \(weighing["ticket"].text ?? weighing["manifest"].text ?? "")"
                ))
        }
        return Array(found.prefix(50))
    }
}

extension String {
    /// Whether some text stands in it, whatever its case.
    fileprivate func localizedContains(_ other: String) -> Bool { lowercased().contains(other.lowercased()) }
}
