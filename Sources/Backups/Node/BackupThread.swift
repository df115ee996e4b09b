import Dispatch

/// A thread for the work of one backup, restore or drill: it waits for disks all the time, which no thread of Swift's concurrency may.
package final class BackupThread: TaskExecutor {
    private let queue = DispatchQueue(label: "uprising.backups")

    package init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Runs `work` on a thread of its own; the task's cancellation is that of the work.
    package static func run<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        try await withTaskExecutorPreference(BackupThread()) { try await work() }
    }
}
