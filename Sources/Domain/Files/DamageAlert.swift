package import Blobs
package import DataStore
package import Identity
package import Primitives

/// The mail that tells owners and admins of damaged files of their workspace, and the line in their inboxes.
package struct DamageAlert: Sendable {
    /// More people than look after one node.
    private static let recipientLimit = 50

    private let outbox: Outbox
    private let letters: Letters
    private let notifications: Notifications

    package init(outbox: Outbox, letters: Letters, notifications: Notifications) {
        self.outbox = outbox
        self.letters = letters
        self.notifications = notifications
    }

    /// In the write that marks the files; answers how many people are told.
    package func send(_ files: [DamagedFile], of id: ID<Workspace>, trace: TraceID, in tx: WriteTransaction) throws -> Int {
        guard let workspace = try Workspaces.find(id, in: tx) else { return 0 }
        let letter = letters.fileDamage(
            missing: files.filter { $0.fault == .missing }.map(Self.name), changed: files.filter { $0.fault != .missing }.map(Self.name),
            count: files.count, in: workspace.name.description, workspace.language)
        let recipients = try Members.list(in: id, tx).filter { $0.role == .owner || $0.role == .admin }.prefix(Self.recipientLimit)
        let subject = NotificationSubject(.file, id, title: files.first.map(Self.name) ?? "")
        var told = 0
        for recipient in recipients {
            // It says more than a letter of a notification, and goes at once: for who did not choose the mail of the day, or none.
            let isMailed = try PreferenceRows.find(recipient.person.id, of: id, in: tx)[.fileDamaged].mail == .atOnce
            try notifications.add(
                .fileDamaged, to: recipient.person.id, of: id, subject: subject, data: ["files": .integer(Int64(files.count))], by: .node,
                isMailed: isMailed, trace: trace, in: tx)
            guard isMailed else { continue }
            try outbox.send(letter, to: recipient.person.email, workspace: id, trace: trace, in: tx)
            told += 1
        }
        return told
    }

    private static func name(_ file: DamagedFile) -> String { file.names.first ?? file.hash.description }
}
