/// The one table of who may do what.
package enum PermissionTable {
    private static let viewer: Set<Permission> = [.leadsRead, .filesRead, .realtimeJoin, .chatRead, .membersRead]
    private static let member = viewer.union([
        .leadsWrite, .leadsDrop, .leadsImport, .filesWrite, .chatWrite, .tokensOwn, .payoutsRead, .errorsRead, .errorsManage,
    ])
    private static let admin = member.union([
        .membersManage, .tokensManage, .keysManage, .workspaceManage, .auditRead, .bucketsManage, .jobsRead, .jobsManage,
        .jobsEnqueue, .leadsExport, .leadsErase, .projectsManage, .stagesManage, .formsManage, .channelsManage,
        .ledgerRead, .ledgerPost, .commissionsManage, .payoutsManage, .webhooksManage, .nodeRead, .nodeManage,
    ])
    private static let owner = admin.union([.workspaceDelete])

    /// What a signed-in member may do.
    package static func permissions(of role: Role) -> Set<Permission> {
        switch role {
        case .viewer: viewer
        case .member: member
        case .admin: admin
        case .owner: owner
        }
    }

    /// What the service key of a workspace may do.
    package static let service = Set(Permission.allCases)
    /// What the anon key may do: it only names the workspace.
    package static let anon: Set<Permission> = []
    /// The scope of the token of an external worker.
    package static let worker: Set<Permission> = [.jobsWork]
    /// The scope of the token in a public form.
    package static let form: Set<Permission> = [.leadsDrop]

    /// What someone who may do `permissions` may give to a token: the same, and the work of a worker when they manage tokens.
    package static func grantable(from permissions: Set<Permission>) -> Set<Permission> {
        permissions.contains(.tokensManage) ? permissions.union(worker) : permissions
    }

    /// What is left to an owner while the workspace waits to be deleted: to look, and to restore it.
    package static func whileClosing(_ role: Role) -> Set<Permission> {
        role == .owner ? owner.filter { $0.isReading || $0 == .workspaceDelete } : []
    }

    /// The table for people, a row a permission and a column a principal.
    package static var markdown: String {
        let columns: [(name: String, permissions: Set<Permission>)] =
            Role.allCases.map { ($0.rawValue, permissions(of: $0)) } + [
                ("service key", service), ("anon key", anon), ("worker token", worker), ("form token", form),
            ]
        let head = "| permission | " + columns.map(\.name).joined(separator: " | ") + " |"
        let rule = "|---|" + String(repeating: ":-:|", count: columns.count)
        let rows = Permission.allCases.map { permission in
            "| `\(permission.rawValue)` | " + columns.map { $0.permissions.contains(permission) ? "✓" : " " }.joined(separator: " | ")
                + " |"
        }
        return ([head, rule] + rows).joined(separator: "\n") + "\n"
    }
}

extension Role {
    package var permissions: Set<Permission> { PermissionTable.permissions(of: self) }

    package func allows(_ permission: Permission) -> Bool { permissions.contains(permission) }
}
