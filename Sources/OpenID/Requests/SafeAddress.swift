import Foundation

/// Addresses that secrets and browsers may be sent to.
public enum SafeAddress {
    /// Whether an address is `https`, or `http` on this machine, with a host, and without query, fragment, name or password.
    public static func isSafe(_ address: String) -> Bool {
        guard let parts = URLComponents(string: address), let host = parts.host, !host.isEmpty, parts.query == nil,
            parts.fragment == nil, parts.user == nil, parts.password == nil
        else { return false }
        return parts.scheme == "https"
            || parts.scheme == "http" && ["127.0.0.1", "localhost", "[::1]", "::1"].contains(host)
    }
}
