package import Identity
package import Primitives

/// What the operator's commands ask of a node, whether it runs or not.
package enum ControlRequest: Codable, Sendable {
    /// A link that makes the first workspace and owner.
    case setupLink
    /// A bearer token for scripts. Without a workspace, the only one there is.
    case createToken(name: String, role: Role, workspace: String?)
    /// Ends a token of whichever workspace.
    case revokeToken(ID<APIToken>)
}
