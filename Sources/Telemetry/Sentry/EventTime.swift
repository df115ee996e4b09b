import Primitives

/// When something happened, by a clock that may be wrong.
enum EventTime {
    /// Below it, the way there explains the difference.
    private static let tolerance = Duration.minutes(1)
    private static let oldest = Duration.days(30)

    static func occurred(_ timestamp: JSONValue?, sentAt: Timestamp?, receivedAt: Timestamp) -> Timestamp {
        guard var moment = told(timestamp) else { return receivedAt }
        if let sentAt, case let drift = receivedAt - sentAt, drift > tolerance || drift < .zero - tolerance { moment = moment + drift }
        return min(max(moment, receivedAt - oldest), receivedAt)
    }

    static func told(_ timestamp: JSONValue?) -> Timestamp? {
        switch timestamp {
        case .string(let text)?: Timestamp(text) ?? Double(text).flatMap(moment)
        case .integer(let seconds)?: moment(Double(seconds))
        case .number(let seconds)?: moment(seconds)
        default: nil
        }
    }

    private static func moment(_ seconds: Double) -> Timestamp? {
        guard seconds.isFinite, (0..<10_000_000_000).contains(seconds) else { return nil }
        return Timestamp(microseconds: Int64(seconds * 1_000_000))
    }
}
