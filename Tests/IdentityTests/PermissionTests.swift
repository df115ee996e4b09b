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
        #expect(try principal(.member).may(.workspaceManage) == false)
        try principal(.member).require(.leadsWrite)
    }

    @Test func `A higher role may do all that a lower one may`() {
        let roles = Role.allCases.sorted()
        #expect(roles == [.viewer, .member, .admin, .owner])
        for (lower, higher) in zip(roles, roles.dropFirst()) { #expect(lower.permissions.isSubset(of: higher.permissions)) }
        #expect(Role.owner.permissions == Set(Permission.allCases))
    }
}
