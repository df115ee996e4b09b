import Synchronization

/// What a service has counted since its start; for metrics and tests.
package final class ServingCounters: Sendable {
    private let connections = Atomic(0)
    private let webSockets = Atomic(0)
    private let refused = Atomic(0)
    private let timedOut = Atomic(0)
    private let malformed = Atomic(0)
    private let slow = Atomic(0)
    private let handshakes = Atomic(0)

    package init() {}

    /// Connections open now, WebSockets included.
    package var openConnections: Int { connections.load(ordering: .relaxed) }
    /// WebSockets open now.
    package var openWebSockets: Int { webSockets.load(ordering: .relaxed) }
    /// Connections refused because too many were open.
    package var refusedConnections: Int { refused.load(ordering: .relaxed) }
    /// Connections ended by a deadline.
    package var timedOutConnections: Int { timedOut.load(ordering: .relaxed) }
    /// Requests that were not HTTP or broke a limit of the head.
    package var malformedRequests: Int { malformed.load(ordering: .relaxed) }
    /// WebSockets closed because they did not read what was sent.
    package var slowWebSockets: Int { slow.load(ordering: .relaxed) }
    /// Connections that did not get as far as TLS.
    package var failedHandshakes: Int { handshakes.load(ordering: .relaxed) }

    /// Counts one connection in unless `limit` are open.
    func admitConnection(limit: Int) -> Bool {
        if connections.add(1, ordering: .relaxed).newValue <= limit { return true }
        connections.subtract(1, ordering: .relaxed)
        return false
    }

    func connectionClosed() { connections.subtract(1, ordering: .relaxed) }
    func connectionRefused() { refused.add(1, ordering: .relaxed) }
    func connectionTimedOut() { timedOut.add(1, ordering: .relaxed) }
    func requestMalformed() { malformed.add(1, ordering: .relaxed) }
    func handshakeFailed() { handshakes.add(1, ordering: .relaxed) }
    func webSocketOpened() { webSockets.add(1, ordering: .relaxed) }
    func webSocketClosed() { webSockets.subtract(1, ordering: .relaxed) }
    func webSocketSlow() { slow.add(1, ordering: .relaxed) }
}
