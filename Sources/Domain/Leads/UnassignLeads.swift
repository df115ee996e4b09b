import DataStore
package import Identity
package import JobQueue
package import Primitives

/// Takes the leads of someone who left a workspace from them, some at a time.
package struct UnassignLeads: Job {
    package static let kind = "unassign_leads"
    package static let queue: QueueName = "reminders"
    package static let maxAttempts = 5

    let workspaceID: ID<Workspace>
    let personID: ID<Person>

    package init(workspaceID: ID<Workspace>, personID: ID<Person>) {
        self.workspaceID = workspaceID
        self.personID = personID
    }
}

/// Runs ``UnassignLeads``.
package struct UnassignLeadsHandler: JobHandler {
    /// Leads of one write.
    private static let step = 100

    let leads: Leads

    package init(leads: Leads) {
        self.leads = leads
    }

    package func run(_ job: UnassignLeads, context: JobContext) async throws -> JobOutcome {
        while true {
            let count = try await leads.store.write { [leads] tx -> Int in
                // They may have come back.
                guard try Members.role(of: job.personID, in: job.workspaceID, tx) == nil else { return 0 }
                let owned = try LeadRows.owned(by: job.personID, in: job.workspaceID, limit: Self.step, tx)
                for lead in owned {
                    var free = lead
                    free.ownerId = nil
                    try leads.change(lead, to: free, by: .node, trace: context.traceID, in: tx)
                }
                return owned.count
            }
            guard count == Self.step else { return .done }
            try Task.checkCancellation()
        }
    }
}
