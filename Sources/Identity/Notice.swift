/// What a person is told by sign-in and rights: a stable code and a sentence in Chinese and English.
public struct Notice: Hashable, Sendable {
    /// Stable code, `GL-I-0101`.
    public let code: String
    /// The sentence in Chinese.
    public let zh: String
    /// The sentence in English.
    public let en: String

    init(_ code: String, _ zh: String, _ en: String) {
        self.code = code
        self.zh = zh
        self.en = en
    }
}
