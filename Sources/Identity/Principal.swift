package import Primitives

/// Who acts: a person by a session, or a program by a token, always within one workspace.
package struct Principal: Hashable, Sendable {
    /// By what the principal was recognised.
    package enum Credential: Hashable, Sendable {
        case session(ID<Session>)
        case token(ID<APIToken>)
    }

    package let credential: Credential
    package let workspaceID: ID<Workspace>
    /// The person, or the one who made the token.
    package let personID: ID<Person>
    package let role: Role
    /// The person's or the token's name, as others see it.
    package let displayName: DisplayName

    package init(credential: Credential, workspaceID: ID<Workspace>, personID: ID<Person>, role: Role, displayName: DisplayName) {
        self.credential = credential
        self.workspaceID = workspaceID
        self.personID = personID
        self.role = role
        self.displayName = displayName
    }

    package func may(_ permission: Permission) -> Bool { role.allows(permission) }

    /// - Throws: ``Failure`` `forbidden` unless the principal's role allows `permission`.
    package func require(_ permission: Permission) throws(Failure) {
        guard may(permission) else {
            throw Failure(
                .forbidden, "The role \(role.rawValue) does not allow this (\(permission.rawValue)). Ask an owner of the workspace.")
        }
    }
}
