package import Blobs
package import DataStore
package import Identity
package import Primitives

/// The mail that tells owners and admins of damaged files of their workspace.
package struct DamageAlert: Sendable {
    /// More people than look after one node.
    private static let recipientLimit = 50

    private let outbox: Outbox
    private let letters: Letters

    package init(outbox: Outbox, letters: Letters) {
        self.outbox = outbox
        self.letters = letters
    }

    /// In the write that marks the files; answers how many people are told.
    package func send(_ files: [DamagedFile], of id: ID<Workspace>, trace: TraceID, in tx: WriteTransaction) throws -> Int {
        guard let workspace = try Workspaces.find(id, in: tx) else { return 0 }
        let letter = letters.fileDamage(
            missing: files.filter { $0.fault == .missing }.map(Self.name), changed: files.filter { $0.fault != .missing }.map(Self.name),
            count: files.count, in: workspace.name.description, workspace.language)
        let recipients = try Members.list(in: id, tx).filter { $0.role == .owner || $0.role == .admin }.prefix(Self.recipientLimit)
        for recipient in recipients {
            try outbox.send(letter, to: recipient.person.email, workspace: id, trace: trace, in: tx)
        }
        return recipients.count
    }

    private static func name(_ file: DamagedFile) -> String { file.names.first ?? file.hash.description }
}
