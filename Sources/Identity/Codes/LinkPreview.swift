package import Primitives

/// What a link would do, for the page that asks before it is done: mail scanners open links, they press no buttons.
package struct LinkPreview: Sendable {
    package let slot: CodeSlot
    package let email: EmailAddress
    package let workspaceID: ID<Workspace>?
    package let door: CodeDoor
    package let redirect: String?
    /// Whether an authorization code is wanted in place of a session.
    package let hasChallenge: Bool
    package let expiresAt: Timestamp
}
