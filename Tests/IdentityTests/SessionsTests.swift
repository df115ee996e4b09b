import DataStore
import Identity
import Primitives
import TestSupport
import Testing

@Suite struct SessionsTests {
    @Test(arguments: [
        "", "x", "upn_x", String(repeating: "A", count: 42), String(repeating: "A", count: 43), String(repeating: "/", count: 43),
    ])
    func `An unknown token stands for nobody`(token: String) async throws {
        try await withIdentity { world in
            _ = try await world.setUp()
            #expect(try await world.sessions.resolve(token) == nil)
        }
    }

    @Test func `Someone who does not belong to the workspace gets no session`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (_, stranger) = try await world.addWorkspace(email: "eve@example.com")
            let code = try await failureCode {
                _ = try await world.sessions.create(for: stranger, in: outcome.workspace.id, userAgent: nil)
            }
            #expect(code == .forbidden)
        }
    }

    @Test func `A session ends seven days after its last use`() async throws {
        try await withIdentity { world in
            let token = try await world.setUp().session.token.revealedText
            world.clock.advance(by: .days(6))
            #expect(try await world.sessions.resolve(token) != nil)
            world.clock.advance(by: .days(6))
            #expect(try await world.sessions.resolve(token) != nil)
            world.clock.advance(by: .days(7))
            #expect(try await world.sessions.resolve(token) == nil)
        }
    }

    @Test func `A last use counts after a restart once it was written`() async throws {
        try await withIdentity { world in
            let token = try await world.setUp().session.token.revealedText
            world.clock.advance(by: .days(6))
            _ = try await world.sessions.resolve(token)
            try await world.sessions.flushLastUse()
            world.clock.advance(by: .days(6))
            let restarted = Sessions(store: world.store, clock: world.clock.wallClock)
            #expect(try await restarted.resolve(token) != nil)
        }
    }

    @Test func `A session ends thirty days after it began, however often it is used`() async throws {
        try await withIdentity { world in
            let token = try await world.setUp().session.token.revealedText
            for _ in 0..<29 {
                world.clock.advance(by: .days(1))
                #expect(try await world.sessions.resolve(token) != nil)
            }
            world.clock.advance(by: .days(1))
            #expect(try await world.sessions.resolve(token) == nil)
        }
    }

    @Test func `A deleted session is refused at once, from memory and table`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            #expect(try await world.sessions.resolve(session.token.revealedText) != nil)
            try await world.sessions.delete(session.session.id)
            try await world.sessions.delete(session.session.id)
            #expect(try await world.sessions.resolve(session.token.revealedText) == nil)
            #expect(try await world.count("session") == 0)
        }
    }

    @Test func `A person who left has no session, even one held in memory`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let token = outcome.session.token.revealedText
            #expect(try await world.sessions.resolve(token) != nil)
            let sessions = world.sessions
            try await world.store.write { transaction in
                try transaction.execute("DELETE FROM member WHERE person_id = ?", [outcome.owner.id])
                transaction.afterCommit { sessions.forget(outcome.owner.id) }
            }
            #expect(try await world.sessions.resolve(token) == nil)
            #expect(try await world.count("session") == 0)
        }
    }

    @Test func `A last use is written at most once a minute`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let token = outcome.session.token.revealedText
            let start = world.clock.now
            func lastUse() async throws -> Timestamp? {
                try await world.sessions.flushLastUse()
                return try await world.store.read { try $0.value("SELECT last_used_at FROM session") }
            }
            for _ in 0..<5 {
                world.clock.advance(by: .seconds(10))
                _ = try await world.sessions.resolve(token)
            }
            #expect(try await lastUse() == start)
            world.clock.advance(by: .seconds(10))
            _ = try await world.sessions.resolve(token)
            #expect(try await lastUse() == start + .seconds(60))
            world.clock.advance(by: .seconds(59))
            _ = try await world.sessions.resolve(token)
            #expect(try await lastUse() == start + .seconds(60))
        }
    }

    @Test func `Only the hash of the token is kept`() async throws {
        try await withIdentity { world in
            let token = try await world.setUp().session.token.revealedText
            let found: Int? = try await world.store.read {
                try $0.value("SELECT count(*) FROM session WHERE instr(token_hash, ?) > 0 OR length(token_hash) <> 32", [Array(token.utf8)])
            }
            #expect(found == 0)
        }
    }

    @Test func `Expired sessions are swept, live ones kept`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            world.clock.advance(by: .days(8))
            let live = try await world.sessions.create(for: outcome.owner.id, in: outcome.workspace.id, userAgent: nil)
            #expect(try await world.sessions.removeExpired() == 1)
            #expect(try await world.sessions.resolve(live.token.revealedText) == live.principal)
        }
    }
}
