import DataStore
import Identity
import Primitives
import Synchronization
import TestSupport
import Testing

@Suite struct SessionsTests {
    @Test(arguments: ["", "x", "upn_x", "a.b.c", String(repeating: "A", count: 43), String(repeating: ".", count: 100_000)])
    func `An unknown token stands for nobody`(token: String) async throws {
        try await withIdentity { world in
            _ = try await world.setUp()
            #expect(try await world.sessions.resolve(token) == nil)
            #expect(try await world.credentials.resolve(token) == nil)
        }
    }

    @Test func `Someone who does not belong to the workspace gets no session`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (_, stranger) = try await world.addWorkspace(email: "eve@example.com")
            try await expectFailure(.forbidden) { _ = try await world.open(stranger, in: outcome.workspace.id) }
        }
    }

    @Test func `Someone who is banned gets no session, and the one they have opens nothing until the ban is over`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let bob = try await world.addMember(.member, to: workspace, email: "bob@example.fr")
            let session = try await world.open(bob, in: workspace)
            let (end, cache) = (world.clock.now + .hours(1), world.cache)
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) != nil)
            try await world.store.write { transaction in
                try Members.ban(bob, until: end, in: workspace, transaction)
                transaction.afterCommit { cache.forget(bob) }
            }
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) == nil)
            guard case .banned = try await world.sessions.inspect(session.accessToken.revealedText) else {
                throw Unexpected("the ban is not told")
            }
            let refused = try await refreshRefusal {
                _ = try await world.sessions.refresh(session.refreshToken.revealedText, act: IdentityWorld.visit)
            }
            #expect(refused == .banned)
            try await expectFailure(.banned) { _ = try await world.open(bob, in: workspace) }
            world.clock.advance(by: .hours(1))
            _ = try await world.sessions.refresh(session.refreshToken.revealedText, act: IdentityWorld.visit)
        }
    }

    @Test func `A session ends seven days after its last refresh`() async throws {
        try await withIdentity { world in
            var token = try await world.setUp().session.refreshToken.revealedText
            for _ in 0..<2 {
                world.clock.advance(by: .days(6))
                token = try await world.sessions.refresh(token, act: IdentityWorld.visit).refreshToken.revealedText
            }
            world.clock.advance(by: .days(7))
            let refused = try await refreshRefusal { _ = try await world.sessions.refresh(token, act: IdentityWorld.visit) }
            #expect(refused == .sessionExpired)
        }
    }

    @Test func `A session ends thirty days after it began, however often it is used`() async throws {
        try await withIdentity { world in
            var token = try await world.setUp().session.refreshToken.revealedText
            for _ in 0..<29 {
                world.clock.advance(by: .days(1))
                token = try await world.sessions.refresh(token, act: IdentityWorld.visit).refreshToken.revealedText
            }
            world.clock.advance(by: .days(1))
            let refused = try await refreshRefusal { _ = try await world.sessions.refresh(token, act: IdentityWorld.visit) }
            #expect(refused == .sessionExpired)
        }
    }

    @Test func `An ended session is refused at once, from memory and table`() async throws {
        try await withIdentity { world in
            let (owner, session) = try await { ($0.owner.id, $0.session) }(world.setUp())
            let token = session.accessToken.revealedText
            #expect(try await world.sessions.resolve(token) != nil)
            #expect(try await world.sessions.end(session.session.id, of: owner, act: IdentityWorld.visit))
            #expect(try await world.sessions.end(session.session.id, of: owner, act: IdentityWorld.visit) == false)
            #expect(try await world.sessions.resolve(token) == nil)
            guard case .sessionGone = try await world.sessions.inspect(token) else { throw Unexpected("the session is still there") }
            let refused = try await refreshRefusal {
                _ = try await world.sessions.refresh(session.refreshToken.revealedText, act: IdentityWorld.visit)
            }
            #expect(refused == .sessionNotFound)
            #expect(try await world.count("session") == 0)
        }
    }

    @Test func `Nobody ends the session of someone else`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let bob = try await world.addMember(.admin, to: outcome.workspace.id, email: "bob@example.fr")
            #expect(try await world.sessions.end(outcome.session.session.id, of: bob, act: IdentityWorld.visit) == false)
            #expect(try await world.sessions.resolve(outcome.session.accessToken.revealedText) != nil)
        }
    }

    @Test func `A session that ends while its token is being looked up does not stay in memory`() async throws {
        let pending = Mutex<(@Sendable () async throws -> Void)?>(nil)
        let hooks = CredentialHooks(lookedUp: {
            do { try await pending.withLock { $0 }?() } catch { Issue.record(error) }
        })
        try await withIdentity(hooks: hooks) { world in
            let (owner, session) = try await { ($0.owner.id, $0.session) }(world.setUp())
            pending.withLock { $0 = { try await world.sessions.end(session.session.id, of: owner, act: IdentityWorld.visit) } }
            _ = try await world.sessions.resolve(session.accessToken.revealedText)
            pending.withLock { $0 = nil }
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) == nil)
        }
    }

    @Test func `Ending the others spares the one, and the sessions of other people`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let bob = try await world.addMember(.member, to: outcome.workspace.id, email: "bob@example.fr")
            let other = try await world.open(bob, in: outcome.workspace.id)
            let second = try await world.open(outcome.owner.id, in: outcome.workspace.id)
            for session in [outcome.session, second, other] { _ = try await world.sessions.resolve(session.accessToken.revealedText) }
            let ended = try await world.sessions.endAll(of: outcome.owner.id, except: second.session.id, act: IdentityWorld.visit)
            #expect(ended == 1)
            #expect(try await world.sessions.resolve(outcome.session.accessToken.revealedText) == nil)
            #expect(try await world.sessions.resolve(second.accessToken.revealedText) == second.principal)
            #expect(try await world.sessions.endAll(of: outcome.owner.id, act: IdentityWorld.visit) == 1)
            #expect(try await world.sessions.resolve(second.accessToken.revealedText) == nil)
            #expect(try await world.sessions.resolve(other.accessToken.revealedText) == other.principal)
        }
    }

    @Test func `Within one workspace the sessions of another are neither listed nor ended`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (other, _) = try await world.addWorkspace(email: "ada@example.fr", name: "Second")
            let second = try await world.open(outcome.owner.id, in: other, reach: .workspace)
            #expect(try await world.sessions.list(of: outcome.owner.id, in: other).map(\.session.id) == [second.session.id])
            #expect(try await world.sessions.endAll(of: outcome.owner.id, in: other, act: IdentityWorld.visit) == 1)
            #expect(try await world.sessions.list(of: outcome.owner.id).map(\.session.id) == [outcome.session.session.id])
        }
    }

    @Test func `A person who left has no session, even one held in memory`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let bob = try await world.addMember(.admin, to: workspace, email: "bob@example.fr")
            let session = try await world.open(bob, in: workspace)
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) != nil)
            let cache = world.cache
            try await world.store.write { transaction in
                try Members.remove(bob, from: workspace, at: .now(), transaction)
                transaction.afterCommit { cache.forget(bob) }
            }
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) == nil)
            #expect(try await world.sessions.list(of: bob).isEmpty)
        }
    }

    @Test func `A changed role counts with the next request`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let bob = try await world.addMember(.admin, to: workspace, email: "bob@example.fr")
            let token = try await world.open(bob, in: workspace).accessToken.revealedText
            #expect(try await world.sessions.resolve(token)?.may(.keysManage) == true)
            let cache = world.cache
            try await world.store.write { transaction in
                try Members.changeRole(of: bob, in: workspace, to: .viewer, at: .now(), transaction)
                transaction.afterCommit { cache.forget(bob) }
            }
            let principal = try await world.sessions.resolve(token)
            #expect(principal?.role == .viewer && principal?.permissions == Role.viewer.permissions)
        }
    }

    @Test func `A known access token costs no database read`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let first = try await world.sessions.resolve(session.accessToken.revealedText)
            try await world.store.write { _ = try $0.execute("ALTER TABLE session RENAME TO out_of_reach") }
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) == first)
            #expect(first == session.principal)
        }
    }

    @Test func `A person has a bounded number of sessions, the one unused for longest goes`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            _ = try await world.sessions.resolve(outcome.session.accessToken.revealedText)
            for _ in 0..<Sessions.limitPerPerson {
                world.clock.advance(by: .seconds(1))
                _ = try await world.open(outcome.owner.id, in: outcome.workspace.id)
            }
            #expect(try await world.count("session") == Sessions.limitPerPerson)
            #expect(try await world.sessions.resolve(outcome.session.accessToken.revealedText) == nil)
        }
    }

    @Test func `The list names device, place, workspace and last use, the last used first, and no expired ones`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            world.clock.advance(by: .days(1))
            let phone = try await world.sessions.create(
                for: outcome.owner.id, in: outcome.workspace.id, method: .otp, reach: .node,
                act: Act(principal: nil, remoteAddress: "2001:db8::1\r\nX: y", userAgent: String(repeating: "Phone ", count: 200)))
            world.clock.advance(by: .days(1))
            _ = try await world.sessions.refresh(
                outcome.session.refreshToken.revealedText,
                act: Act(principal: nil, remoteAddress: "198.51.100.1", userAgent: "Browser/2"))
            let listed = try await world.sessions.list(of: outcome.owner.id)
            #expect(listed.map(\.session.id) == [outcome.session.session.id, phone.session.id])
            #expect(listed.first?.session.userAgent == "Browser/2" && listed.first?.session.remoteAddress == "198.51.100.1")
            #expect(listed.first?.session.lastUsedAt == world.clock.now)
            #expect(listed.last?.session.remoteAddress == "2001:db8::1 X: y")
            #expect((listed.last?.session.userAgent?.utf8.count).map { $0 <= 512 } == true)
            #expect(listed.first?.workspaceName == outcome.workspace.name)
            world.clock.advance(by: .days(6))
            #expect(try await world.sessions.list(of: outcome.owner.id).map(\.session.id) == [outcome.session.session.id])
        }
    }

    @Test func `Nothing that is kept of a session opens a door`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let row = try #require(try await world.store.read { try $0.row("SELECT * FROM session") })
            for secret in [session.refreshToken, session.accessToken] { #expect(!"\(row)".contains(secret.revealedText)) }
            #expect(!"\(session)".contains(session.refreshToken.revealedText))
            #expect(!"\(session)".contains(session.accessToken.revealedText))
        }
    }

    @Test func `Expired sessions are swept, live ones kept`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            world.clock.advance(by: .days(8))
            let live = try await world.open(outcome.owner.id, in: outcome.workspace.id)
            #expect(try await world.sessions.removeExpired() == 1)
            #expect(try await world.sessions.resolve(live.accessToken.revealedText) == live.principal)
        }
    }

    @Test func `A sign-in is recorded with the person and in the audit log, and proves the address once`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            #expect(outcome.owner.emailConfirmedAt == nil)
            world.clock.advance(by: .hours(1))
            let first = try await world.open(outcome.owner.id, in: outcome.workspace.id)
            #expect(first.person.emailConfirmedAt == world.clock.now && first.person.lastSignInAt == world.clock.now)
            let confirmed = world.clock.now
            world.clock.advance(by: .hours(1))
            let second = try await world.open(outcome.owner.id, in: outcome.workspace.id)
            #expect(second.person.emailConfirmedAt == confirmed && second.person.lastSignInAt == world.clock.now)
            let entry = try #require(try await world.audit.list(in: outcome.workspace.id).items.first)
            #expect(entry.action == .sessionOpened && entry.actor.id == outcome.owner.id)
            #expect(
                entry.after == ["method": "otp", "reach": "node"] && entry.remoteAddress == "192.0.2.7" && entry.userAgent == "Browser/1")
            let members = try await world.store.read { try Members.list(in: outcome.workspace.id, $0) }
            #expect(members.map(\.lastSeenAt) == [world.clock.now])
        }
    }
}
