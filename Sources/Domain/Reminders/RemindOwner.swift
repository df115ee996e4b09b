import DataStore
package import Identity
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
    let outbox: Outbox
    let letters: Letters
    let pageURL: @Sendable () -> String

    package init(leads: Leads, outbox: Outbox, letters: Letters, pageURL: @escaping @Sendable () -> String) {
        self.leads = leads
        self.outbox = outbox
        self.letters = letters
        self.pageURL = pageURL
    }

    package func run(_ job: RemindOwner, context: JobContext) async throws -> JobOutcome {
        // One that takes the place of another that was about to run has its turn.
        let wait = job.remindAt - leads.clock.now()
        if wait > .zero { return .snooze(for: wait) }
        try await leads.store.write { [self] tx in
            guard let lead = try LeadRows.find(job.leadID, in: tx), lead.remindAt == job.remindAt, lead.deletedAt == nil,
                let workspace = try Workspaces.find(lead.workspaceId, in: tx)
            else { return }
            var reminded = lead
            reminded.remindAt = nil
            try context.complete(in: tx)
            try leads.change(lead, to: reminded, by: .node, telling: .reminded(at: job.remindAt), trace: context.traceID, in: tx)
            guard let owner = try lead.ownerId.flatMap({ try People.find($0, of: workspace.id, in: tx) }) else { return }
            let letter = letters.reminder(
                of: lead.company, nextStep: lead.nextStep, link: "\(pageURL())/leads/\(lead.id)", in: workspace.language)
            try outbox.send(
                letter, to: owner.email, name: owner.name.description, workspace: workspace.id, trace: context.traceID, in: tx)
        }
        return .done
    }
}
