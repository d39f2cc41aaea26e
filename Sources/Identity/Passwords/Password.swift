import Foundation

/// A password as somebody typed it, in one normal form; it is never printed and never stored.
///
/// The normal form is NFKC (Unicode Standard Annex 15; NIST SP 800-63B 5.1.1.2), nothing else: an input method's
/// full-width letters and spaces become those of a plain keyboard, composed and decomposed accents agree; case, spaces
/// at the ends and every other character count as typed.
public struct Password: Masked {
    /// The normal form.
    let text: String

    /// The normal form of what was typed.
    public init(typed: String) { text = typed.precomposedStringWithCompatibilityMapping }

    /// UTF-8 of the normal form: what is hashed.
    var bytes: [UInt8] { Array(text.utf8) }

    /// Length in Unicode code points of the normal form, so that a Chinese character counts as one.
    public var length: Int { text.unicodeScalars.count }

    /// Whether two are the same, whatever the keyboard made of them.
    public func isEqual(to other: Password) -> Bool { Sodium.areEqual(bytes, other.bytes) }
}
