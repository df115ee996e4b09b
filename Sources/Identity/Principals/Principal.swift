package import Primitives

/// Who acts: a person by a session, or a program by a token or key, always within one workspace.
package struct Principal: Hashable, Sendable {
    /// By what the principal was recognised.
    package enum Credential: Hashable, Sendable {
        case session(ID<Session>)
        case token(ID<APIToken>)
        case anonKey
        case serviceKey
    }

    package let credential: Credential
    package let workspaceID: ID<Workspace>
    /// The person, or the one who made the token; `nil` for a workspace's keys.
    package let personID: ID<Person>?
    /// The role of a signed-in member; `nil` for tokens and keys, which have scopes instead.
    package let role: Role?
    package let permissions: Set<Permission>
    /// The person's, token's or key's name, as others see it.
    package let displayName: DisplayName
    /// How far the sign-in goes; tokens and keys never leave their workspace.
    package let reach: SessionReach
    /// When the workspace is to be deleted; until then only its owners see it.
    package let workspaceDeletesAt: Timestamp?

    package init(
        credential: Credential, workspaceID: ID<Workspace>, personID: ID<Person>?, role: Role?, permissions: Set<Permission>,
        displayName: DisplayName, reach: SessionReach = .workspace, workspaceDeletesAt: Timestamp? = nil
    ) {
        self.credential = credential
        self.workspaceID = workspaceID
        self.personID = personID
        self.role = role
        self.permissions = permissions
        self.displayName = displayName
        self.reach = reach
        self.workspaceDeletesAt = workspaceDeletesAt
    }

    /// A member, with all that the role allows.
    package init(
        credential: Credential, workspaceID: ID<Workspace>, personID: ID<Person>, role: Role, displayName: DisplayName,
        reach: SessionReach = .workspace
    ) {
        self.init(
            credential: credential, workspaceID: workspaceID, personID: personID, role: role, permissions: role.permissions,
            displayName: displayName, reach: reach)
    }

    package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }

    /// - Throws: ``Failure`` `forbidden` unless the principal may.
    package func require(_ permission: Permission) throws(Failure) {
        if !may(permission) { throw Failure(.forbidden, refusal(of: permission)) }
    }

    /// The person, for what is theirs and no workspace's: name, address, sign-ins, and which workspaces they belong to.
    ///
    /// - Throws: ``Failure`` `forbidden` unless they signed in at this node's own page.
    package func requirePerson() throws(Failure) -> ID<Person> {
        guard case .session = credential, reach == .node, let personID else { throw Self.confined }
        return personID
    }

    static let confined = Failure(.forbidden, "This sign-in is good for one workspace alone. Sign in at the page of the node for this.")

    private func refusal(of permission: Permission) -> String {
        if let workspaceDeletesAt {
            return "This workspace is deleted on \(workspaceDeletesAt) unless an owner restores it. Until then nothing in it changes."
        }
        return switch credential {
        case .session:
            "The role \(role?.rawValue ?? "guest") does not allow this (\(permission.rawValue)). Ask an owner of the workspace."
        case .token: "The token does not have the scope \(permission.rawValue). Make one that has."
        case .anonKey, .serviceKey: "This key does not allow this (\(permission.rawValue)). Sign in, or use the service key."
        }
    }
}
