import DataStore
import Primitives

extension Schedules {
    /// How long the index keeps an occurrence from being enqueued a second time; the schedule itself never goes back to it.
    private static let occurrenceSpan = Duration.days(2)

    /// Schedules that enqueue into `jobs`; of a kind that no handler of this process knows, for external workers.
    package convenience init(jobs: Jobs) {
        self.init(clock: jobs.clock) { work, tx in
            var draft = JobDraft(kind: work.kind, queue: QueueName(work.queue), trace: work.traceID)
            draft.isExternal = !jobs.isKnown(work.kind)
            draft.workspaceID = work.workspaceID
            draft.arguments = work.arguments
            draft.priority = work.priority
            draft.uniqueness = work.uniqueKey.map { Uniqueness(key: $0, span: .within(Self.occurrenceSpan), onConflict: .keep) }
            return try jobs.enqueue(draft, in: tx).job.id
        } isEnded: { id, tx in
            try jobs.find(id, of: nil, in: tx)?.isEnded ?? true
        } wake: {
            jobs.bell.ring(JobNotice(due: jobs.clock.now()))
        }
    }
}
