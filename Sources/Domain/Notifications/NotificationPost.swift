import DataStore
package import Identity
import Primitives

/// Makes letters of notifications, each with a link by which such letters end.
package struct NotificationPost: Sendable {
    /// Lines of a mail of the day; more are counted.
    private static let digestLimit = 50

    let outbox: Outbox
    let letters: Letters
    let ring: KeyRing
    let pageURL: @Sendable () -> String

    package init(outbox: Outbox, letters: Letters, ring: KeyRing, pageURL: @escaping @Sendable () -> String) {
        self.outbox = outbox
        self.letters = letters
        self.ring = ring
        self.pageURL = pageURL
    }

    func send(
        _ notification: Notification, to person: ID<Person>, of workspace: ID<Workspace>, trace: TraceID, in tx: WriteTransaction
    ) throws {
        guard let reader = try reader(person, of: workspace, in: tx) else { return }
        // They may have chosen otherwise since.
        guard reader.preferences[notification.kind].mail == .atOnce else { return }
        let words = NotificationWords(notification, in: reader.language)
        let letter = letters.notification(
            words.sentence, details: words.details, link: pageURL() + words.path, linkLabel: words.linkLabel,
            unsubscribeLink: link(reader.inbox, notification.kind), in: reader.language)
        try send(letter, to: reader, of: workspace, trace: trace, in: tx)
        try NotificationRows.mailed([notification.id], at: outbox.clock.now(), in: tx)
    }

    func sendDigest(to person: ID<Person>, of workspace: ID<Workspace>, trace: TraceID, in tx: WriteTransaction) throws {
        guard let reader = try reader(person, of: workspace, in: tx) else { return }
        let kinds = NotificationKind.allCases.filter { reader.preferences[$0].mail == .daily }
        let found = try NotificationRows.unmailed(kinds, to: person, of: workspace, limit: Notifications.unreadLimit, in: tx)
        guard !found.isEmpty else { return }
        let lines = found.prefix(Self.digestLimit).map { NotificationWords($0, in: reader.language).sentence }
        let letter = letters.digest(
            lines, count: found.count, of: reader.workspaceName, link: pageURL() + NotificationWords.inboxPath,
            unsubscribeLink: link(reader.inbox, nil), in: reader.language)
        try send(letter, to: reader, of: workspace, trace: trace, in: tx)
        try NotificationRows.mailed(found.map(\.id), at: outbox.clock.now(), in: tx)
    }

    private struct Reader {
        let person: Person
        let inbox: ID<Inbox>
        let preferences: NotificationPreferences
        let language: Language
        let workspaceName: String
    }

    /// `nil` for someone who has left or is locked out, and in a workspace that waits to be deleted.
    private func reader(_ id: ID<Person>, of workspace: ID<Workspace>, in tx: some SQLReading) throws -> Reader? {
        guard let person = try People.find(id, of: workspace, in: tx), !person.isBanned(at: outbox.clock.now()),
            let inbox = try Members.inbox(of: id, in: workspace, tx), let place = try Workspaces.find(workspace, in: tx), !place.isClosing
        else { return nil }
        let preferences = try PreferenceRows.find(id, of: workspace, in: tx)
        return Reader(
            person: person, inbox: inbox, preferences: preferences,
            language: preferences.language ?? person.language ?? place.language, workspaceName: place.name.description)
    }

    private func send(
        _ letter: Letter, to reader: Reader, of workspace: ID<Workspace>, trace: TraceID, in tx: WriteTransaction
    ) throws {
        try outbox.send(
            letter, to: reader.person.email, name: reader.person.name.description, workspace: workspace, trace: trace, in: tx)
    }

    private func link(_ inbox: ID<Inbox>, _ kind: NotificationKind?) -> String {
        "\(pageURL())/unsubscribe/\(UnsubscribeLink(inbox: inbox, kind: kind).text(with: ring))"
    }
}
