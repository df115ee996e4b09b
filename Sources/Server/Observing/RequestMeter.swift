import HTTPServing
import HTTPTypes
import Synchronization
import Telemetry

/// Measures every request by method, route and class of status, and three of them for the health of the node.
final class RequestMeter: RequestObserver {
    struct Endpoint: Hashable, Sendable {
        let method: String
        let route: String
    }

    /// What the latency of the API is made of; a test holds it against the API.
    static let critical = [
        Endpoint(method: "POST", route: "/api/v1/leads"): "createLead",
        Endpoint(method: "GET", route: "/api/v1/leads/{lead}"): "getWarRoom",
        Endpoint(method: "POST", route: "/api/v1/channels/{channel}/messages"): "postMessage",
    ]

    private struct Key: Hashable {
        let endpoint: Endpoint
        let statusClass: Int
    }

    private struct Line {
        let cell: HistogramCell
        /// Of the latency of the API, where the request is one of those.
        let part: String?
    }

    private let registry: MetricRegistry
    private let board: HealthBoard
    /// Routes times methods times classes that were really answered: no more than the router has.
    private let lines = Mutex<[Key: Line]>([:])

    init(registry: MetricRegistry, board: HealthBoard) {
        self.registry = registry
        self.board = board
    }

    func answered(method: HTTPRequest.Method, route: String, status: Int, duration: Duration) {
        let endpoint = Endpoint(method: method.rawValue, route: route)
        let statusClass = status / 100
        let line = line(Key(endpoint: endpoint, statusClass: statusClass))
        line.cell.record(duration)
        if let part = line.part { board.observe(.apiLatency, part, took: duration) }
    }

    private func line(_ key: Key) -> Line {
        lines.withLock { lines in
            if let known = lines[key] { return known }
            let made = Line(
                cell: registry.histogram(Families.requests, key.endpoint.method, key.endpoint.route, "\(key.statusClass)xx"),
                // Refusals are quick: counted in, they would hide how slow the work is.
                part: key.statusClass == 4 ? nil : Self.critical[key.endpoint])
            // A method may be any word; those that the registry counts as other have one cell there, and none here.
            if lines.count < 4_000 { lines[key] = made }
            return made
        }
    }
}
