import DataStore
import Identity
import Primitives
import Synchronization
import TestSupport
import Testing

@Suite struct APITokensTests {
    private func make(
        _ world: IdentityWorld, _ outcome: SetupOutcome, scopes: Set<Permission> = [.leadsRead, .leadsWrite], expiresAt: Timestamp? = nil
    ) async throws -> NewAPIToken {
        try await world.tokens.create(
            name: "CI", scopes: scopes, expiresAt: expiresAt, act: IdentityWorld.visit.by(outcome.session.principal))
    }

    private func act(
        _ role: Role, _ world: IdentityWorld, in workspace: ID<Workspace>, email: String = "bob@example.fr"
    ) async throws -> Act {
        let person = try await world.addMember(role, to: workspace, email: email)
        return IdentityWorld.visit.by(try await world.open(person, in: workspace).principal)
    }

    @Test func `A malformed or mistyped token is refused without a look into the database`() async throws {
        try await withIdentity { world in
            let text = try await make(world, world.setUp()).text.revealedText
            try await world.store.write { _ = try $0.execute("ALTER TABLE api_token RENAME TO out_of_reach") }
            var mistyped = text
            mistyped.replaceSubrange(mistyped.index(text.startIndex, offsetBy: 9)...mistyped.index(text.startIndex, offsetBy: 9), with: "~")
            let swapped = "upn_" + String(text.dropFirst(4).reversed())
            for wrong in ["", "upn_", "upn_abc", String(text.dropLast()), text + "A", mistyped, swapped, text.uppercased()] {
                #expect(try await world.tokens.resolve(wrong) == nil)
            }
        }
    }

