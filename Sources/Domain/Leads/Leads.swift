package import Blobs
package import DataStore
import FoundationEssentials
package import Identity
package import JobQueue
package import Primitives
package import Realtime

/// What can be done with leads; each change is one write.
package struct Leads: Sendable {
    /// Notes that a war room holds; all are in a list of their own.
    private static let shownNotes = 100

    let store: Store
    let jobs: Jobs
    let blobs: BlobStore
    let events: LeadEvents
    let log: EventLog
    let changes: RowChanges
    package let notifications: Notifications
    let clock: WallClock

    package init(
        store: Store, jobs: Jobs, blobs: BlobStore, events: LeadEvents, log: EventLog, changes: RowChanges,
        notifications: Notifications? = nil, clock: WallClock = .system
    ) {
        self.store = store
        self.jobs = jobs
        self.blobs = blobs
        self.events = events
        self.log = log
        self.changes = changes
        self.notifications = notifications ?? Notifications(log: log, jobs: jobs)
        self.clock = clock
    }

    /// What is paid for leads that are won.
    package var payouts: Payouts { Payouts(ledger: Ledger(store: store, log: log, clock: clock), notifications: notifications) }

    /// Analyses a lead again, or retries a failed one.
    ///
    /// - Throws: ``Failure`` `notFound`, `forbidden`, or `conflict` while an analysis is under way.
    package func analyzeAgain(_ id: ID<Lead>, by principal: Principal, trace: TraceID) async throws -> Lead {
        try principal.require(.leadsWrite)
        return try await store.write { [self] tx in
            var lead = try find(id, for: principal, in: tx)
            try Self.requireOutsideTrash(lead)
            guard !lead.status.isUnderway else {
                throw Failure(.conflict, "This lead is being analysed already. Wait until it is ready or has failed.")
            }
            lead.status = .new
            lead.failure = nil
            let stored = try change(lead, by: ChangeActor(principal), trace: trace, in: tx)
            try enqueueAnalysis(of: stored, trace: trace, in: tx)
            return stored
        }
    }

    /// Everything that a lead's war room shows, of one moment.
    package func warRoom(_ id: ID<Lead>, for principal: Principal) async throws -> WarRoom {
        try principal.require(.leadsRead)
        return try await store.read { [self] tx in
            let lead = try find(id, for: principal, in: tx)
            let person = principal.personID
            let seen = try person.flatMap { try LeadVisitRows.find(id, of: $0, in: tx) }
            return WarRoom(
                lead: lead, analysis: try AnalysisRows.latestText(of: id, in: tx),
                dossier: try DossierRows.latest(of: id, blobs: blobs, in: tx),
                contacts: try ContactRows.list(of: id, in: tx), notes: try NoteRows.list(of: id, limit: Self.shownNotes, in: tx),
                links: try Duplicates.links(of: lead, in: tx), jobs: try jobs.about(subject: id.description, in: tx),
                seen: seen,
                newChanges: try seen.flatMap { visit in try person.map { try LeadVisitRows.changes(since: visit, for: $0, in: tx) } } ?? 0,
                lastChange: try LeadChangeRows.latest(of: id, in: tx), position: try log.cursor(in: tx))
        }
    }

    func find(_ id: ID<Lead>, for principal: Principal, in tx: some SQLReading) throws -> Lead {
        if let lead = try LeadRows.find(id, of: principal.workspaceID, in: tx) { return lead }
        if let other = try MergedLeadRows.into(id, of: principal.workspaceID, in: tx) {
            throw Failure(
                .leadMerged, "This lead was merged into another; `into` says which.", members: ["into": .string(other.description)])
        }
        throw Failure(.notFound, "There is no such lead in this workspace.")
    }

    func enqueueAnalysis(of lead: Lead, trace: TraceID, in tx: WriteTransaction) throws {
        try jobs.enqueue(
            AnalyzeLead(leadID: lead.id, domain: lead.domain), workspace: lead.workspaceId.description, subject: lead.id.description,
            trace: trace, in: tx)
    }
}
