/// One thing that a principal may be allowed to do. Every endpoint and every join names the one it needs.
package enum Permission: String, Sendable, CaseIterable {
    case leadsRead = "leads.read"
    case leadsWrite = "leads.write"
    case realtimeJoin = "realtime.join"
    case tokensManage = "tokens.manage"
    case workspaceManage = "workspace.manage"
}

extension Role {
    /// The one table of who may do what.
    package var permissions: Set<Permission> {
        switch self {
        case .viewer: [.leadsRead, .realtimeJoin]
        case .member: [.leadsRead, .leadsWrite, .realtimeJoin]
        case .admin, .owner: [.leadsRead, .leadsWrite, .realtimeJoin, .tokensManage, .workspaceManage]
        }
    }

    package func allows(_ permission: Permission) -> Bool { permissions.contains(permission) }
}
