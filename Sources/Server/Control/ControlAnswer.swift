package import Identity
package import Primitives

/// What a node answers to its operator.
package enum ControlAnswer: Codable, Sendable {
    case setupLink(url: String, expiresAt: Timestamp)
    /// The only time that the token's text is seen.
    case token(id: ID<APIToken>, text: String, name: String, workspace: String)
    case done
    case refused(code: FailureCode, message: String)
}
