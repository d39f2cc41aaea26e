import ArgumentParser
import GrainLedgerApp
import Identity
import IdentityStore
import Operations
import Postgres
import Rules

/// `token`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens of programs and devices.",
        subcommands: [Create.self, Revoke.self, List.self])

    /// `token create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Grant a token; it is shown once.",
            discussion: """
                grainledger token create --name scale-1 --role weigher --organization 91430902MAQ2N2QK6A --region 4309
                grainledger token create --name yield --membership 3f0c… --scope read
                grainledger token create --name migration --office import --days 7
                grainledger token create --name phone-7 --device --certificate phone-7.pem --membership 3f0c… --scope act

                With --role the person, his membership and the token are made in one go; --membership takes one that is
                there. The import office is the operator's own: it brings in what others recorded, and no table of
                permissions is asked.

                A device has a certificate of the authority in serve --device-ca, and its token opens over a connection with
                this certificate alone. The private key is made on the device and never leaves it.
                """)
        @OptionGroup var database: DatabaseOption
        @Option(help: "Unique name.") var name: String
        @OptionGroup var wish: MembershipOptions
        @Option(help: "Number of a membership that is there.") var membership: String?
        @Option(help: "import: the office of the machine's operator.") var office: String?
        @Option(help: "read, act, act:NAME; several times. Default: read and act.") var scope: [String] = []
        @Option(help: "Days until it ends; at most 366, of a device 1096, for the import office 30.") var days: Int64?
        @Flag(help: "For a device: with --certificate, --fingerprint or --unbound.") var device = false
        @Option(help: "File of the one certificate (PEM) over which it opens.") var certificate: String?
        @Option(help: "SHA-256 of that certificate (DER), 64 hexadecimal digits, instead of the file.")
        var fingerprint: String?
        @Flag(help: "A device that cannot show a certificate: whoever has the token is the device.") var unbound = false

        func validate() throws {
            guard [wish.role, membership, office].compactMap(\.self).count == 1 else {
                throw ValidationError("Name one of --role, --membership and --office")
            }
            guard office == nil || office == "import" else { throw ValidationError("--office is import") }
            if wish.role != nil { _ = try wish.wish() }
            _ = try scopes
            guard (1...longest).contains(lifetime) else { throw ValidationError("--days is 1 to \(longest) here") }
            let bonds = [certificate, fingerprint].compactMap(\.self).count + (unbound ? 1 : 0)
            guard bonds == 1 || bonds == 0 && !device else {
                throw ValidationError(
                    """
                    A token is bound to one certificate: --certificate FILE or --fingerprint HEX. A device that cannot show \
                    one needs --unbound
                    """)
            }
            guard fingerprint == nil || fingerprint.flatMap({ CertificateFingerprint(hex: $0) }) != nil else {
                throw ValidationError("--fingerprint is the SHA-256 of a certificate, 64 hexadecimal digits")
            }
        }

        private var kind: Credential.Kind { device ? .device : .token }
        private var longest: Int64 { office == nil ? Grant.longestDays(kind) : 30 }

        private var lifetime: Int64 { days ?? (office == nil ? 366 : 7) }

        private var scopes: Set<Scope> {
            get throws {
                let named = try scope.map { text in
                    guard let scope = Scope(text) else { throw ValidationError("no such scope: \(text)") }
                    return scope
                }
                return named.isEmpty ? [.read, .allActs] : Set(named)
            }
        }

        /// The certificate it is to be bound to.
        private func bond() throws -> CertificateFingerprint? {
            guard let certificate else { return fingerprint.flatMap { CertificateFingerprint(hex: $0) } }
            do throws(Settings.Fault) {
                return try CertificateFingerprint(ofFile: certificate)
            } catch {
                throw ValidationError(error.description)
            }
        }

        func run() async throws {
            let bond = try bond()
            let gatehouse = try database.bureau().gatehouse
            let scopes = try scopes
            let asked: MembershipWish? = wish.role == nil ? nil : try wish.wish()
            let token = try await reporting { () throws(PostgresError) in
                let bearer: CredentialBearer
                if let asked {
                    let person = try await gatehouse.people.add(alias: name, name: nil)
                    bearer = .membership(try await gatehouse.people.grant(asked, to: person, by: Operator.name))
                } else if let membership {
                    bearer = .membership(MembershipNumber(membership.lowercased()))
                } else {
                    bearer = .importOffice
                }
                let token = try await gatehouse.credentials.grant(
                    name, kind: kind, to: bearer, scopes: scopes, certificate: bond,
                    from: IdentityClock.system.now(), days: lifetime, by: Operator.name)
                try await gatehouse.audit.note(
                    AuditNote(
                        who: Operator.name, act: "credential-granted", subject: name,
                        detail: bond.map { "certificate \($0.hex)" } ?? ""))
                return token
            }
            guard let token else { throw ValidationError("a token of these days or scopes cannot be") }
            print(token)
        }
    }

    /// `token revoke`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a token by its name; it acts within a second on every server.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Name.") var name: String

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let found = try await reporting { () throws(PostgresError) in
                let found = try await gatehouse.credentials.revoke(name, by: Operator.name)
                if found {
                    try await gatehouse.audit.note(
                        AuditNote(who: Operator.name, act: "credential-revoked", subject: name))
                }
                return found
            }
            guard found else {
                say("no token of this name: \(name)")
                throw ExitCode(5)
            }
            say("revoked \(name)")
        }
    }

    /// `token list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tokens in force: name, bearer, role, scopes, end, last use, certificate.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let tokens = try await reporting { () throws(PostgresError) in
                try await gatehouse.credentials.list(at: IdentityClock.system.now())
            }
            for token in tokens {
                let used = token.lastUsedAt?.rfc3339 ?? "-"
                print(
                    "\(token.name)\t\(token.bearer)\t\(token.role)\t\(token.scopes.joined(separator: ","))\t"
                        + "\(token.expiresAt)\t\(used)\t\(token.certificate?.hex ?? "-")")
            }
        }
    }
}

/// Who works on the command line of the server: whoever has the database.
enum Operator {
    /// His name in grants and in the audit.
    static let name = "operator"
}
