import DataStore
import Primitives
import TestSupport
import Testing

@testable import Identity

@Suite struct RefreshTests {
    @Test(arguments: ["", "short", "elevenchars", "has spaces in it", "éééééééééééé", "dots.are.not.in.it", "padding=========="])
    func `What is no token at all is malformed`(token: String) async throws {
        try await withIdentity { world in
            _ = try await world.setUp()
            #expect(try await refresh(token, world) == .malformed)
        }
    }

    @Test func `A token that this node did not make is unknown, whatever was changed in it`() async throws {
        try await withIdentity { world in
            let token = try await world.setUp().session.refreshToken.revealedText
            var changed: [String] = ["abcdefghijkl", String(repeating: "A", count: 46), String(repeating: "A", count: 10_000), token + "A"]
            for position in token.indices {
                var other = token
                other.replaceSubrange(position...position, with: token[position] == "B" ? "C" : "B")
                changed.append(other)
            }
            for text in changed where text != token { #expect(try await refresh(text, world) == .unknown) }
            let stranger = Sessions(
                store: world.store, keys: KeyRing(root: Secret(Array(1..<33))), issuer: IdentityWorld.issuer, clock: world.clock.wallClock)
            let refused = try await refreshRefusal { _ = try await stranger.refresh(token, act: IdentityWorld.visit) }
            #expect(refused == .unknown)
            #expect(try await refresh(token, world) == nil)
        }
    }

    @Test func `The current token is rotated, in the same session`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            world.clock.advance(by: .minutes(30))
            let renewed = try await world.sessions.refresh(session.refreshToken.revealedText, act: IdentityWorld.visit)
            #expect(renewed.session.id == session.session.id && renewed.principal == session.principal)
            #expect(renewed.refreshToken != session.refreshToken && renewed.accessToken != session.accessToken)
            #expect(renewed.accessExpiresAt == session.accessExpiresAt + .minutes(30))
            #expect(try await world.sessions.resolve(renewed.accessToken.revealedText) == session.principal)
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) == session.principal)
            #expect(try await world.count("session") == 1)
        }
    }

    @Test func `The direct predecessor gets the current token again, however late`() async throws {
        try await withIdentity { world in
            let first = try await world.setUp().session.refreshToken.revealedText
            let second = try await world.sessions.refresh(first, act: IdentityWorld.visit).refreshToken
            world.clock.advance(by: .days(3))
            let again = try await world.sessions.refresh(first, act: IdentityWorld.visit)
            #expect(again.refreshToken == second)
            #expect(try await world.sessions.resolve(again.accessToken.revealedText) != nil)
            #expect(try await world.sessions.refresh(second.revealedText, act: IdentityWorld.visit).refreshToken != second)
        }
    }

    @Test func `An older token gets the current one within the reuse interval, and ends the session after it`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            var tokens = [session.refreshToken.revealedText]
            for _ in 0..<3 {
                tokens.append(
                    try await world.sessions.refresh(tokens[tokens.count - 1], act: IdentityWorld.visit).refreshToken.revealedText)
            }
            world.clock.advance(by: .milliseconds(9_999))
            for old in tokens {
                let answer = old == tokens[3] ? nil : try await world.sessions.refresh(old, act: IdentityWorld.visit)
                #expect(answer.map { $0.refreshToken.revealedText == tokens[3] } ?? true)
            }
            _ = try await world.sessions.resolve(session.accessToken.revealedText)
            world.clock.advance(by: .milliseconds(1))
            #expect(try await refresh(tokens[1], world) == .reused)
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) == nil)
            #expect(try await refresh(tokens[3], world) == .sessionNotFound)
            #expect(try await world.count("session") == 0)
            let entry = try #require(try await world.audit.list(in: session.session.workspaceID).items.first)
            #expect(entry.action == .sessionRevoked && entry.actor.id == session.session.personID)
        }
    }

    @Test func `A refresh that only repeats does not lengthen the reuse interval`() async throws {
        try await withIdentity { world in
            let first = try await world.setUp().session.refreshToken.revealedText
            let second = try await world.sessions.refresh(first, act: IdentityWorld.visit).refreshToken.revealedText
            _ = try await world.sessions.refresh(second, act: IdentityWorld.visit)
            world.clock.advance(by: .seconds(6))
            #expect(try await refresh(second, world) == nil)
            world.clock.advance(by: .seconds(6))
            #expect(try await refresh(first, world) == .reused)
        }
    }

    @Test func `Of many parallel refreshes of one token all succeed, with one and the same successor`() async throws {
        try await withIdentity { world in
            let token = try await world.setUp().session.refreshToken.revealedText
            let successors = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await world.sessions.refresh(token, act: IdentityWorld.visit).refreshToken.revealedText }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(successors.count == 1 && !successors.contains(token))
            let counter: Int64? = try await world.store.read { try $0.value("SELECT counter FROM session") }
            #expect(counter == 1)
        }
    }

    @Test func `A session that ends among parallel refreshes stays ended`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let token = outcome.session.refreshToken.revealedText
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        _ = try await refreshRefusal {
                            let renewed = try await world.sessions.refresh(token, act: IdentityWorld.visit)
                            _ = try await world.sessions.resolve(renewed.accessToken.revealedText)
                        }
                    }
                }
                group.addTask { try await world.sessions.endAll(of: outcome.owner.id, act: IdentityWorld.visit) }
                try await group.waitForAll()
            }
            #expect(try await refresh(token, world) == .sessionNotFound)
            #expect(try await world.sessions.resolve(outcome.session.accessToken.revealedText) == nil)
        }
    }

    @Test func `A token lives through a restart and a long chain of rotations`() async throws {
        try await withIdentity { world in
            var token = try await world.setUp().session.refreshToken.revealedText
            for _ in 0..<300 {
                token = try await world.restarted().refresh(token, act: IdentityWorld.visit).refreshToken.revealedText
            }
            #expect(try await refresh(token, world) == nil)
        }
    }

    @Test func `A token of the key before is taken until that key retires`() async throws {
        try await withIdentity { world in
            let first = try await world.setUp().session.refreshToken.revealedText
            let now = world.clock.now
            world.keys.adopt([
                KeyGeneration(purpose: .refreshTokenSigning, number: 1, createdAt: now, retiresAt: now + .days(2)),
                KeyGeneration(purpose: .refreshTokenSigning, number: 2, createdAt: now, retiresAt: nil),
            ])
            let second = try await world.sessions.refresh(first, act: IdentityWorld.visit).refreshToken.revealedText
            world.clock.advance(by: .days(2))
            #expect(try await refresh(first, world) == .unknown)
            #expect(try await refresh(second, world) == nil)
        }
    }

    @Test func `Signing out by the refresh token ends the session, also by one that was rotated away`() async throws {
        try await withIdentity { world in
            let first = try await world.setUp().session
            let second = try await world.sessions.refresh(first.refreshToken.revealedText, act: IdentityWorld.visit)
            try await world.sessions.end(refreshToken: first.refreshToken.revealedText, act: IdentityWorld.visit)
            try await world.sessions.end(refreshToken: first.refreshToken.revealedText, act: IdentityWorld.visit)
            #expect(try await refresh(second.refreshToken.revealedText, world) == .sessionNotFound)
            let entry = try #require(try await world.audit.list(in: first.session.workspaceID).items.first)
            #expect(entry.action == .sessionEnded && entry.actor.id == first.session.personID)
        }
    }

    @Test func `Nobody moves into a workspace to which they do not belong`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let (other, _) = try await world.addWorkspace(email: "eve@example.com")
            let code = try await failureCode {
                _ = try await world.sessions.move(session.session.id, to: other, act: IdentityWorld.visit)
            }
            #expect(code == .notFound)
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) == session.principal)
        }
    }

    @Test func `A sign-in for one workspace alone leads nowhere else, also after a refresh`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (other, _) = try await world.addWorkspace(email: "ada@example.fr", name: "Second")
            let confined = try await world.open(outcome.owner.id, in: outcome.workspace.id, reach: .workspace)
            let renewed = try await world.sessions.refresh(confined.refreshToken.revealedText, act: IdentityWorld.visit)
            try await expectFailure(.forbidden) {
                _ = try await world.sessions.move(renewed.session.id, to: other, act: IdentityWorld.visit)
            }
            #expect(throws: Failure.self) { try renewed.principal.requirePerson() }
            #expect(try outcome.session.principal.requirePerson() == outcome.owner.id)
            #expect(try await world.sessions.resolve(renewed.accessToken.revealedText)?.workspaceID == outcome.workspace.id)
        }
    }

    @Test func `A move continues the sign-in elsewhere, and the access token for the first workspace is refused at once`() async throws {
        try await withIdentity { world in
            let session = try await world.setUp().session
            let (other, _) = try await world.addWorkspace(email: "ada@example.fr", name: "Second")
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) != nil)
            let moved = try await world.sessions.move(session.session.id, to: other, act: IdentityWorld.visit)
            #expect(moved.session.id == session.session.id && moved.principal.workspaceID == other)
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) == nil)
            #expect(try await world.sessions.resolve(moved.accessToken.revealedText) == moved.principal)
            let renewed = try await world.sessions.refresh(moved.refreshToken.revealedText, act: IdentityWorld.visit)
            #expect(renewed.principal.workspaceID == other)
        }
    }

    private func refresh(_ token: String, _ world: IdentityWorld) async throws -> RefreshRefusal? {
        try await refreshRefusal { _ = try await world.sessions.refresh(token, act: IdentityWorld.visit) }
    }
}
