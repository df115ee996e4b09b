package import Identity
package import Primitives

/// What an invitation says to whoever holds its link, before they accept.
package struct InvitationPreview: Hashable, Sendable {
    package let workspace: DisplayName
    package let role: Role
    package let email: EmailAddress
    package let invitedBy: DisplayName?
    package let expiresAt: Timestamp
}
