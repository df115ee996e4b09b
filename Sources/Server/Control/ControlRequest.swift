package import Identity
package import Primitives

/// What the operator's commands ask of a node, whether it runs or not.
package enum ControlRequest: Codable, Sendable {
    /// A link that makes the first workspace and owner.
    case setupLink
    /// A bearer token for scripts, with the permissions of a role or with scopes. Without a workspace, the only one there is.
    case createToken(name: String, role: Role?, scopes: [Permission], workspace: String?)
    /// Ends a token of whichever workspace.
    case revokeToken(ID<APIToken>)
    /// The keys for stock clients.
    case workspaceKeys(workspace: String?)
    /// A new generation of the node's keys: of one purpose, or of all.
    case rotateKeys(KeyPurpose?)
    /// Everybody who belongs to a workspace.
    case listUsers
    /// A link with which someone signs in without mail.
    case signInLink(EmailAddress)
    /// Makes someone a member, or gives a member another role.
    case addUser(EmailAddress, role: Role, workspace: String?)
    /// Ends every session of someone.
    case signOutUser(EmailAddress)
    /// What it takes to listen to a room; of a node that runs alone.
    case roomAccess(room: String)
    /// What it takes to use the API of a workspace; of a node that runs alone.
    case apiAccess(workspace: String?)
    /// Reads the whole database and every stored file again.
    case verify
    /// How the running node is.
    case health
    /// Of one workspace, or of the whole node.
    case jobs(JobsRequest, workspace: String?)

    /// Of a node that runs.
    case backup(BackupRequest)

    /// Of one workspace, or of all.
    case ledger(LedgerRequest, workspace: String?)

    /// A workspace out of the node, or into it.
    case portability(PortabilityRequest)

    /// How long the answer may take: most are there at once, and a check of everything reads the whole disk.
    var patience: Duration {
        switch self {
        case .verify, .ledger, .backup, .portability: .hours(48)
        default: .seconds(30)
        }
    }
}
