import HTTPAPI
import Hummingbird
import Identity
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The ways into a running service: the port for everybody, and the port for the house.
struct Entrances: Sendable {
    let settings: Settings
    let bureau: Bureau
    /// What stands around the routes.
    let edges: Edges
    private let certificate: Certificate?
    private let log: Logger

    /// The ways in.
    ///
    /// - Throws: `Settings.Fault` when the certificate cannot be used.
    init(_ settings: Settings, over bureau: Bureau) throws {
        self.settings = settings
        self.bureau = bureau
        log = Logger(label: "grainledger")
        let log = log
        certificate = try settings.certificate.map { try Certificate($0, log: log) }
        let presented: @Sendable (any Channel) async -> CertificateFingerprint? = {
            await CertificateFingerprint.presented(over: $0)
        }
        edges = Edges(
            allowances: Allowances(settings.allowances), proxies: settings.proxies, isSecure: certificate != nil,
            certificate: settings[.deviceCA] == nil ? nil : presented)
    }

    /// The scheme of the address for everybody.
    var scheme: String { certificate == nil ? "http" : "https" }

    /// Opens the doors and stays until told to stop (SIGINT, SIGTERM).
    ///
    /// - Parameter keeper: what runs beside the routes, begins before them and ends after them.
    func open(
        _ router: Router<APIContext>, beside keeper: some Service, at address: ListenAddress,
        isReady say: @escaping @Sendable () -> Void
    ) async throws {
        let tls: (@Sendable () throws -> any ChannelHandler)? = certificate.map { certificate in
            { @Sendable in certificate.handler() }
        }
        let door = EdgeDoor(
            limits: settings.limits, traffic: edges.traffic, proxies: settings.proxies,
            isForProxiesAlone: settings.isForProxiesAlone, tls: tls)
        let (opened, open) = AsyncStream.makeStream(of: Void.self)
        let main = Application(
            router: router, server: door.server,
            configuration: .init(address: .hostname(address.host, port: address.port), serverName: "GrainLedger"),
            onServerRunning: { _ in
                // Whoever reads `ready` finds both doors open.
                for await _ in opened { break }
                say()
            }, logger: log)
        var services: [any Service] = [
            keeper, LineageReader(keeper: bureau.lineage, pool: bureau.replays, log: log),
            ReloadOnSignal { certificate?.reload() }, main,
        ]
        if let address = settings.address(.adminListen) {
            services.append(house(at: address) { open.finish() })
        } else {
            open.finish()
        }
        try await ServiceGroup(
            configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: log)
        ).run()
    }

    /// The port for the house, behind the same gate as the other.
    private func house(at address: ListenAddress, isOpen: @escaping @Sendable () -> Void) -> some ApplicationProtocol {
        let bureau = bureau
        let router = AdminRoutes.router(
            traffic: edges.traffic, isReady: { await bureau.isReady }, gauges: { await bureau.gauges })
        return Application(
            router: router, server: EdgeDoor(limits: settings.limits, traffic: Traffic()).server,
            configuration: .init(address: .hostname(address.host, port: address.port), serverName: "GrainLedger"),
            onServerRunning: { _ in isOpen() }, logger: log)
    }
}

extension Settings {
    /// The files of the certificate, its key and the authority of devices, when there is a certificate.
    var certificate: Certificate.Files? {
        guard let chain = self[.tlsCertificate], let key = self[.tlsKey] else { return nil }
        return Certificate.Files(chain: chain, key: key, authority: self[.deviceCA])
    }

    /// What a client may take.
    var limits: EdgeLimits {
        var limits = EdgeLimits()
        limits.connections = count(.maxConnections)
        limits.head = .seconds(Int64(count(.headSeconds)))
        limits.body = .seconds(Int64(count(.bodySeconds)))
        limits.request = .seconds(Int64(count(.requestSeconds)))
        limits.answer = .seconds(Int64(count(.answerSeconds)))
        limits.stream = .seconds(Int64(count(.streamSeconds)))
        limits.idle = .seconds(Int64(count(.idleSeconds)))
        return limits
    }

    /// What everybody may ask for.
    var allowances: Allowances.Limits {
        var limits = Allowances.Limits()
        limits.actor = Allowance(quota: count(.actorRate))
        limits.organization = Allowance(quota: count(.organizationRate))
        limits.address = Allowance(quota: count(.addressRate))
        limits.exportsAtOnce = count(.exportsAtOnce)
        limits.importsAtOnce = count(.importsAtOnce)
        return limits
    }
}
