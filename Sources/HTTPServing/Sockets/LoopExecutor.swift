import NIOCore

/// Runs a task's work on one event loop, so that a request stays on the thread that read it and will write its answer.
///
/// Between loop and handler there is then no other thread to wake. Handlers must not block: files, hashing and the database have
/// threads of their own.
final class LoopExecutor: TaskExecutor {
    private let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
