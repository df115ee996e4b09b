package import Identity

extension AuditAction {
    package static let invitationSent: AuditAction = "invitation.sent"
    package static let invitationResent: AuditAction = "invitation.resent"
    package static let invitationRevoked: AuditAction = "invitation.revoked"
    package static let invitationAccepted: AuditAction = "invitation.accepted"
}
