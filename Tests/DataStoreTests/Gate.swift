import Dispatch
import Synchronization

/// Holds a thread until somebody opens it.
final class Gate: Sendable {
    private let waiting = Atomic(false)
    private let opened = DispatchSemaphore(value: 0)

    var isWaitedFor: Bool { waiting.load(ordering: .acquiring) }

    func wait() {
        waiting.store(true, ordering: .releasing)
        opened.wait()
    }

    func open() {
        opened.signal()
    }
}
