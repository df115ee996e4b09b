import Logging
import Primitives
import Synchronization

/// What the node logged at level error and above, on its way to become errors of its own project; never waits for anybody.
package final class OwnErrors: Sendable {
    /// Far more than one second has in a node that still does its work.
    private static let waitingLimit = 500

    private let waiting = Mutex<[OwnError]>([])

    package init() {}

    func note(_ error: OwnError) {
        waiting.withLock { waiting in
            if waiting.count < Self.waitingLimit { waiting.append(error) }
        }
    }

    /// All since the last time.
    package func take() -> [OwnError] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
