extension AuditAction {
    package static let keyRotated: AuditAction = "key.rotated"
}
