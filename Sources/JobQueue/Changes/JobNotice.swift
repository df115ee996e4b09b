import Primitives

/// What the commit of a write with jobs in it means to those who wait for it.
struct JobNotice: Sendable {
    /// Queues in which a job may start now.
    var queues: Set<QueueName> = []
    /// Kinds of which there may be something for external workers, by tenant.
    var leasable: [String: Set<String>] = [:]
    /// Tenants of whose jobs for external workers any may start now, whatever their kind; the empty one stands for all.
    var unblocked: Set<String> = []
    /// The earliest moment at which something becomes due.
    var due: Timestamp?
    /// Jobs that ran and shall stop.
    var stopped: [ID<JobRecord>] = []
    private var activity: [QueueActivity.Event] = []

    init(due: Timestamp? = nil) {
        self.due = due
    }

    var isEmpty: Bool { queues.isEmpty && leasable.isEmpty && unblocked.isEmpty && due == nil && stopped.isEmpty && activity.isEmpty }

    mutating func enqueued(_ job: JobRecord) {
        activity.append(QueueActivity.Event(job, .enqueued))
    }

    mutating func started(_ job: JobRecord, at now: Timestamp) {
        activity.append(QueueActivity.Event(job, .started(waited: now - job.runAt)))
    }

    mutating func ended(_ job: JobRecord, after run: Duration?) {
        activity.append(QueueActivity.Event(job, .ended(job.state, ran: run)))
    }

    func give(to jobs: Jobs) {
        jobs.activity.record(activity)
        jobs.bell.ring(self)
    }
}
