package import Identity

extension AuditAction {
    package static let memberRoleChanged: AuditAction = "member.role_changed"
    package static let memberRemoved: AuditAction = "member.removed"
    package static let memberLeft: AuditAction = "member.left"
}
