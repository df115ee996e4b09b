import HTTPServing
import HTTPTypes
import Synchronization

/// What an observer was told, in its order.
final class RecordingObserver: RequestObserver {
    struct Answered: Sendable {
        let line: String
        let duration: Duration
    }

    private let waiting = Atomic(0)
    private let (stream, continuation) = AsyncStream.makeStream(of: Answered.self)

    /// How many were told that nobody has asked for.
    var waitingCount: Int { waiting.load(ordering: .relaxed) }

    func answered(method: HTTPRequest.Method, route: String, status: Int, duration: Duration) {
        waiting.add(1, ordering: .relaxed)
        continuation.yield(Answered(line: "\(method.rawValue) \(route) \(status)", duration: duration))
    }

    func next() async -> Answered? {
        for await answered in stream {
            waiting.subtract(1, ordering: .relaxed)
            return answered
        }
        return nil
    }
}