    @Test func `Every fault of the fields is named at once`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let failure = await #expect(throws: Failure.self) {
                _ = try await world.tokens.create(
                    name: " ", scopes: [], expiresAt: world.clock.now, act: IdentityWorld.visit.by(outcome.session.principal))
            }
            #expect(failure?.code == .invalidRequest)
            #expect(failure?.fields.map(\.pointer) == ["/name", "/scopes", "/expiresAt"])
        }
    }

    @Test func `Nobody makes a token that can do more than they can`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let member = try await act(.member, world, in: outcome.workspace.id)
            for scopes: Set<Permission> in [[.membersManage], [.leadsRead, .jobsWork], [.workspaceDelete], [.usersManage]] {
                let code = try await failureCode { _ = try await world.tokens.create(name: "CI", scopes: scopes, act: member) }
                #expect(code == .forbidden)
            }
            _ = try await world.tokens.create(name: "CI", scopes: [.leadsDrop], act: member)
            try await expectFailure(.forbidden) { _ = try await make(world, outcome, scopes: [.usersManage]) }
            _ = try await make(world, outcome, scopes: [.jobsWork])
            let viewer = try await act(.viewer, world, in: outcome.workspace.id, email: "vera@example.fr")
            try await expectFailure(.forbidden) { _ = try await world.tokens.create(name: "CI", scopes: [.leadsRead], act: viewer) }
        }
    }

    @Test func `A token makes no token that can do more than itself, and a key makes none`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let made = try await make(world, outcome, scopes: [.tokensManage, .leadsRead])
            let token = IdentityWorld.visit.by(try #require(try await world.tokens.resolve(made.text.revealedText)))
            let code = try await failureCode { _ = try await world.tokens.create(name: "x", scopes: [.leadsWrite], act: token) }
            #expect(code == .forbidden)
            _ = try await world.tokens.create(name: "x", scopes: [.leadsRead], act: token)
            let service = try await world.serviceAct(in: outcome.workspace.id)
            try await expectFailure(.forbidden) { _ = try await world.tokens.create(name: "x", scopes: [.leadsRead], act: service) }
        }
    }

    @Test func `A member sees and revokes their own tokens only, an admin all`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let owners = try await make(world, outcome)
            let member = try await act(.member, world, in: outcome.workspace.id)
            let own = try await world.tokens.create(name: "Mine", scopes: [.leadsRead], act: member)
            let principal = try #require(member.principal)
            #expect(try await world.tokens.list(for: principal).items == [own.token])
            try await expectFailure(.notFound) { try await world.tokens.revoke(owners.token.id, act: member) }
            try await world.tokens.revoke(own.token.id, act: member)
            let admin = try await act(.admin, world, in: outcome.workspace.id, email: "cora@example.fr")
            #expect(try await world.tokens.list(for: try #require(admin.principal)).items == [owners.token])
            try await world.tokens.revoke(owners.token.id, act: admin)
            #expect(try await world.tokens.resolve(owners.text.revealedText) == nil)
        }
    }

    @Test func `Another workspace neither sees, makes nor revokes a token`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (other, stranger) = try await world.addWorkspace(email: "eve@example.com")
            let eve = IdentityWorld.visit.by(try await world.open(stranger, in: other).principal)
            let made = try await make(world, outcome)
            #expect(try await world.tokens.list(for: try #require(eve.principal)).items.isEmpty)
            try await expectFailure(.notFound) { try await world.tokens.revoke(made.token.id, act: eve) }
            try await expectFailure(.notFound) { try await world.tokens.revoke(made.token.id, in: other, act: .byOperator()) }
            let code = try await failureCode {
                _ = try await world.tokens.create(
                    name: "CI", scopes: [.leadsRead], for: stranger, in: outcome.workspace.id, act: .byOperator())
            }
            #expect(code == .forbidden)
            #expect(try await world.tokens.resolve(made.text.revealedText)?.workspaceID == outcome.workspace.id)
        }
    }

    @Test func `An expired token is refused, also one held in memory`() async throws {
        try await withIdentity { world in
            let made = try await make(world, world.setUp(), expiresAt: world.clock.now + .days(1))
            #expect(try await world.tokens.resolve(made.text.revealedText) != nil)
            world.clock.advance(by: .days(1))
            #expect(try await world.tokens.resolve(made.text.revealedText) == nil)
            #expect(try await world.tokens.list(in: made.token.workspaceID).map(\.expiresAt) == [world.clock.now])
        }
    }

    @Test func `A revoked token is refused at once, and revoking it again is no fault`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let made = try await make(world, outcome)
            #expect(try await world.tokens.resolve(made.text.revealedText) != nil)
            for _ in 0..<2 { try await world.tokens.revoke(made.token.id, in: outcome.workspace.id, act: .byOperator()) }
            #expect(try await world.tokens.resolve(made.text.revealedText) == nil)
            #expect(try await world.tokens.list(in: outcome.workspace.id).isEmpty)
            #expect(try await world.actions(in: outcome.workspace.id).suffix(2) == ["token.created", "token.revoked"])
        }
    }

    @Test func `A token that is revoked while it is being looked up does not stay in memory`() async throws {
        let pending = Mutex<(@Sendable () async throws -> Void)?>(nil)
        let hooks = CredentialHooks(lookedUp: {
            do { try await pending.withLock { $0 }?() } catch { Issue.record(error) }
        })
        try await withIdentity(hooks: hooks) { world in
            let outcome = try await world.setUp()
            let made = try await make(world, outcome)
            pending.withLock { $0 = { try await world.tokens.revoke(made.token.id, in: outcome.workspace.id, act: .byOperator()) } }
            _ = try await world.tokens.resolve(made.text.revealedText)
            pending.withLock { $0 = nil }
            #expect(try await world.tokens.resolve(made.text.revealedText) == nil)
        }
    }

    @Test func `A revocation wins against a crowd of parallel uses`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let made = try await make(world, outcome)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<32 {
                    group.addTask { for _ in 0..<50 { _ = try await world.tokens.resolve(made.text.revealedText) } }
                }
                group.addTask { try await world.tokens.revoke(made.token.id, in: outcome.workspace.id, act: .byOperator()) }
                try await group.waitForAll()
            }
            #expect(try await world.tokens.resolve(made.text.revealedText) == nil)
        }
    }

    @Test func `A token loses what its maker loses`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let admin = try await act(.admin, world, in: workspace)
            let person = try #require(admin.principal?.personID)
            let text = try await world.tokens.create(name: "CI", scopes: [.leadsRead, .auditRead, .jobsWork], act: admin).text.revealedText
            #expect(try await world.tokens.resolve(text)?.permissions == [.leadsRead, .auditRead, .jobsWork])
            let cache = world.cache
            try await world.store.write { transaction in
                try Members.changeRole(of: person, in: workspace, to: .viewer, at: .now(), transaction)
                transaction.afterCommit { cache.forget(person) }
            }
            #expect(try await world.tokens.resolve(text)?.permissions == [.leadsRead])
            try await world.store.write { transaction in
                try Members.remove(person, from: workspace, at: .now(), transaction)
                transaction.afterCommit { cache.forget(person) }
            }
            #expect(try await world.tokens.resolve(text) == nil)
            #expect(try await world.count("api_token") == 0)
        }
    }

    @Test func `A known token costs no database read`() async throws {
        try await withIdentity { world in
            let text = try await make(world, world.setUp()).text.revealedText
            let first = try await world.tokens.resolve(text)
            try await world.store.write { _ = try $0.execute("ALTER TABLE api_token RENAME TO out_of_reach") }
            #expect(try await world.tokens.resolve(text) == first)
            #expect(first?.role == nil && first?.displayName.description == "CI")
        }
    }

    @Test func `A last use is written once a minute, and kept while the database can't be written`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let workspace = outcome.workspace.id
            let text = try await make(world, outcome).text.revealedText
            #expect(try await world.tokens.list(in: workspace).first?.lastUsedAt == nil)
            let start = world.clock.now
            _ = try await world.tokens.resolve(text)
            world.clock.advance(by: .seconds(59))
            _ = try await world.tokens.resolve(text)
            try await world.store.write { _ = try $0.execute("ALTER TABLE api_token RENAME TO gone") }
            await #expect(throws: StoreError.self) { try await world.tokens.flushLastUse() }
            try await world.store.write { _ = try $0.execute("ALTER TABLE gone RENAME TO api_token") }
            try await world.tokens.flushLastUse()
            #expect(try await world.tokens.list(in: workspace).first?.lastUsedAt == start)
        }
    }

    @Test func `Only the hash of the token is kept, and its text is recognisable`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let made = try await make(world, outcome, expiresAt: world.clock.now + .days(30))
            let text = made.text.revealedText
            #expect(text.hasPrefix("upn_") && text.utf8.count == 51)
            #expect("\(made)".contains(text) == false)
            let row = try await world.store.read { try $0.row("SELECT token_hash, name FROM api_token") }
            let hash: [UInt8]? = try row?["token_hash"]
            #expect(hash?.count == 32 && hash.map { !text.utf8.starts(with: $0) } == true)
            #expect(try await world.tokens.list(in: outcome.workspace.id) == [made.token])
        }
    }

    @Test func `A workspace has a bounded number of tokens, revoked and expired ones not counted`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (workspace, owner) = (outcome.workspace.id, outcome.owner.id)
            let now = world.clock.now
            try await world.store.write { transaction in
                for number in 0..<APITokens.limitPerWorkspace {
                    try transaction.execute(
                        """
                        INSERT INTO api_token (id, workspace_id, person_id, name, token_hash, scopes, created_at)
                        VALUES (?, ?, ?, 'n', ?, 'leads.read', ?)
                        """,
                        [ID<APIToken>(), workspace, owner, Array("\(number)".utf8), now])
                }
            }
            let create = { _ = try await make(world, outcome) }
            #expect(try await failureCode(create) == .conflict)
            let oldest = try #require(try await world.tokens.list(in: workspace).last)
            try await world.store.write { _ = try $0.execute("UPDATE api_token SET revoked_at = 1 WHERE id = ?", [oldest.id]) }
            #expect(try await failureCode(create) == nil)
            let next = try #require(try await world.tokens.list(in: workspace).last)
            try await world.store.write { _ = try $0.execute("UPDATE api_token SET expires_at = ? WHERE id = ?", [now, next.id]) }
            #expect(try await failureCode(create) == nil)
        }
    }
}
