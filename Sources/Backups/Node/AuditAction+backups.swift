import Identity

extension AuditAction {
    static let backupRequested: AuditAction = "backup.requested"
    static let drillRequested: AuditAction = "drill.requested"
}
