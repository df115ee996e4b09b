import CoreMetrics
import Glibc
import HTTPServing
import Logging
import Primitives
import Telemetry
import Tracing

extension Node {
    /// The command `serve`: starts the node, says where it is, and runs until it is told to stop.
    package static func serve(_ settings: Settings) async throws {
        let window = settings.observing.window
        let ownErrors = OwnErrors()
        let logs = try settings.logs(window: window, errors: ownErrors)
        logs.bootstrap()
        let logger = logs.logger("uprising")
        OpenFileLimit.raise()
        FreeMemory.keep()
        let greeting = Greeting(settings: settings, logger: logger)
        defer { logs.flush() }
        let node = try Node(settings: settings, ownErrors: ownErrors, logger: logger, window: window) { await greeting.say($0) }
        MetricsSystem.bootstrap(node.metrics)
        if let traces = node.traces { InstrumentationSystem.bootstrap(NodeTracer(book: traces)) }
        do {
            try await node.run(logger: logger)
        } catch let error as ListeningRefused {
            throw AddressRefused(error, redirectPort: settings.tls?.redirectPort)
        }
    }
}

/// The address to listen on is taken, forbidden or not this machine's.
struct AddressRefused: Error, CustomStringConvertible {
    /// From here on every user may listen (ip(7)).
    private static let firstFreePort = 1_024

    let description: String

    init(_ refused: ListeningRefused, redirectPort: Int?) {
        var mend = "name another with --host and --port"
        if case .tcp(_, let port) = refused.address {
            if port == redirectPort { mend = "name another in HTTP_REDIRECT_PORT, or leave that out" }
            if refused.reason == EACCES, port < Self.firstFreePort { mend += "; below 1024 the node needs CAP_NET_BIND_SERVICE" }
        }
        description = "\(refused.address) can't be listened on: \(String(cString: strerror(refused.reason))); \(mend)"
    }
}

/// What a person sees when the node has started; on standard output, while logs go to standard error.
private struct Greeting: Sendable {
    let settings: Settings
    let logger: Logger

    func say(_ address: Node.Address) async {
        var text = "Uprising Node \(Version.current) (\(settings.profile.rawValue)) is at \(address.url)\n"
        do {
            if let link = try await address.setupLink() {
                text += "Open this link to make the first workspace and its owner. It works once, for 24 hours:\n\(link)\n"
            }
        } catch {
            logger.error("no set-up link could be made; run `uprising setup`", metadata: ["error": "\(error)"])
        }
        let bytes = Array(text.utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}
