import JobQueue
import Primitives
import Realtime

extension WarRoom {
    /// A made-up one without its dossier, for the description of the API.
    package static var sample: Self {
        Self(
            lead: .sample, analysis: "{}", dossier: nil, contacts: [.sample], notes: [.sample], links: [.sample], jobs: [.sample],
            seen: .sample, newChanges: 1, lastChange: ID(), position: .sample)
    }
}
