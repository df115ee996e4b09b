import DataStore
import Primitives

/// What a session lets its person do, as the database says at this moment.
struct SessionMembership {
    let person: Person
    let role: Role
    private let workspace: Workspace

    init?(of id: ID<Person>, in workspaceID: ID<Workspace>, _ transaction: some SQLReading) throws {
        guard let role = try Members.role(of: id, in: workspaceID, transaction),
            let person = try People.find(id, of: workspaceID, in: transaction),
            let workspace = try Workspaces.find(workspaceID, in: transaction)
        else { return nil }
        self.person = person
        self.role = role
        self.workspace = workspace
    }

    /// Whether one can sign in here: not while the workspace waits to be deleted, unless one can restore it.
    var mayEnter: Bool { !workspace.isClosing || role == .owner }

    /// Someone whose workspace waits to be deleted stays signed in without any permission, to change to another.
    func principal(of session: Session) -> Principal {
        Principal(
            credential: .session(session.id), workspaceID: workspace.id, personID: person.id, role: role,
            permissions: workspace.isClosing ? PermissionTable.whileClosing(role) : role.permissions, displayName: person.name,
            reach: session.reach, workspaceDeletesAt: workspace.deletesAt)
    }
}
