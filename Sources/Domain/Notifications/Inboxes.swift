package import DataStore
package import Identity
package import JobQueue
package import Primitives
package import Realtime

/// What a person does with their own inbox in a workspace: reads it, empties it, says what it is to hold.
package struct Inboxes: Sendable {
    package static let pageLimit = 200
    /// What nobody touched for so long is forgotten.
    package static let retention = Duration.days(90)

    let store: Store
    let log: EventLog
    let jobs: Jobs
    let clock: WallClock
    private var events: InboxEvents { InboxEvents(log: log, clock: clock) }

    package init(store: Store, log: EventLog, jobs: Jobs, clock: WallClock = .system) {
        self.store = store
        self.log = log
        self.jobs = jobs
        self.clock = clock
    }

    /// One page, what happened last first, and how many are unread in all.
    ///
    /// - Throws: ``Failure`` `forbidden` unless somebody is signed in, `invalidRequest` for a cursor that no such page gave out.
    package func list(for principal: Principal, isUnread: Bool, cursor: String?, limit: Int) async throws -> InboxPage {
        let owner = try Owner(principal)
        let query = "notifications \(owner.workspace) \(owner.person) \(isUnread)"
        let place = try cursor.map { try BoundCursor.place(in: $0, for: query, Self.place) }
        let limit = min(max(limit, 1), Self.pageLimit)
        return try await store.read { tx in
            let found = try NotificationRows.list(
                to: owner.person, of: owner.workspace, isUnread: isUnread, before: place, limit: limit + 1, in: tx)
            let items = Array(found.prefix(limit))
            let next = found.count > limit ? items.last.map { BoundCursor.text(of: Self.text($0), for: query) } : nil
            return InboxPage(
                items: items, next: next, unread: try NotificationRows.unreadCount(to: owner.person, of: owner.workspace, in: tx))
        }
    }

    /// Marks one as read, or as unread again. Doing so twice changes nothing.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func mark(_ id: ID<Notification>, isRead: Bool, by principal: Principal, trace: TraceID) async throws -> Notification {
        let owner = try Owner(principal)
        return try await store.write { [self] tx in
            let notification = try Self.find(id, of: owner, in: tx)
            guard (notification.readAt != nil) != isRead else { return notification }
            if !isRead,
                let newer = try NotificationRows.unread(
                    notification.kind, of: notification.subject.id, to: owner.person, of: owner.workspace, in: tx)
            {
                // It happened again since: that line stands for both.
                return try Self.find(newer, of: owner, in: tx)
            }
            let now = clock.now()
            try NotificationRows.mark(id, readAt: isRead ? now : nil, in: tx)
            try events.marked(owner, ids: [id], readAt: isRead ? now : nil, trace: trace, in: tx)
            return try Self.find(id, of: owner, in: tx)
        }
    }

    /// Marks a notification and all that happened before it as read.
    ///
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` for one that is not in the inbox.
    package func markAll(upTo id: ID<Notification>, by principal: Principal, trace: TraceID) async throws {
        let owner = try Owner(principal)
        try await store.write { [self] tx in
            guard let last = try NotificationRows.find(id, to: owner.person, of: owner.workspace, in: tx) else {
                throw Failure(
                    .invalidRequest, "Nothing was marked.", fields: [FieldFault("/upTo", "There is no such notification of yours.")])
            }
            let now = clock.now()
            let place = NotificationRows.Place(updatedAt: last.updatedAt, id: last.id)
            guard try NotificationRows.markAll(to: owner.person, of: owner.workspace, upTo: place, readAt: now, in: tx) > 0 else { return }
            try events.marked(owner, upTo: id, readAt: now, trace: trace, in: tx)
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `notFound`.
    package func remove(_ id: ID<Notification>, by principal: Principal, trace: TraceID) async throws {
        let owner = try Owner(principal)
        try await store.write { [self] tx in
            _ = try Self.find(id, of: owner, in: tx)
            try NotificationRows.delete(id, in: tx)
            try events.marked(owner, ids: [id], readAt: nil, isDeleted: true, trace: trace, in: tx)
        }
    }

    /// Forgets what is past its retention, in small writes.
    package func prune() async throws {
        let step = 500
        while try await store.write({ [clock] tx in
            try NotificationRows.prune(before: clock.now() - Self.retention, limit: step, in: tx)
        }) == step { try Task.checkCancellation() }
    }

    private static func find(_ id: ID<Notification>, of owner: Owner, in tx: some SQLReading) throws -> Notification {
        guard let found = try NotificationRows.find(id, to: owner.person, of: owner.workspace, in: tx) else {
            throw Failure(.notFound, "There is no such notification of yours.")
        }
        return found
    }

    private static func text(_ notification: Notification) -> String { "\(notification.updatedAt.microseconds) \(notification.id)" }

    private static func place(_ text: String) -> NotificationRows.Place? {
        let words = text.split(separator: " ")
        guard words.count == 2, let moment = Int64(words[0]), let id = ID<Notification>(String(words[1])) else { return nil }
        return NotificationRows.Place(updatedAt: Timestamp(microseconds: moment), id: id)
    }
}

extension Inboxes {
    /// Whose inbox it is.
    struct Owner: Sendable {
        let person: ID<Person>
        let workspace: ID<Workspace>

        /// - Throws: ``Failure`` `forbidden` for tokens and keys: what a person is told is not for their programs.
        init(_ principal: Principal) throws(Failure) {
            guard case .session = principal.credential, let person = principal.personID else {
                throw Failure(.forbidden, "This is for people who are signed in, not for tokens and keys.")
            }
            self.init(person, in: principal.workspaceID)
        }

        init(_ person: ID<Person>, in workspace: ID<Workspace>) {
            self.person = person
            self.workspace = workspace
        }
    }
}
