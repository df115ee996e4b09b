import DataStore
import Identity
import Primitives
import TestSupport
import Testing

@Suite struct MembersTests {
    @Test func `The last owner can't be demoted, removed or hand over to a stranger`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (workspace, owner) = (outcome.workspace.id, outcome.owner.id)
            let admin = try await world.addMember(.admin, to: workspace, email: "bob@example.fr")
            let (_, stranger) = try await world.addWorkspace(email: "eve@example.com")
            func code(_ change: @escaping @Sendable (WriteTransaction) throws -> Void) async throws -> FailureCode? {
                try await failureCode { try await world.store.write(change) }
            }
            #expect(try await code { try Members.changeRole(of: owner, in: workspace, to: .admin, at: .now(), $0) } == .lastOwner)
            #expect(try await code { try Members.remove(owner, from: workspace, at: .now(), $0) } == .lastOwner)
            #expect(try await code { try Members.handOver(from: owner, to: stranger, in: workspace, $0) } == .notFound)
            #expect(try await code { try Members.handOver(from: owner, to: owner, in: workspace, $0) } == .conflict)
            #expect(try await code { try Members.handOver(from: admin, to: owner, in: workspace, $0) } == .forbidden)
            #expect(try await code { try Members.remove(stranger, from: workspace, at: .now(), $0) } == .notFound)
            #expect(try await code { try Members.changeRole(of: stranger, in: workspace, to: .owner, at: .now(), $0) } == .notFound)
            #expect(try await world.store.read { try Members.role(of: owner, in: workspace, $0) } == .owner)
        }
    }

    @Test func `Of two owners who leave at once one stays`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let workspace = outcome.workspace.id
            let second = try await world.addMember(.owner, to: workspace, email: "bob@example.fr")
            let codes = try await withThrowingTaskGroup(of: FailureCode?.self) { group in
                for person in [outcome.owner.id, second] {
                    group.addTask { () async throws -> FailureCode? in
                        try await failureCode {
                            _ = try await world.store.write { try Members.remove(person, from: workspace, at: .now(), $0) }
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.filter { $0 == nil }.count == 1 && codes.contains(.lastOwner))
        }
    }

    @Test func `An owner who is locked out does not count as one`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (workspace, owner) = (outcome.workspace.id, outcome.owner.id)
            let bob = try await world.addMember(.owner, to: workspace, email: "bob@example.fr")
            let now = world.clock.now
            try await world.store.write { try Members.ban(bob, until: now + .hours(1), in: workspace, $0) }
            let leaving = { (moment: Timestamp) in
                try await failureCode { _ = try await world.store.write { try Members.remove(owner, from: workspace, at: moment, $0) } }
            }
            #expect(try await leaving(now) == .lastOwner)
            #expect(try await leaving(now + .hours(2)) == nil)
        }
    }

    @Test func `Handing over makes one the owner and the other an admin`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let (workspace, owner) = (outcome.workspace.id, outcome.owner.id)
            let bob = try await world.addMember(.viewer, to: workspace, email: "bob@example.fr")
            try await world.store.write { try Members.handOver(from: owner, to: bob, in: workspace, $0) }
            let members = try await world.store.read { try Members.list(in: workspace, $0) }
            #expect(members.map(\.role) == [.admin, .owner] || members.map(\.person.id) == [bob, owner])
            #expect(try await world.store.read { try Members.firstOwner(of: workspace, in: $0) }?.id == bob)
        }
    }

    @Test func `Nobody joins twice`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let now = world.clock.now
            let code = try await failureCode {
                try await world.store.write { try Members.add(outcome.owner.id, as: .viewer, to: outcome.workspace.id, at: now, $0) }
            }
            #expect(code == .conflict)
        }
    }

    @Test func `Home is the workspace last used, never one that is closed to the person`() async throws {
        try await withIdentity { world in
            let outcome = try await world.setUp()
            let bob = try await world.addMember(.member, to: outcome.workspace.id, email: "bob@example.fr")
            world.clock.advance(by: .seconds(1))
            let (other, _) = try await world.addWorkspace(email: "eve@example.com")
            func home() async throws -> ID<Workspace>? {
                let now = world.clock.now
                return try await world.store.read { try Members.home(of: bob, at: now, in: $0) }
            }
            #expect(try await home() == outcome.workspace.id)
            #expect(try await world.addMember(.viewer, to: other, email: "bob@example.fr") == bob)
            #expect(try await home() == outcome.workspace.id)
            _ = try await world.open(bob, in: other)
            #expect(try await home() == other)
            let end = world.clock.now + .days(1)
            try await world.store.write { try Members.ban(bob, until: end, in: other, $0) }
            #expect(try await home() == outcome.workspace.id)
            try await world.store.write { _ = try Workspaces.scheduleDeletion(outcome.workspace.id, typedName: "Atelier", at: end, in: $0) }
            #expect(try await home() == nil)
            #expect(try await world.store.read { try Members.memberships(of: bob, in: $0) }.map(\.workspace.id) == [other])
        }
    }
}
