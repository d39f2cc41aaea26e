/// What counts as one source: an IPv4 address, or the first 64 bits of an IPv6 address, of which a single customer has all the rest.
public enum NetworkBlock {
    /// The text of a block; what is no IPv6 address is taken as it is, in small letters.
    public static func text(of address: String) -> String {
        guard address.contains(":"), let groups = groups(of: address.prefix { $0 != "%" }) else {
            return address.lowercased()
        }
        // IPv4 in the clothes of IPv6 (RFC 4291 §2.5.5.2).
        if groups.prefix(5).allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF {
            return [groups[6] >> 8, groups[6] & 0xFF, groups[7] >> 8, groups[7] & 0xFF].map { "\($0)" }
                .joined(separator: ".")
        }
        return groups.prefix(4).map { String($0, radix: 16) }.joined(separator: ":") + "::/64"
    }

    /// The eight groups of an address; `nil` when it is none.
    private static func groups(of text: Substring) -> [UInt16]? {
        let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard halves.count <= 2, let head = part(halves[0]), let tail = halves.count == 2 ? part(halves[1]) : [] else {
            return nil
        }
        let missing = 8 - head.count - tail.count
        guard halves.count == 2 ? missing > 0 : missing == 0 else { return nil }
        return head + Array(repeating: 0, count: missing) + tail
    }

    private static func part(_ text: Substring) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        for word in text.split(separator: ":", omittingEmptySubsequences: false) {
            if word.contains(".") {
                let bytes = word.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
                guard bytes.count == 4 else { return nil }
                groups += [UInt16(bytes[0]) << 8 | UInt16(bytes[1]), UInt16(bytes[2]) << 8 | UInt16(bytes[3])]
            } else {
                guard (1...4).contains(word.count), let group = UInt16(word, radix: 16) else { return nil }
                groups.append(group)
            }
        }
        return groups
    }
}
