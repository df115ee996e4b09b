package import DataStore
package import Identity
package import Primitives
import Realtime

/// Brings alerts about the node to its owners and admins: a line in their inboxes, and one letter for all that goes out together.
package struct AlertPost: Sendable {
    /// One alert, in words.
    package struct Item: Sendable {
        let subject: NotificationSubject
        let line: Letters.AlertLine
        let isOver: Bool

        package init<Alert>(_ id: ID<Alert>, summary: String, cause: String, command: String, isOver: Bool) {
            subject = NotificationSubject(.alert, id, title: summary)
            line = Letters.AlertLine(summary: summary, cause: cause, command: command, isOver: isOver)
            self.isOver = isOver
        }
    }

    private let outbox: Outbox
    private let letters: Letters
    private let notifications: Notifications
    private let pageURL: @Sendable () -> String

    package init(outbox: Outbox, letters: Letters, notifications: Notifications, pageURL: @escaping @Sendable () -> String) {
        self.outbox = outbox
        self.letters = letters
        self.notifications = notifications
        self.pageURL = pageURL
    }

    /// - Parameter addresses: who is mailed; without any, owners and admins, as each of them chose.
    package func send(
        _ items: [Item], to addresses: [EmailAddress], of id: ID<Workspace>, trace: TraceID, in tx: WriteTransaction
    ) throws {
        guard let workspace = try Workspaces.find(id, in: tx) else { return }
        let letter = letter(items, in: workspace.language)
        for address in addresses { try outbox.send(letter, to: address, workspace: id, trace: trace, in: tx) }
        for person in try Members.admins(of: id, tx) {
            let wantsMail = try PreferenceRows.find(person, of: id, in: tx)[.alert].mail == .atOnce
            // What is over needs no line: the one that is there says what it was, and the page what it is.
            for item in items where !item.isOver {
                try notifications.add(
                    .alert, to: person, of: id, subject: item.subject, data: ["reason": .string(item.line.cause)], by: .node,
                    isMailed: wantsMail || !addresses.isEmpty, trace: trace, in: tx)
            }
            guard addresses.isEmpty, wantsMail, let address = try People.find(person, of: id, in: tx)?.email else { continue }
            try outbox.send(letter, to: address, workspace: id, trace: trace, in: tx)
        }
    }

    /// A letter to each of those addresses alone.
    package func sendLetter(_ items: [Item], to addresses: [EmailAddress], of id: ID<Workspace>, in tx: WriteTransaction) throws {
        guard let workspace = try Workspaces.find(id, in: tx) else { return }
        let letter = letter(items, in: workspace.language)
        for address in addresses { try outbox.send(letter, to: address, workspace: id, trace: TraceID(), in: tx) }
    }

    private func letter(_ items: [Item], in language: Language) -> Letter {
        letters.alerts(items.map(\.line), link: pageURL() + "/alerts", in: language)
    }
}
