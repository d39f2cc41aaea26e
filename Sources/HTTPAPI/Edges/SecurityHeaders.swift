import HTTPTypes
import Hummingbird

/// What every answer tells a browser not to do.
enum SecurityHeaders {
    /// What is known of an answer.
    struct Answer: Hashable {
        /// HTML, which a browser renders.
        let isPage: Bool
        /// The same for everybody, and nothing personal in it.
        let isShared: Bool
        /// Sent over TLS, here or by the proxy in front.
        let isSecure: Bool
    }

    /// Of pages: script, style, fonts and requests from this server alone, nothing inline, in nobody's frame.
    static let pagePolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
        connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """
    /// Of everything else: nothing at all.
    static let dataPolicy = "default-src 'none'; frame-ancestors 'none'"

    /// The headers of an answer.
    static func fields(for answer: Answer) -> HTTPFields {
        var fields: HTTPFields = [
            .contentSecurityPolicy: answer.isPage ? pagePolicy : dataPolicy,
            .xContentTypeOptions: "nosniff", .referrerPolicy: "no-referrer",
            .openerPolicy: "same-origin", .resourcePolicy: "same-origin",
            .permissionsPolicy: "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ]
        if !answer.isShared { fields[.cacheControl] = "no-store" }
        if answer.isSecure { fields[.strictTransportSecurity] = "max-age=63072000" }
        return fields
    }

    /// Adds them to an answer; what a route has said about its own answer stays.
    static func apply(to response: inout Response, path: String, isSecure: Bool) {
        let isPage = response.headers[.contentType]?.hasPrefix("text/html") == true
        let isShared = !path.hasPrefix("/v1") && !isPage && response.status.code < 400
        let answer = Answer(isPage: isPage, isShared: isShared, isSecure: isSecure)
        for field in known[answer] ?? fields(for: answer) where !response.headers.contains(field.name) {
            response.headers.append(field)
        }
    }

    /// The headers of every kind of answer, made once: each answer carries them.
    private static let known: [Answer: HTTPFields] = {
        let both = [false, true]
        let kinds = both.flatMap { isPage in
            both.flatMap { isShared in
                both.map { Answer(isPage: isPage, isShared: isShared, isSecure: $0) }
            }
        }
        return Dictionary(uniqueKeysWithValues: kinds.map { ($0, fields(for: $0)) })
    }()
}

extension HTTPField.Name {
    /// `Referrer-Policy`.
    static let referrerPolicy = Self.named("Referrer-Policy")
    /// `Cross-Origin-Opener-Policy`.
    static let openerPolicy = Self.named("Cross-Origin-Opener-Policy")
    /// `Cross-Origin-Resource-Policy`.
    static let resourcePolicy = Self.named("Cross-Origin-Resource-Policy")
    /// `Permissions-Policy`.
    static let permissionsPolicy = Self.named("Permissions-Policy")
    /// `RateLimit` (draft-ietf-httpapi-ratelimit-headers).
    static let rateLimit = Self.named("RateLimit")
    /// `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers).
    static let rateLimitPolicy = Self.named("RateLimit-Policy")
    /// `X-Forwarded-For`.
    static let forwardedFor = Self.named("X-Forwarded-For")
    /// `X-Forwarded-Proto`.
    static let forwardedProto = Self.named("X-Forwarded-Proto")
}
