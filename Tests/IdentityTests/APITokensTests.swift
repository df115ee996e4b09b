import DataStore
import Identity
import Primitives
import Synchronization
import TestSupport
import Testing

@Suite struct APITokensTests {
    @Test func `A malformed or mistyped token is refused without a look into the database`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let text = try await world.tokens.create(name: "CI", role: .member, in: outcome.workspace.id, by: outcome.owner.id).text
                .revealedText
            try await world.store.write { _ = try $0.execute("ALTER TABLE api_token RENAME TO out_of_reach") }
            var mistyped = text
            mistyped.replaceSubrange(mistyped.index(text.startIndex, offsetBy: 9)...mistyped.index(text.startIndex, offsetBy: 9), with: "~")
            let swapped = "upn_" + String(text.dropFirst(4).reversed())
            for wrong in ["", "upn_", "upn_abc", String(text.dropLast()), text + "A", mistyped, swapped, text.uppercased()] {
                #expect(try await world.tokens.resolve(wrong) == nil)
            }
        }
    }

    @Test func `A token without a name is refused`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let code = try await failureCode {
                _ = try await world.tokens.create(name: " ", role: .member, in: outcome.workspace.id, by: outcome.owner.id)
            }
            #expect(code == .invalidRequest)
        }
    }

    @Test func `Nobody makes a token that can do more than they can`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let member = try await world.addMember(.member, to: outcome.workspace.id, email: "bob@example.fr")
            for role in [Role.admin, .owner] {
                let code = try await failureCode {
                    _ = try await world.tokens.create(name: "CI", role: role, in: outcome.workspace.id, by: member)
                }
                #expect(code == .forbidden)
            }
            _ = try await world.tokens.create(name: "CI", role: .viewer, in: outcome.workspace.id, by: member)
        }
    }

    @Test func `Another workspace neither sees, makes nor revokes a token`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (other, stranger) = try await world.addWorkspace(email: "eve@example.com")
            let made = try await world.tokens.create(name: "CI", role: .owner, in: outcome.workspace.id, by: outcome.owner.id)
            #expect(try await world.tokens.list(in: other).isEmpty)
            #expect(try await failureCode { try await world.tokens.revoke(made.token.id, in: other) } == .notFound)
            let code = try await failureCode {
                _ = try await world.tokens.create(name: "CI", role: .viewer, in: outcome.workspace.id, by: stranger)
            }
            #expect(code == .forbidden)
            #expect(try await world.tokens.resolve(made.text.revealedText)?.workspaceID == outcome.workspace.id)
        }
    }

    @Test func `A revoked token is refused at once, and revoking it again is no fault`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let made = try await world.tokens.create(name: "CI", role: .member, in: outcome.workspace.id, by: outcome.owner.id)
            #expect(try await world.tokens.resolve(made.text.revealedText) != nil)
            try await world.tokens.revoke(made.token.id, in: outcome.workspace.id)
            try await world.tokens.revoke(made.token.id, in: outcome.workspace.id)
            #expect(try await world.tokens.resolve(made.text.revealedText) == nil)
            #expect(try await world.tokens.list(in: outcome.workspace.id).isEmpty)
        }
    }

    @Test func `A token that is revoked while it is being looked up does not stay in memory`() async throws {
        let pending = Mutex<(@Sendable () async throws -> Void)?>(nil)
        let hooks = CredentialHooks(lookedUp: {
            do { try await pending.withLock { $0 }?() } catch { Issue.record(error) }
        })
        try await withIdentity(hooks: hooks) { world in
            let outcome = try await world.setUp()
            let made = try await world.tokens.create(name: "CI", role: .member, in: outcome.workspace.id, by: outcome.owner.id)
            pending.withLock { $0 = { try await world.tokens.revoke(made.token.id, in: outcome.workspace.id) } }
            _ = try await world.tokens.resolve(made.text.revealedText)
            pending.withLock { $0 = nil }
            #expect(try await world.tokens.resolve(made.text.revealedText) == nil)
        }
    }

    @Test func `A revocation wins against a crowd of parallel uses`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let made = try await world.tokens.create(name: "CI", role: .member, in: outcome.workspace.id, by: outcome.owner.id)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<32 {
                    group.addTask { for _ in 0..<50 { _ = try await world.tokens.resolve(made.text.revealedText) } }
                }
                group.addTask { try await world.tokens.revoke(made.token.id, in: outcome.workspace.id) }
                try await group.waitForAll()
            }
            #expect(try await world.tokens.resolve(made.text.revealedText) == nil)
        }
    }

    @Test func `A token loses what its maker loses`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let admin = try await world.addMember(.admin, to: outcome.workspace.id, email: "bob@example.fr")
            let text = try await world.tokens.create(name: "CI", role: .admin, in: outcome.workspace.id, by: admin).text.revealedText
            #expect(try await world.tokens.resolve(text)?.role == .admin)
            let tokens = world.tokens
            try await world.store.write { transaction in
                try transaction.execute("UPDATE member SET role = 'viewer' WHERE person_id = ?", [admin])
                transaction.afterCommit { tokens.forget(admin) }
            }
            #expect(try await world.tokens.resolve(text)?.role == .viewer)
            try await world.store.write { transaction in
                try transaction.execute("DELETE FROM member WHERE person_id = ?", [admin])
                transaction.afterCommit { tokens.forget(admin) }
            }
            #expect(try await world.tokens.resolve(text) == nil)
        }
    }

    @Test func `A known token costs no database read`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let text = try await world.tokens.create(name: "CI", role: .member, in: outcome.workspace.id, by: outcome.owner.id).text
                .revealedText
            let first = try await world.tokens.resolve(text)
            try await world.store.write { _ = try $0.execute("ALTER TABLE api_token RENAME TO out_of_reach") }
            #expect(try await world.tokens.resolve(text) == first)
        }
    }

    @Test func `A last use is written once a minute, and kept while the database can't be written`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let workspace = outcome.workspace.id
            let text = try await world.tokens.create(name: "CI", role: .member, in: workspace, by: outcome.owner.id).text.revealedText
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
            let made = try await world.tokens.create(name: "CI", role: .member, in: outcome.workspace.id, by: outcome.owner.id)
            let text = made.text.revealedText
            #expect(text.hasPrefix("upn_") && text.utf8.count == 51)
            #expect("\(made)".contains(text) == false)
            let row = try await world.store.read { try $0.row("SELECT token_hash, name FROM api_token") }
            let hash: [UInt8]? = try row?["token_hash"]
            #expect(hash?.count == 32 && hash.map { !text.utf8.starts(with: $0) } == true)
            #expect(try await world.tokens.list(in: outcome.workspace.id) == [made.token])
        }
    }

    @Test func `A workspace has a bounded number of tokens, revoked ones not counted`() async throws {
        try await withIdentity { world in
            let (workspace, owner) = try await (world.setUp().workspace.id, world.addWorkspace(email: "eve@example.com").1)
            let now = world.clock.now
            try await world.store.write { transaction in
                try transaction.execute("INSERT INTO member VALUES (?, ?, 'owner', ?)", [workspace, owner, now])
                for number in 0..<APITokens.limitPerWorkspace {
                    try transaction.execute(
                        """
                        INSERT INTO api_token (id, workspace_id, person_id, name, token_hash, role, created_at)
                        VALUES (?, ?, ?, 'n', ?, 'viewer', ?)
                        """,
                        [ID<APIToken>(), workspace, owner, Array("\(number)".utf8), now])
                }
            }
            let create = { _ = try await world.tokens.create(name: "more", role: .viewer, in: workspace, by: owner) }
            #expect(try await failureCode(create) == .conflict)
            let oldest = try #require(try await world.tokens.list(in: workspace).last)
            try await world.store.write { _ = try $0.execute("UPDATE api_token SET revoked_at = 1 WHERE id = ?", [oldest.id]) }
            #expect(try await failureCode(create) == nil)
        }
    }
}
