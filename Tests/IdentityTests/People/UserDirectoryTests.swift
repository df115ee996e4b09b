import DataStore
import Identity
import Primitives
import TestSupport
import Testing

@Suite struct UserDirectoryTests {
    @Test func `Nobody but the service key manages users`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let anon = try #require(
                try await world.workspaceKeys.resolve(world.workspaceKeys.texts(of: outcome.workspace.id).anon.jwt.revealedText))
            for principal in [outcome.session.principal, anon] {
                let act = IdentityWorld.visit.by(principal)
                try await expectFailure(.forbidden) { _ = try await world.users.list(act: act) }
                try await expectFailure(.forbidden) { try await world.users.delete(outcome.owner.id, act: act) }
            }
            try await expectFailure(.unauthenticated) { _ = try await world.users.list(act: IdentityWorld.visit) }
        }
    }

    @Test func `A user of another workspace is not there, to read, change or delete`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let (_, eve) = try await world.addWorkspace(email: "eve@example.com")
            let act = try await world.serviceAct(in: workspace)
            try await expectFailure(.notFound) { _ = try await world.users.find(eve, act: act) }
            try await expectFailure(.notFound) { _ = try await world.users.update(eve, UserChange(), act: act) }
            try await expectFailure(.notFound) { try await world.users.delete(eve, act: act) }
            #expect(try await world.users.list(act: act).people.map(\.email.description) == ["ada@example.fr"])
        }
    }

    @Test func `A known address or id is refused`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let act = try await world.serviceAct(in: outcome.workspace.id)
            let known = try world.parsed("ADA@example.FR")
            try await expectFailure(.emailTaken) { _ = try await world.users.create(known, UserChange(), act: act) }
            let code = try await failureCode {
                _ = try await world.users.create(world.parsed("bob@example.fr"), id: outcome.owner.id, UserChange(), act: act)
            }
            #expect(code == .conflict)
            #expect(try await world.count("person") == 1)
        }
    }

    @Test func `The key of one workspace can't take over someone who also belongs to another`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let (_, eve) = try await world.addWorkspace(email: "eve@example.com")
            let act = try await world.serviceAct(in: workspace)
            let evil = try world.parsed("evil@example.com")
            let added = try await world.users.create(
                world.parsed("eve@example.com"), UserChange(name: world.parsedName("Renamed"), appMetadata: ["admin": true]), act: act)
            #expect(added.id == eve && added.name.description == "eve")
            for change in [UserChange(email: evil), UserChange(name: try world.parsedName("Evil"))] {
                try await expectFailure(.forbidden) { _ = try await world.users.update(eve, change, act: act) }
            }
            _ = try await world.users.update(eve, UserChange(bannedUntil: world.clock.now + .days(1)), act: act)
            try await world.store.read { transaction throws in
                let elsewhere = try #require(try Members.memberships(of: eve, in: transaction).first { $0.workspace.id != workspace })
                let person = try #require(try People.find(eve, of: elsewhere.workspace.id, in: transaction))
                #expect(person.appMetadata.isEmpty && person.bannedUntil == nil)
            }
            try await world.users.delete(eve, act: act)
            #expect(try await world.store.read { try People.find(eve, in: $0) } != nil)
        }
    }

    @Test func `The last owner can neither be deleted nor banned`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let act = try await world.serviceAct(in: outcome.workspace.id)
            try await expectFailure(.lastOwner) { try await world.users.delete(outcome.owner.id, act: act) }
            let ban = UserChange(bannedUntil: world.clock.now + .days(1))
            try await expectFailure(.lastOwner) { _ = try await world.users.update(outcome.owner.id, ban, act: act) }
            #expect(try await world.sessions.resolve(outcome.session.accessToken.revealedText) != nil)
        }
    }

    @Test func `Too much metadata is refused and changes nothing`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let act = try await world.serviceAct(in: workspace)
            let user = try await world.users.create(world.parsed("bob@example.fr"), UserChange(userMetadata: ["a": 1]), act: act)
            let long: JSONValue = .string(String(repeating: "x", count: Metadata.byteLimit - 20))
            _ = try await world.users.update(user.id, UserChange(userMetadata: ["b": long]), act: act)
            let code = try await failureCode {
                _ = try await world.users.update(user.id, UserChange(userMetadata: ["c": "twenty more characters"]), act: act)
            }
            #expect(code == .invalidRequest)
            #expect(try await world.users.find(user.id, act: act).userMetadata == ["a": 1, "b": long])
        }
    }

    @Test func `Metadata is merged member by member, and null deletes`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let act = try await world.serviceAct(in: workspace)
            let user = try await world.users.create(
                world.parsed("bob@example.fr"),
                UserChange(userMetadata: ["name": "Bob", "gone": .null, "deep": ["a": 1]], appMetadata: ["plan": "free"]), act: act)
            #expect(user.userMetadata == ["name": "Bob", "deep": ["a": 1]])
            let changed = try await world.users.update(
                user.id, UserChange(userMetadata: ["name": .null, "deep": ["b": 2], "nul": "a\u{0}b"]), act: act)
            #expect(changed.userMetadata == ["deep": ["b": 2], "nul": "a\u{0}b"])
            #expect(changed.appMetadata == ["plan": "free"])
        }
    }

    @Test func `A banned user is refused with the next request and let in again`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let bob = try await world.addMember(.member, to: workspace, email: "bob@example.fr")
            let token = try await world.open(bob, in: workspace).accessToken.revealedText
            let act = try await world.serviceAct(in: workspace)
            #expect(try await world.sessions.resolve(token) != nil)
            _ = try await world.users.update(bob, UserChange(bannedUntil: world.clock.now + .days(1)), act: act)
            #expect(try await world.sessions.resolve(token) == nil)
            _ = try await world.users.update(bob, UserChange(bannedUntil: .some(nil)), act: act)
            #expect(try await world.sessions.resolve(token) != nil)
            #expect(try await world.actions(in: workspace).suffix(2) == ["user.banned", "user.changed"])
        }
    }

    @Test func `Whoever belongs to this workspace alone is changed and deleted altogether`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let act = try await world.serviceAct(in: workspace)
            let user = try await world.users.create(
                world.parsed("Bob.Bauer@example.fr"), as: .member, UserChange(confirmsEmail: true), act: act)
            #expect(user.name.description == "Bob.Bauer" && user.emailConfirmedAt == world.clock.now)
            #expect(try await world.store.read { try Members.role(of: user.id, in: workspace, $0) } == .member)
            let changed = try await world.users.update(
                user.id, UserChange(email: world.parsed("bob@example.org"), name: world.parsedName("Bob")), act: act)
            #expect(changed.email.description == "bob@example.org" && changed.name.description == "Bob")
            try await expectFailure(.emailTaken) {
                _ = try await world.users.update(user.id, UserChange(email: world.parsed("ada@example.fr")), act: act)
            }
            _ = try await world.open(user.id, in: workspace)
            try await world.users.delete(user.id, act: act)
            #expect(try await world.store.read { try People.find(user.id, in: $0) } == nil)
            #expect(try await world.actions(in: workspace).suffix(4) == ["user.created", "user.changed", "session.opened", "user.deleted"])
        }
    }

    @Test func `Pages hold every user once, the newest first`() async throws {
        try await withIdentity { world in
            let workspace = try await world.setUp().workspace.id
            let act = try await world.serviceAct(in: workspace)
            for number in 1...6 {
                world.clock.advance(by: .seconds(1))
                _ = try await world.users.create(world.parsed("user\(number)@example.fr"), UserChange(), act: act)
            }
            let first = try await world.users.list(page: 1, size: 3, act: act)
            #expect(first.people.map(\.email.description) == ["user6@example.fr", "user5@example.fr", "user4@example.fr"])
            #expect(first.total == 7 && first.lastNumber == 3)
            #expect(try await world.users.list(page: 3, size: 3, act: act).people.map(\.email.description) == ["ada@example.fr"])
            #expect(try await world.users.list(page: .max, size: .max, act: act).people.isEmpty)
            #expect(try await world.users.list(page: -1, size: 0, act: act).people.count == 1)
        }
    }
}
