import DataStore
package import JobQueue
import Primitives

/// Reminds the owner of a lead, at the moment that was set; does nothing for another one that was set since.
package struct RemindOwner: Job {
    package static let kind = "remind_owner"
    package static let queue: QueueName = "reminders"
    package static let maxAttempts = 5

    let leadID: ID<Lead>
    let remindAt: Timestamp

    /// One for a lead: a new moment takes the place of the one before.
    package var uniqueness: Uniqueness? { Uniqueness(key: leadID.description, onConflict: .replace) }
}

extension Leads {
    /// Keeps the job that reminds of a lead in step with it. Part of every write that may change its reminder.
    func scheduleReminder(of lead: Lead, before: Lead?, trace: TraceID, in tx: WriteTransaction) throws {
        guard let moment = lead.remindAt, lead.deletedAt == nil, before?.remindAt != moment || before?.deletedAt != nil else { return }
        try jobs.enqueue(
            RemindOwner(leadID: lead.id, remindAt: moment), workspace: lead.workspaceId.description, subject: lead.id.description,
            trace: trace, runAt: moment, in: tx)
    }
}

/// Runs ``RemindOwner``.
package struct RemindOwnerHandler: JobHandler {
    let leads: Leads

    package init(leads: Leads) {
        self.leads = leads
    }

    package func run(_ job: RemindOwner, context: JobContext) async throws -> JobOutcome {
        // One that takes the place of another that was about to run has its turn.
        let wait = job.remindAt - leads.clock.now()
        if wait > .zero { return .snooze(for: wait) }
        try await leads.store.write { [self] tx in
            guard let lead = try LeadRows.find(job.leadID, in: tx), lead.remindAt == job.remindAt, lead.deletedAt == nil else { return }
            var reminded = lead
            reminded.remindAt = nil
            try context.complete(in: tx)
            try leads.change(lead, to: reminded, by: .node, telling: .reminded(at: job.remindAt), trace: context.traceID, in: tx)
        }
        return .done
    }
}
