import Custody
import Identity
import Operations
import Rules

extension SamplePage {
    /// What the phone kept in the field: where, on what, and its pictures; nothing without one.
    var fieldRecord: Markup {
        guard let record = sample.fieldRecord else { return .nothing }
        let points = record.points.map { point -> Markup in
            "<li class=\"code\">\(Self.degrees(point.latitudeMicro)), \(Self.degrees(point.longitudeMicro)) ±\(point.accuracyMetres) m</li>"
        }
        var photo = 0
        let shown = pictures.map { picture -> Markup in
            if picture.kind == .photo { photo += 1 }
            let words =
                picture.kind == .photo
                ? visit.say(.fieldPhoto, "\(photo)") : visit.wording.word("field", picture.kind.rawValue)
            guard !picture.isErased else {
                return "<li>\(words)\(visit.wording.colon)\(visit.say(.pictureErased))</li>"
            }
            let address = "/v1/samples/\(Parameters.encoded(sample.code.text))/attachments/\(picture.digest)"
            guard picture.kind == .photo else { return signature(words, picture.digest) }
            return "<li><a href=\"\(address)\"><img src=\"\(address)\" alt=\"\(words)\" loading=\"lazy\"></a></li>"
        }
        let content: Markup = """
            <p>\(visit.say(.fieldDevice, record.device, "\(record.number)"))\
            \(record.remark.map { " · \($0)" as Markup } ?? .nothing)\
            \(record.signatureRefused.map { " · \($0)" as Markup } ?? .nothing)</p>\
            <h3>\(visit.say(.fieldPoints))</h3><ol>\(points)</ol><ul class="pictures">\(shown)</ul>
            """
        return Panel(title: visit.say(.fieldRecord), content: content).markup
    }

    /// That it was signed, and the question for the picture, for whoever may see it: it tells the person.
    private func signature(_ words: String, _ digest: String) -> Markup {
        guard visit.who.caller.mayUnveil else { return "<li>\(words)</li>" }
        let form = AdministrativeForm(
            visit: visit, to: "/samples/\(Parameters.encoded(sample.code.text))/signatures/\(digest)",
            button: visit.say(.showSignature), fields: [.purpose(visit)], faults: asked == digest ? faults : [])
        return "<li>\(words)<p>\(visit.say(.signatureLead))</p>\(form.markup)</li>"
    }

    /// Millionths of a degree with six decimals.
    private static func degrees(_ micro: Int64) -> String {
        let fraction = String(1_000_000 + micro.magnitude % 1_000_000).dropFirst()
        return "\(micro < 0 ? "-" : "")\(micro.magnitude / 1_000_000).\(fraction)"
    }
}
