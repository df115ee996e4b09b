import DataStore
import Identity
import Primitives
import TestSupport
import Testing

@Suite struct WorkspaceKeysTests {
    @Test func `A key that was changed anywhere is refused in both forms`() async throws {
        try await withIdentity { world in
            let keys = try await world.workspaceKeys.texts(of: world.setUp().workspace.id)
            for text in [keys.service.opaque, keys.service.jwt].map(\.revealedText) {
                for position in text.indices where text[position] != "." {
                    var changed = text
                    changed.replaceSubrange(position...position, with: text[position] == "A" ? "B" : "A")
                    #expect(try await world.workspaceKeys.resolve(changed) == nil)
                }
                for wrong in [text + "A", String(text.dropLast()), text + "=", text.uppercased()] {
                    #expect(try await world.workspaceKeys.resolve(wrong) == nil)
                }
            }
            for wrong in ["", "sb_secret_", "sb_publishable_AAAA", "sb_other_" + keys.anon.opaque.revealedText.dropFirst(15)] {
                #expect(try await world.workspaceKeys.resolve(wrong) == nil)
            }
        }
    }

    @Test func `An anon key never passes for a service key`() async throws {
        try await withIdentity { world in
            let keys = try await world.workspaceKeys.texts(of: world.setUp().workspace.id)
            let disguised = "sb_secret_" + keys.anon.opaque.revealedText.dropFirst("sb_publishable_".count)
            #expect(try await world.workspaceKeys.resolve(disguised) == nil)
        }
    }

    @Test func `Another root secret makes other keys`() async throws {
        try await withIdentity { world in
            let keys = try await world.workspaceKeys.texts(of: world.setUp().workspace.id)
            let other = WorkspaceKeys(store: world.store, keys: KeyRing(root: Secret(Array(1..<33))), clock: world.clock.wallClock)
            for text in [keys.anon.jwt, keys.anon.opaque, keys.service.jwt, keys.service.opaque] {
                #expect(try await other.resolve(text.revealedText) == nil)
            }
        }
    }

    @Test func `A workspace that is not there has no keys`() async throws {
        try await withIdentity { world in
            _ = try await world.setUp()
            try await expectFailure(.notFound) { _ = try await world.workspaceKeys.texts(of: ID()) }
        }
    }

