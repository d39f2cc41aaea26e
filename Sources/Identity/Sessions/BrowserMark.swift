/// The cookie by which a browser shows that somebody has signed in from it before (reliability.md §8, 3). It opens nothing: tries
/// that show it are counted apart, so that a stranger who closes the door of a name does not close it for whoever it belongs to.
public enum BrowserMark {
    /// The name.
    public static let name = "__Host-grainledger-browser"

    /// Value of `Set-Cookie`, for a year.
    public static func setting(_ text: String) -> String {
        "\(name)=\(text); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"
    }

    /// The mark in the values of the request's `Cookie` fields; empty when there is none, or two, of which one is not ours.
    public static func text(in fields: [String]) -> String {
        let found = fields.flatMap { $0.split(separator: ";") }.map { $0.drop { $0 == " " } }.filter {
            $0.hasPrefix(name + "=")
        }
        return found.count == 1 ? String(found[0].dropFirst(name.count + 1)) : ""
    }
}
