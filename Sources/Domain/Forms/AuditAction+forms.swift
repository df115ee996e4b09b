import Identity

extension AuditAction {
    static let formCreated: AuditAction = "form.created"
    static let formChanged: AuditAction = "form.changed"
    static let formDeleted: AuditAction = "form.deleted"
}
