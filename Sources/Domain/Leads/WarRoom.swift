package import JobQueue
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
    package let position: EventCursor
}
