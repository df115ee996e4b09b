import Primitives

/// The five figures by which the product is judged, each defined here and nowhere else: the page, the API, `/metrics` and the alerts read this.
package enum HealthMetric: String, CaseIterable, Sendable, Codable {
    /// 95th percentile of the time from the drop of a lead to READY.
    case leadToReady
    /// Jobs that have failed, of those that completed or failed.
    case jobFailureRate
    /// 95th percentile of what dropping a lead, reading a war room and sending a message take; the slowest of the three counts.
    case apiLatency
    /// Jobs that could start and wait, by queue.
    case queueDepth
    /// 95th percentile of what the PDF of a dossier takes.
    case pdfTime

    package enum Unit: String, Sendable, Codable {
        case minutes, ratio, seconds, jobs
    }

    package enum State: String, Sendable, Codable, Comparable, CaseIterable {
        /// Nothing was observed within the window.
        case unknown
        case ok
        /// Close to the target: above four fifths of it.
        case warn
        /// The target is missed.
        case failing

        package static func < (left: State, right: State) -> Bool { left.rank < right.rank }
        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    static let quantile = 0.95
    private static let nearness = 0.8

    package var unit: Unit {
        switch self {
        case .leadToReady: .minutes
        case .jobFailureRate: .ratio
        case .apiLatency, .pdfTime: .seconds
        case .queueDepth: .jobs
        }
    }

    /// What it is to stay at or below, in its unit; `nil` where there is none.
    package var target: Double? {
        switch self {
        case .leadToReady: 10
        case .jobFailureRate: 0.05
        case .apiLatency: 1.2
        case .queueDepth, .pdfTime: nil
        }
    }

    /// How far back it looks. The latency of the API is told within minutes; leads, jobs and dossiers are too rare for that.
    package var window: Duration {
        switch self {
        case .leadToReady, .jobFailureRate, .pdfTime: .hours(1)
        case .apiLatency: .minutes(5)
        case .queueDepth: .zero
        }
    }

    package var windowName: String {
        switch self {
        case .leadToReady, .jobFailureRate, .pdfTime: "1h"
        case .apiLatency: "5m"
        case .queueDepth: "now"
        }
    }

    /// Of how many observations a part is judged: one slow call of three is no percentile, but each lead counts.
    package var minimumCount: Int {
        switch self {
        case .leadToReady, .pdfTime, .queueDepth: 1
        case .jobFailureRate: 10
        case .apiLatency: 20
        }
    }

    /// The value of one part; `nil` of nothing.
    func value(of content: SeriesContent) -> Double? {
        switch content {
        case .durations(let sketch):
            sketch.quantile(Self.quantile).map { $0.fractionalSeconds / (self == .leadToReady ? 60 : 1) }
        case .share(let hits, let total): total > 0 ? Double(hits) / Double(total) : nil
        case .level(let level): Double(level)
        }
    }

    /// The value of the whole from those of its parts: depths add up, of latencies the worst counts, so that no endpoint hides another.
    func value(of parts: [Double]) -> Double? {
        guard !parts.isEmpty else { return nil }
        return self == .queueDepth ? parts.reduce(0, +) : parts.max()
    }

    func state(of value: Double?, count: Int) -> State {
        guard let value, count >= minimumCount else { return .unknown }
        guard let target, value > target * Self.nearness else { return .ok }
        return value > target ? .failing : .warn
    }
}
