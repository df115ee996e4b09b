import Identity
import Primitives
import Testing

@Suite struct PermissionTests {
    private func principal(_ role: Role) throws -> Principal {
        Principal(
            credential: .session(ID()), workspaceID: ID(), personID: ID(), role: role, displayName: try #require(DisplayName("Ada")))
    }

    @Test func `A viewer who wants to write is told what is missing`() throws {
        let viewer = try principal(.viewer)
        let failure = #expect(throws: Failure.self) { try viewer.require(.leadsWrite) }
        #expect(failure?.code == .forbidden)
        #expect(failure?.message.contains("viewer") == true)
    }

    @Test func `A member manages neither tokens nor the workspace`() throws {
        #expect(try principal(.member).may(.tokensManage) == false)
        #expect(try principal(.member).may(.membersManage) == false)
        #expect(try principal(.admin).may(.workspaceDelete) == false)
        #expect(try principal(.member).may(.workspaceManage) == false)
        try principal(.member).require(.leadsWrite)
    }

    @Test func `A higher role may do all that a lower one may`() {
        let roles = Role.allCases.sorted()
        #expect(roles == [.viewer, .member, .admin, .owner])
        for (lower, higher) in zip(roles, roles.dropFirst()) { #expect(lower.permissions.isSubset(of: higher.permissions)) }
    }

    @Test func `Only the service key may manage users, and no person runs jobs`() {
        for role in Role.allCases { #expect(role.permissions.isDisjoint(with: [.usersManage, .jobsWork])) }
        #expect(PermissionTable.service == Set(Permission.allCases))
        #expect(PermissionTable.anon.isEmpty && PermissionTable.worker == [.jobsWork] && PermissionTable.form == [.leadsDrop])
    }

    @Test func `Who manages tokens may make one for a worker, and nobody one that manages users`() {
        #expect(PermissionTable.grantable(from: Role.admin.permissions) == Role.admin.permissions.union([.jobsWork]))
        for role in [Role.viewer, .member] { #expect(PermissionTable.grantable(from: role.permissions) == role.permissions) }
    }

    @Test func `While the workspace waits to be deleted its owner only looks and restores, and others do nothing`() {
        #expect(
            PermissionTable.whileClosing(.owner) == [
                .leadsRead, .leadsExport, .filesRead, .membersRead, .auditRead, .jobsRead, .realtimeJoin, .chatRead, .ledgerRead,
                .payoutsRead, .errorsRead, .nodeRead,
                .workspaceDelete,
            ])
        for role in [Role.viewer, .member, .admin] { #expect(PermissionTable.whileClosing(role).isEmpty) }
    }

    @Test func `A token is told of its scope, not of a role`() throws {
        let token = Principal(
            credential: .token(ID()), workspaceID: ID(), personID: ID(), role: nil, permissions: PermissionTable.form,
            displayName: try #require(DisplayName("Form")))
        let failure = #expect(throws: Failure.self) { try token.require(.leadsRead) }
        #expect(failure?.code == .forbidden && failure?.message.contains("scope leads.read") == true)
        try token.require(.leadsDrop)
    }

    @Test func `The table for people has a row a permission and says what the code says`() {
        let lines = PermissionTable.markdown.split(separator: "\n")
        #expect(lines.count == Permission.allCases.count + 2)
        #expect(lines.first == "| permission | viewer | member | admin | owner | service key | anon key | worker token | form token |")
        #expect(lines.contains("| `leads.drop` |   | ✓ | ✓ | ✓ | ✓ |   |   | ✓ |"))
        #expect(lines.contains("| `users.manage` |   |   |   |   | ✓ |   |   |   |"))
    }
}
