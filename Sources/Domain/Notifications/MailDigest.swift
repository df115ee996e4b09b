package import DataStore
import Identity
package import JobQueue
import Primitives

/// Mails a person what happened in a workspace since the last time, at the hour that they chose; enqueued when there is something.
package struct MailDigest: Job {
    package static let kind = "mail_digest"
    package static let queue: QueueName = "notifications"
    package static let maxAttempts = 5

    let workspaceID: ID<Workspace>
    let personID: ID<Person>
    /// Whether the hour has changed: the one that waits makes room.
    var replaces = false

    private enum CodingKeys: CodingKey { case workspaceID, personID }

    package var uniqueness: Uniqueness? {
        Uniqueness(key: "\(workspaceID) \(personID)", onConflict: replaces ? .replace : .keep)
    }

    static func enqueue(
        to person: ID<Person>, of workspace: ID<Workspace>, preferences: NotificationPreferences, replacing: Bool = false, by jobs: Jobs,
        trace: TraceID, in tx: WriteTransaction
    ) throws {
        let name = try preferences.timeZone ?? Workspaces.find(workspace, in: tx)?.timeZone
        let zone = name.flatMap { ScheduleZone($0.description) } ?? .utc
        try jobs.enqueue(
            MailDigest(workspaceID: workspace, personID: person, replaces: replacing), workspace: workspace.description, trace: trace,
            runAt: preferences.dailyAt.next(after: jobs.clock.now(), in: zone), in: tx)
    }
}

/// Runs ``MailDigest``.
package struct MailDigestHandler: JobHandler {
    let store: Store
    let post: NotificationPost

    package init(store: Store, post: NotificationPost) {
        self.store = store
        self.post = post
    }

    package func run(_ job: MailDigest, context: JobContext) async throws -> JobOutcome {
        try await store.write { [post] tx in
            try context.complete(in: tx)
            try post.sendDigest(to: job.personID, of: job.workspaceID, trace: context.traceID, in: tx)
        }
        return .done
    }
}
