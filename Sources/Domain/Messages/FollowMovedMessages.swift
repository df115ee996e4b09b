import DataStore
package import JobQueue
import Primitives

/// Lets the search know in which channel messages are that moved with their lead, a few in each write.
///
/// Until then they are found, but not in a search of that channel alone.
package struct FollowMovedMessages: Job {
    package static let kind = "follow_moved_messages"
    package static let queue: QueueName = "reminders"
    package static let maxAttempts = 5
    /// Far more than a million messages take.
    package static let timeout = Duration.hours(1)

    package init() {}
}

/// Runs ``FollowMovedMessages``.
package struct FollowMovedMessagesHandler: JobHandler {
    let store: Store

    package init(leads: Leads) {
        store = leads.store
    }

    package func run(_ job: FollowMovedMessages, context: JobContext) async throws -> JobOutcome {
        while try await store.write({ try MessageIndex.followMoved(in: $0) }) { try Task.checkCancellation() }
        return .done
    }
}
