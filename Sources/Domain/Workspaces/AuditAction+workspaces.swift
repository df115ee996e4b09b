package import Identity

extension AuditAction {
    package static let workspaceCreated: AuditAction = "workspace.created"
    package static let workspaceChanged: AuditAction = "workspace.changed"
    package static let workspaceHandedOver: AuditAction = "workspace.handed_over"
    package static let workspaceDeletionAsked: AuditAction = "workspace.deletion_asked"
    package static let workspaceRestored: AuditAction = "workspace.restored"
    /// The grace was over, and its rows are gone.
    package static let workspaceRemoved: AuditAction = "workspace.removed"
}
