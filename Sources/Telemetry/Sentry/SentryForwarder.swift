package import Logging
import Primitives
import Synchronization

/// Sends the node's own errors on to another Sentry: a bounded queue, a budget, and nobody who waits.
///
/// What can't be sent is dropped and counted; a receiver that hangs costs its own time-out and nothing else.
package final class SentryForwarder: Sendable {
    package struct Delivery: Sendable {
        package let url: String
        package let authorization: String
        package let body: [UInt8]
    }

    package struct Reply: Sendable {
        let status: Int
        let retryAfter: Int?

        package init(status: Int, retryAfter: Int?) {
            self.status = status
            self.retryAfter = retryAfter
        }
    }

    package static let timeout = Duration.seconds(10)
    static let waitingLimit = 200
    static let perMinute = 60
    /// After an answer that was none.
    private static let pause = Duration.seconds(30)

    private struct State {
        var waiting: [ErrorEvent] = []
        var dropped = 0
        var sent = 0
        var windowStart = ContinuousClock.now
        var sentInWindow = 0
        var pausedUntil: ContinuousClock.Instant?
    }

    private let dsn: SentryDSN
    private let logger: Logger
    private let post: @Sendable (Delivery) async throws -> Reply
    private let state = Mutex(State())

    /// - Parameter post: ends by itself within ``timeout``.
    package init(dsn: SentryDSN, logger: Logger, post: @escaping @Sendable (Delivery) async throws -> Reply) {
        self.dsn = dsn
        self.logger = logger
        self.post = post
    }

    /// Takes it if there is room, and returns at once.
    package func offer(_ event: ErrorEvent) {
        state.withLock { state in
            if state.waiting.count < Self.waitingLimit { state.waiting.append(event) } else { state.dropped += 1 }
        }
    }

    var counts: (waiting: Int, sent: Int, dropped: Int) { state.withLock { ($0.waiting.count, $0.sent, $0.dropped) } }

    /// Sends what waits, one after the other, as far as budget and receiver allow; the rest is dropped.
    package func sendWaiting(at now: ContinuousClock.Instant = .now) async {
        for event in takeBatch(at: now) {
            if Task.isCancelled { return }
            do {
                let reply = try await post(Delivery(url: dsn.envelopeURL, authorization: dsn.authorization, body: Self.envelope(of: event)))
                if !settle(reply) { return }
            } catch {
                give(up: 1, pause: Self.pause)
                logger.warning("errors could not be sent on", metadata: ["error": "\(error)"])
                return
            }
        }
    }

    private func takeBatch(at now: ContinuousClock.Instant) -> [ErrorEvent] {
        state.withLock { state in
            let batch = state.waiting
            state.waiting = []
            if let until = state.pausedUntil, now < until {
                state.dropped += batch.count
                return []
            }
            state.pausedUntil = nil
            if now - state.windowStart >= .seconds(60) { (state.windowStart, state.sentInWindow) = (now, 0) }
            let allowed = min(batch.count, Self.perMinute - state.sentInWindow)
            state.sentInWindow += allowed
            state.dropped += batch.count - allowed
            return Array(batch.prefix(allowed))
        }
    }

    /// Whether more may be sent.
    private func settle(_ reply: Reply) -> Bool {
        switch reply.status {
        case 200..<300:
            state.withLock { $0.sent += 1 }
            return true
        case 429, 500...:
            give(up: 1, pause: reply.retryAfter.map { .seconds(min(max($0, 1), 3_600)) } ?? Self.pause)
            return false
        default:
            // This one was refused, the next need not be.
            give(up: 1, pause: nil)
            logger.warning("an error was not taken by the Sentry at SENTRY_DSN", metadata: ["status": "\(reply.status)"])
            return true
        }
    }

    private func give(up count: Int, pause: Duration?) {
        state.withLock { state in
            state.dropped += count
            if let pause { state.pausedUntil = .now + pause }
        }
    }

    static func envelope(of event: ErrorEvent) -> [UInt8] {
        var members = event.json.object ?? [:]
        if let trace = event.traceID {
            var tags = Dictionary(SentryEvent(json: event.json).tags.map { ($0.name, JSONValue.string($0.value)) }) { first, _ in first }
            tags["traceId"] = tags["traceId"] ?? .string(trace)
            members["tags"] = .object(tags)
        }
        let payload = JSONWriter.bytes(of: JSONValue.object(members))
        let head = #"{"event_id":"\#(event.id)","sent_at":"\#(Timestamp.now())"}"#
        let item = #"{"type":"event","length":\#(payload.count)}"#
        return Array("\(head)\n\(item)\n".utf8) + payload + [UInt8(ascii: "\n")]
    }
}
