import HTTPServing
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Primitives
import ServiceLifecycle
import Synchronization

/// Log lines kept for assertions.
final class RecordingLog: Sendable {
    struct Line: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]
    }

    private let lines = Mutex<[Line]>([])
    private let (stream, continuation) = AsyncStream.makeStream(of: Line.self)

    var all: [Line] { lines.withLock { $0 } }

    /// Waits for a line with this message.
    func first(_ message: String) async -> Line? {
        if let line = all.first(where: { $0.message == message }) { return line }
        for await line in stream where line.message == message { return line }
        return nil
    }

    func append(_ line: Line) {
        lines.withLock { $0.append(line) }
        continuation.yield(line)
    }

    func logger(_ level: Logger.Level = .info) -> Logger {
        var logger = Logger(label: "test", factory: { _ in Handler(log: self) })
        logger.logLevel = level
        return logger
    }

    private struct Handler: LogHandler {
        let log: RecordingLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.MetadataValue? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            var merged = metadata
            if let request = RequestLine.from(event.metadata) {
                request.forEach { merged[$0] = $1 }
            } else {
                merged.merge(event.metadata ?? [:]) { _, new in new }
            }
            log.append(Line(level: event.level, message: "\(event.message)", metadata: merged.mapValues { "\($0)" }))
        }
    }
}

/// A service that runs for the length of a test.
struct RunningService: Sendable {
    let port: Int
    let counters: ServingCounters
    let log: RecordingLog
    /// Asks for graceful shutdown and returns at once.
    let shutDown: @Sendable () async -> Void

    var url: String { "http://127.0.0.1:\(port)" }
}

/// Runs a service on a free port for the length of `body`.
func withService<Result: Sendable>(
    certificate: ServingCertificate? = nil, limits: ServingLimits = ServingLimits(), webSockets: [WebSocketRoute] = [],
    assets: StaticAssets? = nil,
    security: SecurityHeaders = SecurityHeaders(), observer: (any RequestObserver)? = nil, logLevel: Logger.Level = .info,
    routes: (Router<PlainContext>) -> Void = { _ in },
    _ body: @Sendable @escaping (RunningService) async throws -> Result
) async throws -> Result {
    let router = Router<PlainContext>.serving()
    router.get("hello") { _, _ in "hello" }
    router.get("health") { _, _ in "ok" }
    routes(router)
    let log = RecordingLog()
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let service = HTTPService(
        address: .tcp(host: "127.0.0.1", port: 0), certificate: certificate, router: router, webSockets: webSockets, assets: assets,
        security: security, limits: limits, observer: observer, eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: log.logger(logLevel),
        onRunning: { continuation.yield($0.port ?? 0) })
    var quiet = Logger(label: "group", factory: { _ in SwiftLogNoOpLogHandler() })
    quiet.logLevel = .critical
    let group = ServiceGroup(configuration: .init(services: [.init(service: service)], logger: quiet))
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        var iterator = ports.makeAsyncIterator()
        guard let port = await iterator.next() else { throw Failure(.internalError, "The service did not start.") }
        let running = RunningService(port: port, counters: service.counters, log: log) { await group.triggerGracefulShutdown() }
        do {
            let result = try await body(running)
            tasks.cancelAll()
            return result
        } catch {
            tasks.cancelAll()
            throw error
        }
    }
}

/// Limits that a test need not wait for.
func shortLimits(_ change: (inout ServingLimits) -> Void = { _ in }) -> ServingLimits {
    var limits = ServingLimits()
    limits.shutdownGrace = .milliseconds(200)
    limits.lingerTimeout = .milliseconds(200)
    change(&limits)
    return limits
}
