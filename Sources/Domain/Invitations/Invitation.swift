package import Identity
package import Primitives

/// The wish to have someone in a workspace, mailed to an address.
package struct Invitation: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable, JSONWritable {
        case pending, accepted, revoked, expired
    }

    package let id: ID<Invitation>
    package let workspaceID: ID<Workspace>
    package let email: EmailAddress
    package let role: Role
    /// Who sent it last; `nil` for a key.
    package let inviterID: ID<Person>?
    package let inviterName: DisplayName?
    package let createdAt: Timestamp
    package let sentAt: Timestamp
    package let expiresAt: Timestamp
    package let acceptedAt: Timestamp?
    package let revokedAt: Timestamp?

    package func state(at moment: Timestamp) -> State {
        if acceptedAt != nil { return .accepted }
        if revokedAt != nil { return .revoked }
        return moment < expiresAt ? .pending : .expired
    }
}
