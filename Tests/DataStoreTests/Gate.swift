import Synchronization

/// Holds a thread until somebody opens it.
final class Gate: Sendable {
    private let waiting = Atomic(false)
    private let opened = Atomic(false)

    var isWaitedFor: Bool { waiting.load(ordering: .acquiring) }

    func wait() {
        waiting.store(true, ordering: .releasing)
        while !opened.load(ordering: .acquiring) {}
    }

    func open() {
        opened.store(true, ordering: .releasing)
    }
}
