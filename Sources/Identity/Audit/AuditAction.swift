import DataStore

/// What was done, as a stable code: the noun, a full stop, and a verb in the past tense.
package struct AuditAction: Hashable, Sendable, RawRepresentable, ExpressibleByStringLiteral, SQLConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(stringLiteral value: String) {
        rawValue = value
    }

    package static let nodeSetUp: AuditAction = "node.set_up"
    package static let sessionOpened: AuditAction = "session.opened"
    package static let sessionEnded: AuditAction = "session.ended"
    package static let sessionMoved: AuditAction = "session.moved"
    /// A refresh token was used once too often: its copy is in other hands.
    package static let sessionRevoked: AuditAction = "session.revoked"
    package static let tokenCreated: AuditAction = "token.created"
    package static let tokenRevoked: AuditAction = "token.revoked"
    package static let workspaceKeyRotated: AuditAction = "workspace_key.rotated"
    package static let userCreated: AuditAction = "user.created"
    package static let userChanged: AuditAction = "user.changed"
    package static let userBanned: AuditAction = "user.banned"
    package static let userDeleted: AuditAction = "user.deleted"
}
