extension Password {
    /// A first password: twenty characters that nobody mistakes for one another, in four groups (98 bits). It is shown once and
    /// serves to choose another.
    public static func first(using generator: inout some RandomNumberGenerator) -> (shown: String, password: Password) {
        let letters = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)
        let shown = (0..<4).map { _ in RandomText.text(5, of: letters, using: &generator) }.joined(separator: "-")
        return (shown, Password(typed: shown))
    }
}
