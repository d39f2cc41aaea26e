import Operations
import HTTPTypes
import Identity
import Rules

/// The frame around every page: head, bar, menu, foot.
struct Shell {
    /// Whose page.
    let visit: Visit

    /// What a reply goes out as.
    func outgoing(_ reply: Reply) -> Outgoing {
        switch reply {
        case .page(let screen): .html(html(screen), status: .init(code: screen.status))
        case .redirect(let address): .redirect(address)
        case .file(let name, let type, let bytes):
            Outgoing(
                headers: [.contentType: type, .contentDisposition: Self.attachment(name)], body: bytes)
        case .picture(let type, let bytes):
            Outgoing(headers: [.contentType: type, .contentDisposition: "inline"], body: bytes)
        }
    }

    /// A file to keep under its name, whatever letters it has (RFC 6266).
    private static func attachment(_ name: String) -> String {
        let plain = name.unicodeScalars.map {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789.-_".unicodeScalars.contains($0))
                ? Character($0) : "_"
        }
        return "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''\(Parameters.encoded(name))"
    }

    private func html(_ screen: Screen) -> String {
        var values = Self.frame(visit.incoming, title: screen.title)
        values["ownHead"] = screen.head.html
        values["badge"] = screen.badge.html
        values["lead"] = screen.lead.html
        values["body"] = notice.html + screen.body.html
        values["prints"] =
            screen.status == 200 ? (PrintLinks(visit: visit).markup + export(of: screen)).html : ""
        values["trail"] = screen.trail.map { ["label": $0.label, "address": $0.address] as [String: Any] }
        values["hasTrail"] = !screen.trail.isEmpty
        values["menu"] = Menu(visit: visit).groups
        values["menuName"] = visit.say(.menu)
        values["close"] = visit.say(.closeMenu)
        values["searchName"] = visit.say(.searchLabel)
        values["search"] = visit.say(.search)
        values["person"] = visit.who.displayName
        values["role"] = visit.wording.word("role", visit.who.role)
        values["ownAccount"] = visit.say(.ownAccount)
        values["signOut"] = visit.say(.signOut)
        values["csrf"] = visit.who.csrf
        values["isLive"] = screen.asOf == nil
        values["asOf"] = visit.say(.dataAsOf, visit.wording.moment(screen.asOf ?? visit.now))
        values["print"] = visit.say(.printHint)
        return Templates.render("layout", values)
    }

    /// The way to the page's table as a file.
    private func export(of screen: Screen) -> Markup {
        guard screen.sheet?.rows.isEmpty == false else { return .nothing }
        let address = visit.query.with("after", nil).with("format", "csv").address(visit.path)
        return "<span class=\"prints no-print\"><a href=\"\(address)\">\(visit.say(.exportCSV))</a></span>"
    }

    /// What every frame says, signed in or not.
    static func frame(_ incoming: Incoming, title: String) -> [String: Any] {
        let isChinese = incoming.wording.language == .zh
        return [
            "lang": incoming.wording.language.tag, "title": title, "product": incoming.say(.productName),
            "office": incoming.say(.office), "skip": incoming.say(.skipToContent), "large": incoming.isLarge,
            "stylesheet": Asset.stylesheet.address, "script": Asset.script.address, "mark": Asset.mark.address,
            "otherLanguage": isChinese ? "English" : "中文", "otherTag": isChinese ? "en" : "zh-CN",
            "languageAddress": incoming.query.with("lang", isChinese ? "en" : "zh").address(incoming.path),
            "typeName": incoming.say(incoming.isLarge ? .normalType : .largeType),
            "typeAddress": incoming.query.with("type", incoming.isLarge ? "normal" : "large").address(incoming.path),
        ]
    }

    /// A page of one sentence, for anybody.
    static func message(_ incoming: Incoming, title: String, status: Int) -> Outgoing {
        var values = frame(incoming, title: title)
        values["home"] = incoming.say(.backToWork)
        values["body"] =
            ("<p><a class=\"button\" href=\"/\">\(incoming.say(.backToWork))</a></p>" as Markup).html
        return .html(Templates.render("bare", values), status: .init(code: status))
    }

    /// That something was done, after a redirect.
    private var notice: Markup {
        if visit.query["waits"] != nil {
            let roles = (visit.query["for"] ?? "").split(separator: ",").compactMap { Role(rawValue: String($0)) }
            return """
                <div class="notice good" role="status"><strong>\(visit.say(.actWaits))</strong> \
                \(visit.say(.awaitsSecond, visit.names(of: roles)))</div>
                """
        }
        guard let record = visit.query["done"] else { return .nothing }
        let words = visit.say(visit.query["replayed"] == nil ? .actDone : .actReplayed)
        return """
            <div class="notice good" role="status"><strong>\(words)</strong> \
            <a href="/records/\(Parameters.encoded(record))">\(visit.say(.record)) \(String(record.prefix(13)))…</a></div>
            """
    }
}
