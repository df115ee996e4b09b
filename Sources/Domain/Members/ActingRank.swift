import DataStore
import Identity
import Primitives

/// How high whoever acts stands in their workspace, as the database says inside the write: what memory knows may be a moment old.
struct ActingRank: Sendable {
    /// What a program can be at most, whoever made its token or key: owners are made by owners in person.
    private static let highestOfPrograms = Role.admin

    let role: Role

    /// - Throws: ``Failure`` `forbidden` unless the principal may at this moment, `conflict` while the workspace waits to be deleted.
    init(of principal: Principal, using permission: Permission, in tx: some SQLReading) throws {
        try principal.require(permission)
        guard let workspace = try Workspaces.find(principal.workspaceID, in: tx) else { throw Self.outside }
        guard !workspace.isClosing else { throw Failure(.conflict, "This workspace is being deleted. Restore it first.") }
        let own = try principal.personID.flatMap { try Members.role(of: $0, in: principal.workspaceID, tx) }
        switch principal.credential {
        case .session:
            guard let own else { throw Self.outside }
            role = own
        case .token:
            guard let own else { throw Self.outside }
            role = min(own, Self.highestOfPrograms)
        case .serviceKey: role = Self.highestOfPrograms
        case .anonKey: throw Self.outside
        }
        guard role.allows(permission) else {
            throw Failure(.forbidden, "Your role has just become \(role.rawValue), which does not allow this.")
        }
    }

    /// - Throws: ``Failure`` `forbidden` for someone of a higher role.
    func requireMayActOn(_ other: Role) throws(Failure) {
        guard other <= role else { throw Failure(.forbidden, "The \(other.rawValue) stands above you. Ask an owner of the workspace.") }
    }

    /// - Throws: ``Failure`` `forbidden` for a role above one's own.
    func requireMayGive(_ given: Role) throws(Failure) {
        guard given <= role else {
            throw Failure(
                .forbidden, given == .owner ? "Only an owner makes owners." : "You can give at most your own role.",
                fields: [FieldFault("/role", "at most \(role.rawValue)")])
        }
    }

    private static let outside = Failure(.forbidden, "You do not belong to this workspace.")
}
