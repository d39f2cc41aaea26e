import Custody
import Operations
import Rules

extension Cell {
    /// Members that are lists or objects.
    func nested(_ object: JSONObject) -> Markup? {
        switch (resource, name) {
        case (.parcels, "classes"):
            let seasons = object["classes"].object
            return seasons.members.keys.sorted().map { season -> Markup in
                let grainClass = GrainClass(rawValue: seasons[season].text ?? "") ?? .pending
                return "\(wording.badge(grainClass)) <span class=\"soft\">\(wording.season(season))</span>"
            }.joined(" ")
        case (.organizations, "useClasses"):
            let uses = object["useClasses"].list.compactMap(\.text).map { wording.word("use-class", $0) }
            return Markup(text: uses.isEmpty ? "—" : uses.joined(separator: "、"))
        case (.testRuns, "rows"): return "\(object["rows"].list.count)"
        case (.testRuns, "faults"):
            let faults = object["faults"].list.count
            return faults == 0
                ? wording.tag("good", wording.text(.runGood))
                : wording.tag("bad", wording.text(.runVoid, ["\(faults)"]))
        case (.reports, "cadmium"):
            let line = object["lines"].list.map(\.object).first { $0["item"].text == "Cd" }
            return Markup(text: line?["value"].text ?? "—")
        case (.movements, "legs"):
            return object["legs"].list.map { leg -> Markup in
                let place = Place(rawValue: leg.object["place"].text ?? "")
                return
                    "<div>\(names.place(place, wording)) <span class=\"mass\">\(wording.tonnes(leg.object["grams"].number ?? 0))</span></div>"
            }.joined()
        default: return nil
        }
    }

    /// Members of the overdue list.
    func deadline(_ object: JSONObject) -> Markup? {
        let subject = object["subject"].text ?? ""
        switch name {
        case "subject":
            switch object["matter"].text {
            case "liesWrong": return Links.link(.bins, subject, names.bin(subject))
            case "disposal": return Links.link(.disposals, subject)
            case "sample": return Links.link(.samples, subject)
            case "reinspection": return Links.link(.reinspections, subject)
            case "unexplained": return "<a href=\"/find?q=\(Parameters.encoded(subject))\">\(subject)</a>"
            default: return Links.link(.manifests, subject)
            }
        case "matter": return Markup(text: wording.word("matter", object["matter"].text ?? ""))
        case "workingDays":
            guard object["isOverdue"].text == "true" else { return "—" }
            return wording.tag("late", wording.text(.workingDays, [object["workingDays"].text ?? "0"]))
        case "next":
            let code = object["next"].text ?? ""
            return Links.link(.organizations, code, names.organization(code))
        case "urge":
            let code = object["code"].text ?? ""
            let times = object["urgedTimes"].number ?? 0
            let tag: Markup =
                if object["isEscalated"].text == "true" {
                    " \(wording.tag("late", wording.word("field", "escalated")))"
                } else {
                    times == 0 ? .nothing : " \(wording.tag("grey", wording.text(.urgedTimes, ["\(times)"])))"
                }
            return
                "<a class=\"button\" href=\"/deadlines/\(Parameters.encoded(code))/notice\">\(wording.text(.urge))</a>\(tag)"
        default: return nil
        }
    }
}

extension Wording {
    /// Mu with one decimal, from square metres: 15 mu are 10 000 m².
    func mu(_ squareMetres: Int64) -> String {
        let tenths = (squareMetres * 30 + 1_000) / 2_000
        return Self.grouped("\(tenths / 10).\(tenths % 10)")
    }
    /// `2025-late` as people say it.
    func season(_ season: String) -> String {
        let parts = season.split(separator: "-")
        guard parts.count == 2 else { return season }
        return either("\(parts[0]) ", "\(parts[0]) ") + word("season", String(parts[1]))
    }
    /// State of a manifest.
    func tag(state: String) -> Markup {
        let look = ["departed": "grey", "arrived": "grey", "accepted": "good", "refused": "bad", "returned": "done"]
        return tag(look[state] ?? "plain", word("state", state))
    }
    /// Severity of a finding.
    func tag(severity: String) -> Markup {
        tag(["hold": "bad", "warn": "grey", "info": "plain"][severity] ?? "plain", word("severity", severity))
    }
    /// State of a sample.
    func tag(sample state: String) -> Markup {
        tag(["refused": "bad", "tested": "good"][state] ?? "grey", word("state", state))
    }
}
