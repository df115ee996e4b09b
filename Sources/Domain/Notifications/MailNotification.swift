package import DataStore
import Identity
package import JobQueue
import Primitives

/// Mails one notification, unless it was read meanwhile.
package struct MailNotification: Job {
    package static let kind = "mail_notification"
    package static let queue: QueueName = "notifications"
    package static let maxAttempts = 5

    let notificationID: ID<Notification>

    package var uniqueness: Uniqueness? { Uniqueness(key: notificationID.description, onConflict: .keep) }
}

/// Runs ``MailNotification``.
package struct MailNotificationHandler: JobHandler {
    let store: Store
    let post: NotificationPost

    package init(store: Store, post: NotificationPost) {
        self.store = store
        self.post = post
    }

    package func run(_ job: MailNotification, context: JobContext) async throws -> JobOutcome {
        try await store.write { [post] tx in
            try context.complete(in: tx)
            guard let (notification, person, workspace) = try NotificationRows.unmailed(job.notificationID, in: tx) else { return }
            try post.send(notification, to: person, of: workspace, trace: context.traceID, in: tx)
        }
        return .done
    }
}
