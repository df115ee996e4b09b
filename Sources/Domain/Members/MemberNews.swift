package import DataStore
package import Identity
package import Primitives

/// Tells those who look after a workspace who came to it and who left.
package struct MemberNews: Sendable {
    private let notifications: Notifications

    package init(notifications: Notifications) {
        self.notifications = notifications
    }

    func joined(_ person: Person, _ workspace: ID<Workspace>, trace: TraceID, in tx: WriteTransaction) throws {
        try tell(person, workspace, hasLeft: false, trace, in: tx)
    }

    /// In the write that takes them out, and once they are.
    package func left(_ id: ID<Person>, _ workspace: ID<Workspace>, trace: TraceID, in tx: WriteTransaction) throws {
        guard let person = try People.find(id, in: tx) else { return }
        try tell(person, workspace, hasLeft: true, trace, in: tx)
    }

    private func tell(
        _ person: Person, _ workspace: ID<Workspace>, hasLeft: Bool, _ trace: TraceID, in tx: WriteTransaction
    ) throws {
        try notifications.addToAdmins(
            .member, of: workspace, subject: NotificationSubject(.person, person.id, title: person.name.description),
            data: ["left": .bool(hasLeft)], by: .person(person.id), trace: trace, in: tx)
    }
}
