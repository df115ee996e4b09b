package import JobQueue
package import Primitives
package import Realtime

/// All that is known of one lead, as of ``position`` in its events.
package struct WarRoom: Sendable {
    package let lead: Lead
    /// The JSON of an ``Analysis``, as it was kept.
    package let analysis: String?
    package let dossier: Dossier?
    /// In the order in which they were added.
    package let contacts: [Contact]
    /// The newest first.
    package let notes: [Note]
    /// Leads that may be the same company.
    package let links: [DuplicateLead]
    /// The newest first.
    package let jobs: [JobRecord]
    /// What whoever asks had seen of it; `nil` at the first visit, and for who is no person.
    package let seen: LeadVisit?
    /// How many changes others made since; 100 at most.
    package let newChanges: Int
    /// The last entry of its history; `nil` as long as nothing was changed.
    package let lastChange: ID<LeadChange>?
    package let position: EventCursor
}
