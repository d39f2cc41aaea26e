/// Why a policy file is not accepted, and in which line (from 1; after the last one for what is missing).
public struct PolicyTextFault: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// A control character other than tab and newline, or a last line without newline.
        case foreignByte
        /// Not a `log`, `witness`, `group` or `quorum` line with the items it wants.
        case syntax
        /// A key of the wrong form or type.
        case key
        /// The same public key in two lines.
        case duplicateKey
        /// A name defined twice, or `none` defined.
        case duplicateName
        /// A name that no line before defines, or `none` as a member.
        case undefinedName
        /// A name that is a member already.
        case secondMembership
        /// A threshold that is no number from 1 to the number of members.
        case threshold
        /// No quorum line, or a second one.
        case quorum
    }

    /// What is wrong.
    public let kind: Kind
    /// Where.
    public let line: Int
}

extension WitnessPolicy {
    /// The policy of a file.
    ///
    /// - Throws: the first fault.
    public init(_ bytes: [UInt8]) throws(PolicyTextFault) {
        var reader = PolicyReader()
        guard let lines = bytes.terminatedLines else { throw PolicyTextFault(kind: .foreignByte, line: 1) }
        for (number, line) in lines.enumerated() {
            do throws(PolicyReader.Fault) {
                try reader.take(line)
            } catch {
                throw PolicyTextFault(kind: error.kind, line: number + 1)
            }
        }
        guard let quorum = reader.quorum else { throw PolicyTextFault(kind: .quorum, line: lines.count + 1) }
        self.init(logs: reader.logs, witnesses: reader.witnesses, quorum: quorum)
    }
}

/// What the lines read so far have defined.
private struct PolicyReader {
    struct Fault: Error { let kind: PolicyTextFault.Kind }

    var logs: [WitnessPolicy.Party] = []
    var witnesses: [ExactText: WitnessPolicy.Party] = [:]
    var quorum: WitnessPolicy.Rule?
    private var rules: [ExactText: WitnessPolicy.Rule] = [:]
    private var members: Set<ExactText> = []

    mutating func take(_ line: ArraySlice<UInt8>) throws(Fault) {
        guard line.allSatisfy({ $0 == 0x09 || (0x20...0x7E).contains($0) || $0 >= 0x80 }) else {
            throw Fault(kind: .foreignByte)
        }
        let items = line.split { $0 == 0x20 || $0 == 0x09 }.map { ExactText($0) }
        guard let word = items.first, word.bytes[0] != UInt8(ascii: "#") else { return }
        switch (word, items.count) {
        case ("log", 2...3): try takeLog(items)
        case ("witness", 3...4): try takeWitness(items)
        case ("group", 4...): try takeGroup(items)
        case ("quorum", 2): try takeQuorum(items[1])
        default: throw Fault(kind: .syntax)
        }
    }

    private mutating func takeLog(_ items: [ExactText]) throws(Fault) {
        let key = try key(items[1], .ed25519)
        guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else { throw Fault(kind: .duplicateKey) }
        logs.append(WitnessPolicy.Party(key: key, url: items.dropFirst(2).first))
    }

    private mutating func takeWitness(_ items: [ExactText]) throws(Fault) {
        let key = try key(items[2], .cosignature)
        guard !witnesses.values.contains(where: { $0.key.publicKey == key.publicKey }) else {
            throw Fault(kind: .duplicateKey)
        }
        try define(items[1], .witness(key))
        witnesses[items[1]] = WitnessPolicy.Party(key: key, url: items.dropFirst(3).first)
    }

    private mutating func takeGroup(_ items: [ExactText]) throws(Fault) {
        let names = items.dropFirst(3)
        var rules: [WitnessPolicy.Rule] = []
        for name in names {
            guard let rule = self.rules[name] else { throw Fault(kind: .undefinedName) }
            guard members.insert(name).inserted else { throw Fault(kind: .secondMembership) }
            rules.append(rule)
        }
        let threshold =
            switch items[2] {
            case "all": names.count
            case "any": 1
            default: items[2].bytes.plainDecimal ?? 0
            }
        guard (1...names.count).contains(threshold) else { throw Fault(kind: .threshold) }
        try define(items[1], .group(threshold: threshold, members: rules))
    }

    private mutating func takeQuorum(_ name: ExactText) throws(Fault) {
        guard quorum == nil else { throw Fault(kind: .quorum) }
        guard let rule = name == "none" ? WitnessPolicy.Rule.unconditional : rules[name] else {
            throw Fault(kind: .undefinedName)
        }
        quorum = rule
    }

    private mutating func define(_ name: ExactText, _ rule: WitnessPolicy.Rule) throws(Fault) {
        guard name != "none", rules[name] == nil else { throw Fault(kind: .duplicateName) }
        rules[name] = rule
    }

    private func key(_ text: ExactText, _ type: SignatureType) throws(Fault) -> VerifierKey {
        guard let key = try? VerifierKey(bytes: text.bytes), key.type == type else { throw Fault(kind: .key) }
        return key
    }
}
