package import DataStore
package import Identity
package import JobQueue
package import Primitives
package import Realtime

/// Puts lines into people's inboxes, in the write of what they are told of.
package struct Notifications: Sendable {
    /// Of one person in one workspace that are kept unread; the oldest makes room. Nobody reads a longer list.
    static let unreadLimit = 1_000

    let log: EventLog
    let jobs: Jobs
    /// How long a mail waits for whether the person reads the notification on the page.
    let mailDelay: Duration

    package init(log: EventLog, jobs: Jobs, mailDelay: Duration = .seconds(60)) {
        self.log = log
        self.jobs = jobs
        self.mailDelay = mailDelay
    }

    /// Tells `person` of something, as they chose. Whoever did it themselves is not told, nor is somebody who does not belong to the
    /// workspace.
    ///
    /// What happens again to the same subject before it was read counts up instead of adding a line.
    ///
    /// - Parameters:
    ///   - data: the kind's own, small; what a page or a letter says beside the title.
    ///   - isMailed: whether the caller writes to the person itself; then no letter is made of the notification.
    package func add(
        _ kind: NotificationKind, to person: ID<Person>, of workspace: ID<Workspace>, subject: NotificationSubject,
        data: JSONValue = [:], by actor: ChangeActor, isMailed: Bool = false, trace: TraceID, in tx: WriteTransaction
    ) throws {
        guard actor.personID != person, let inbox = try Members.inbox(of: person, in: workspace, tx) else { return }
        let preferences = try PreferenceRows.find(person, of: workspace, in: tx)
        let choice = preferences[kind]
        let mail = isMailed ? .never : choice.mail
        guard choice.page || mail != .never else { return }
        let now = jobs.clock.now()
        let id: ID<Notification>
        if let known = try NotificationRows.unread(kind, of: subject.id, to: person, of: workspace, in: tx) {
            id = known
            try NotificationRows.repeat(id, subject: subject, by: actor, data: data, at: now, in: tx)
        } else {
            if try NotificationRows.unreadCount(to: person, of: workspace, in: tx) >= Self.unreadLimit {
                try NotificationRows.removeOldestUnread(to: person, of: workspace, in: tx)
            }
            id = ID(at: now)
            try NotificationRows.insert(
                id, kind, to: person, of: workspace, subject: subject, by: actor, data: data, isShown: choice.page,
                isMailed: isMailed, at: now, in: tx)
            try post(id, mail, to: person, of: workspace, preferences, trace, in: tx)
        }
        guard choice.page, let notification = try NotificationRows.find(id, to: person, of: workspace, in: tx) else { return }
        try tell(notification, inbox, to: person, of: workspace, by: actor, trace, in: tx)
    }

    /// Tells everyone who looks after the workspace.
    package func addToAdmins(
        _ kind: NotificationKind, of workspace: ID<Workspace>, subject: NotificationSubject, data: JSONValue = [:],
        by actor: ChangeActor, isMailed: Bool = false, trace: TraceID, in tx: WriteTransaction
    ) throws {
        for person in try Members.admins(of: workspace, tx) {
            try add(kind, to: person, of: workspace, subject: subject, data: data, by: actor, isMailed: isMailed, trace: trace, in: tx)
        }
    }

    private func post(
        _ id: ID<Notification>, _ mail: MailChoice, to person: ID<Person>, of workspace: ID<Workspace>,
        _ preferences: NotificationPreferences, _ trace: TraceID, in tx: WriteTransaction
    ) throws {
        switch mail {
        case .never: break
        case .daily:
            try MailDigest.enqueue(to: person, of: workspace, preferences: preferences, by: jobs, trace: trace, in: tx)
        case .atOnce:
            try jobs.enqueue(
                MailNotification(notificationID: id), workspace: workspace.description, trace: trace,
                runAt: jobs.clock.now() + mailDelay, in: tx)
        }
    }

    /// `notification.new`.
    private func tell(
        _ notification: Notification, _ inbox: ID<Inbox>, to person: ID<Person>, of workspace: ID<Workspace>, by actor: ChangeActor,
        _ trace: TraceID, in tx: WriteTransaction
    ) throws {
        let unread = try NotificationRows.unreadCount(to: person, of: workspace, in: tx)
        var payload = JSONWriter()
        payload.object { json in
            json.member("notification", notification)
            json.member("unread", unread)
        }
        try log.append(
            EventEnvelope(
                .notificationNew, traceID: trace, actorID: actor.personID.map { ID<Subject>($0) }, workspaceID: workspace,
                entityID: notification.id, entityVersion: notification.version, payload: JSONText(payload),
                emittedAt: notification.updatedAt),
            rooms: [.inbox(inbox)], in: tx)
    }
}
