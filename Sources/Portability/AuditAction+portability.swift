package import Identity

extension AuditAction {
    package static let workspaceExported: AuditAction = "workspace.exported"
    package static let workspaceImported: AuditAction = "workspace.imported"
}
