extension Doctor {
    /// Whether the OpenID provider answers as the settings say.
    ///
    /// - Parameter fault: what does not fit, in English; `nil` when all does.
    public static func provider(_ issuer: String, fault: String?) -> Check {
        Check(
            name: "openid", outcome: fault == nil ? .good : .fault,
            zh: fault.map { "单点登录 \(issuer)：\($0)" } ?? "单点登录 \(issuer) 可用",
            en: fault.map { "single sign-on at \(issuer): \($0)" } ?? "single sign-on at \(issuer) answers",
            fix: fault == nil ? "" : "核对 openid-… 设置和网络 / compare the openid-… settings, and the network")
    }
}