    @Test func `A key is no access token and an access token is no key, also when memory holds both`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let key = try await world.workspaceKeys.texts(of: outcome.workspace.id).service.jwt.revealedText
            let token = outcome.session.accessToken.revealedText
            for _ in 0..<2 {
                #expect(try await world.sessions.resolve(key) == nil)
                #expect(try await world.workspaceKeys.resolve(token) == nil)
                #expect(try await world.credentials.resolve(key)?.credential == .serviceKey)
                #expect(try await world.credentials.resolve(token) == outcome.session.principal)
            }
            guard case .malformed = try await world.sessions.inspect(key) else { throw Unexpected("the key was taken for a token") }
        }
    }

    @Test func `Both forms of each key stand for the same, name the workspace, and differ between workspaces`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let (other, _) = try await world.addWorkspace(email: "eve@example.com")
            let (keys, theirs) = try await (world.workspaceKeys.texts(of: workspace), world.workspaceKeys.texts(of: other))
            for text in [keys.anon.jwt, keys.anon.opaque] {
                let principal = try #require(try await world.workspaceKeys.resolve(text.revealedText))
                #expect(principal.credential == .anonKey && principal.permissions.isEmpty)
                #expect(principal.workspaceID == workspace && principal.personID == nil && principal.role == nil)
            }
            for text in [keys.service.jwt, keys.service.opaque] {
                let principal = try #require(try await world.workspaceKeys.resolve(text.revealedText))
                #expect(principal.credential == .serviceKey && principal.may(.usersManage) && principal.workspaceID == workspace)
            }
            let all = [keys, theirs].flatMap { [$0.anon, $0.service] }.flatMap { [$0.jwt, $0.opaque] }.map(\.revealedText)
            #expect(Set(all).count == 8)
            #expect(keys.anon.opaque.revealedText.hasPrefix("sb_publishable_") && keys.service.opaque.revealedText.hasPrefix("sb_secret_"))
            #expect(keys.anon.jwt.revealedText.split(separator: ".").count == 3)
            #expect(!"\(keys)".contains(keys.service.opaque.revealedText))
        }
    }

    @Test func `The same keys are shown again, also by another process`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let again = WorkspaceKeys(
                store: world.store, keys: KeyRing(root: IdentityWorld.root, clock: world.clock.wallClock), clock: world.clock.wallClock)
            let (first, second) = try await (world.workspaceKeys.texts(of: workspace), again.texts(of: workspace))
            #expect(first.anon.jwt == second.anon.jwt && first.service.jwt == second.service.jwt)
            #expect(first.anon.opaque == second.anon.opaque && first.service.opaque == second.service.opaque)
        }
    }

    @Test func `A member can't rotate a key, nor can the anon key`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let bob = try await world.addMember(.member, to: workspace, email: "bob@example.fr")
            let anon = try #require(
                try await world.workspaceKeys.resolve(world.workspaceKeys.texts(of: workspace).anon.opaque.revealedText))
            for principal in [try await world.open(bob, in: workspace).principal, anon] {
                let code = try await failureCode {
                    _ = try await world.workspaceKeys.rotate(.service, act: IdentityWorld.visit.by(principal))
                }
                #expect(code == .forbidden)
            }
        }
    }

    @Test func `After a rotation the key before works until the overlap is over, and the other kind is untouched`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let act = IdentityWorld.visit.by(outcome.session.principal)
            let before = try await world.workspaceKeys.texts(of: outcome.workspace.id)
            for text in [before.service.jwt, before.service.opaque] { _ = try await world.workspaceKeys.resolve(text.revealedText) }
            let after = try await world.workspaceKeys.rotate(.service, act: act)
            #expect(after.service.generation == 2 && after.service.previousUntil == world.clock.now + .days(7))
            #expect(after.anon.opaque == before.anon.opaque && after.service.opaque != before.service.opaque)
            world.clock.advance(by: .days(7) - .microseconds(1))
            let all = [before.service.jwt, before.service.opaque, after.service.jwt, after.service.opaque].map(\.revealedText)
            for text in all { #expect(try await world.workspaceKeys.resolve(text) != nil) }
            world.clock.advance(by: .microseconds(1))
            for text in all.prefix(2) { #expect(try await world.workspaceKeys.resolve(text) == nil) }
            for text in all.suffix(2) { #expect(try await world.workspaceKeys.resolve(text) != nil) }
            #expect(try await world.actions(in: outcome.workspace.id).last == "workspace_key.rotated")
        }
    }

    @Test func `A rotation without overlap ends the key before at once, also one held in memory`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let act = IdentityWorld.visit.by(outcome.session.principal)
            let before = try await world.workspaceKeys.texts(of: outcome.workspace.id).service.opaque.revealedText
            #expect(try await world.workspaceKeys.resolve(before) != nil)
            _ = try await world.workspaceKeys.rotate(.service, overlap: .zero, act: act)
            #expect(try await world.workspaceKeys.resolve(before) == nil)
        }
    }

    @Test func `The generations that work at a time are bounded, and a rotation without overlap ends them all`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let act = IdentityWorld.visit.by(outcome.session.principal)
            for _ in 1..<WorkspaceKeys.liveLimit { _ = try await world.workspaceKeys.rotate(.anon, act: act) }
            try await expectFailure(.conflict) { _ = try await world.workspaceKeys.rotate(.anon, act: act) }
            let last = try await world.workspaceKeys.rotate(.anon, overlap: .zero, act: act)
            #expect(last.anon.generation == WorkspaceKeys.liveLimit + 1 && last.anon.previousUntil == nil)
        }
    }

    @Test func `Of parallel rotations each makes a generation of its own`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let act = IdentityWorld.visit.by(outcome.session.principal)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<5 { group.addTask { _ = try await world.workspaceKeys.rotate(.service, act: act) } }
                try await group.waitForAll()
            }
            #expect(try await world.workspaceKeys.texts(of: outcome.workspace.id).service.generation == 6)
        }
    }
}
