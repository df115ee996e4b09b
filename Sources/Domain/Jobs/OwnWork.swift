package import JobQueue

/// The kinds and queues that this node runs itself, which nobody enqueues into from outside.
package struct OwnWork: Sendable {
    package let kinds: Set<String>
    package let queues: Set<QueueName>

    package init(kinds: Set<String>, queues: Set<QueueName>) {
        self.kinds = kinds
        self.queues = queues
    }

    package init(of runner: JobRunner) {
        self.init(kinds: runner.kinds, queues: Set(runner.queues.keys))
    }
}
