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

    private let registry: MetricRegistry
    private let board: HealthBoard
    /// Routes times methods times classes that were really answered: no more than the router has.
    private let cells = Mutex<[Key: HistogramCell]>([:])

    init(registry: MetricRegistry, board: HealthBoard) {
        self.registry = registry
        self.board = board
    }

    func answered(method: HTTPRequest.Method, route: String, status: Int, duration: Duration) {
        let endpoint = Endpoint(method: method.rawValue, route: route)
        let statusClass = status / 100
        cell(Key(endpoint: endpoint, statusClass: statusClass)).record(duration)
        // Refusals are quick: counted in, they would hide how slow the work is.
        if statusClass != 4, let part = Self.critical[endpoint] { board.observe(.apiLatency, part, took: duration) }
    }

    private func cell(_ key: Key) -> HistogramCell {
        cells.withLock { cells in
            if let known = cells[key] { return known }
            let made = registry.histogram(Families.requests, key.endpoint.method, key.endpoint.route, "\(key.statusClass)xx")
            // A method may be any word; those that the registry counts as other have one cell there, and none here.
            if cells.count < 4_000 { cells[key] = made }
            return made
        }
    }
}
