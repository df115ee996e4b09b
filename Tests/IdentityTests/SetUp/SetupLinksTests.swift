import DataStore
import Identity
import Primitives
import Synchronization
import TestSupport
import Testing

@Suite struct SetupLinksTests {
    @Test func `Every fault of the fields is named at once`() throws {
        let failure = #expect(throws: Failure.self) {
            try SetupRequest(token: "x", name: " \u{202E} ", email: "ada", workspace: String(repeating: "a", count: 121), language: "de")
        }
        #expect(failure?.code == .invalidRequest)
        #expect(failure?.fields.map(\.pointer) == ["/name", "/email", "/workspace", "/language"])
    }

    @Test(arguments: [
        "", "short", String(repeating: "A", count: 43), String(repeating: "é", count: 43), String(repeating: "A", count: 10_000),
    ])
    func `An unknown token is refused and makes nothing`(token: String) async throws {
        try await withIdentity { world in
            _ = try await world.setup.issue()
            #expect(
                try await failureCode { _ = try await world.setup.redeem(world.request(token), act: IdentityWorld.visit) }
                    == .setupLinkInvalid)
            #expect(try await world.count("person") == 0)
            #expect(try await world.setup.isNeeded())
        }
    }

    @Test func `A link older than a day is refused`() async throws {
        try await withIdentity { world in
            let link = try await world.setup.issue()
            world.clock.advance(by: .hours(24))
            let code = try await failureCode {
                _ = try await world.setup.redeem(world.request(link.token.revealedText), act: IdentityWorld.visit)
            }
            #expect(code == .setupLinkInvalid)
        }
    }

    @Test func `A new link voids the one before`() async throws {
        try await withIdentity { world in
            let first = try await world.setup.issue()
            let second = try await world.setup.issue()
            let code = try await failureCode {
                _ = try await world.setup.redeem(world.request(first.token.revealedText), act: IdentityWorld.visit)
            }
            #expect(code == .setupLinkInvalid)
            world.clock.advance(by: .hours(23))
            _ = try await world.setup.redeem(world.request(second.token.revealedText), act: IdentityWorld.visit)
        }
    }

    @Test func `No link is issued once there is an owner`() async throws {
        try await withIdentity { world in
            _ = try await world.setUp()
            try await expectFailure(.conflict) { _ = try await world.setup.issue() }
        }
    }

    @Test func `What the caller adds fails with the rest, and the link stays good`() async throws {
        struct NoProject: Error {}
        try await withIdentity { world in
            let link = try await world.setup.issue()
            await #expect(throws: NoProject.self) {
                _ = try await world.setup.redeem(world.request(link.token.revealedText), act: IdentityWorld.visit) { _, _ in
                    throw NoProject()
                }
            }
            #expect(try await world.count("workspace") == 0)
            for table in ["session", "audit_entry", "workspace_key"] { #expect(try await world.count(table) == 0) }
            #expect(try await world.setup.isNeeded())
            _ = try await world.setup.redeem(world.request(link.token.revealedText), act: IdentityWorld.visit)
            #expect(try await world.setup.isNeeded() == false)
        }
    }

    @Test func `Of fifty redemptions at once exactly one succeeds`() async throws {
        try await withIdentity { world in
            let link = try await world.setup.issue()
            let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        try await failureCode {
                            _ = try await world.setup.redeem(
                                world.request(link.token.revealedText, email: "p\(number)@example.fr"), act: IdentityWorld.visit)
                        } == nil
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(wins == 1)
            for table in ["workspace", "person", "member", "session"] { #expect(try await world.count(table) == 1) }
        }
    }

    @Test func `A redeemed link makes workspace, owner and session, and calls the caller in the same write`() async throws {
        try await withIdentity { world in
            let link = try await world.setup.issue()
            let seen = Mutex<[ID<Workspace>]>([])
            let request = try world.request(link.token.revealedText, name: "  Ada\tLovelace ", email: "Ada@Example.fr")
            let outcome = try await world.setup.redeem(request, act: IdentityWorld.visit) { _, workspace in
                seen.withLock { $0.append(workspace.id) }
            }
            #expect(seen.withLock { $0 } == [outcome.workspace.id])
            #expect(outcome.owner.name.description == "Ada Lovelace")
            #expect(outcome.owner.email.description == "Ada@Example.fr")
            #expect(outcome.session.session.userAgent == "Browser/1")
            let principal = try await world.sessions.resolve(outcome.session.accessToken.revealedText)
            #expect(principal == outcome.session.principal)
            #expect(principal?.role == .owner)
            try await world.store.read { transaction throws in
                #expect(try Workspaces.find(outcome.workspace.id, in: transaction) == outcome.workspace)
                #expect(try Workspaces.all(limit: 10, in: transaction) == [outcome.workspace])
                #expect(try Members.firstOwner(of: outcome.workspace.id, in: transaction) == outcome.owner)
            }
            #expect(outcome.workspace.timeZone.description == "Europe/Paris" && outcome.workspace.currency.description == "EUR")
            #expect(try await world.actions(in: outcome.workspace.id) == ["node.set_up", "session.opened"])
            #expect(try await world.count("workspace_key") == 2)
        }
    }
}
