import DataStore
import Domain
import Identity
import Primitives
import TestSupport
import Testing

@Suite struct MemberRosterTests {
    @Test func `Nobody is listed for a key that only names the workspace`() async throws {
        try await withPeople { world in
            let anon = try await world.keys.texts(of: world.workspace).anon.opaque.revealedText
            let principal = try #require(try await world.keys.resolve(anon))
            #expect(try await failureCode { _ = try await world.roster.list(for: principal) } == .forbidden)
        }
    }

    @Test func `Members are listed in the order in which they joined, with when they were last seen`() async throws {
        try await withPeople { world in
            world.clock.advance(by: .minutes(1))
            let bo = try await world.add(.viewer, "bo@example.fr")
            world.clock.advance(by: .minutes(1))
            _ = try await world.add(.member, "cy@example.fr")
            world.clock.advance(by: .minutes(3))
            let principal = try #require(try await world.act(bo).principal)
            let members = try await world.roster.list(for: principal)
            #expect(members.map(\.person.email.description) == ["ada@example.fr", "bo@example.fr", "cy@example.fr"])
            #expect(members.map(\.role) == [.owner, .viewer, .member])
            #expect(members.map(\.lastSeenAt) == [world.clock.now - .minutes(5), world.clock.now, nil])
        }
    }

    @Test(arguments: [Role.viewer, .member]) func `Who does not manage members changes none`(role: Role) async throws {
        try await withPeople { world in
            let bo = try await world.add(role, "bo@example.fr")
            let cy = try await world.add(.viewer, "cy@example.fr")
            let act = try await world.act(bo)
            let before = try await world.traces()
            #expect(try await failureCode { try await world.roster.changeRole(of: cy, to: .member, act: act) } == .forbidden)
            #expect(try await failureCode { try await world.roster.changeRole(of: bo, to: .owner, act: act) } == .forbidden)
            #expect(try await failureCode { try await world.roster.remove(cy, act: act) } == .forbidden)
            #expect(try await failureCode { try await world.roster.handOver(to: cy, act: act) } == .forbidden)
            #expect(try await world.traces() == before)
            #expect(try await world.role(of: cy) == .viewer)
        }
    }

    @Test func `An admin neither acts on an owner nor makes one`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.admin, "bo@example.fr")
            let act = try await world.act(bo)
            let before = try await world.traces()
            #expect(try await failureCode { try await world.roster.changeRole(of: world.ada, to: .viewer, act: act) } == .forbidden)
            #expect(try await failureCode { try await world.roster.remove(world.ada, act: act) } == .forbidden)
            #expect(try await failureCode { try await world.roster.changeRole(of: bo, to: .owner, act: act) } == .forbidden)
            #expect(try await failureCode { try await world.roster.handOver(to: bo, act: act) } != nil)
            #expect(try await world.traces() == before)
            #expect(try await world.role(of: world.ada) == .owner)
        }
    }

    @Test func `No program makes an owner, removes one, or hands over, whoever made its token or key`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.member, "bo@example.fr")
            for act in [try await world.tokenAct(), try await world.serviceAct()] {
                #expect(try await failureCode { try await world.roster.changeRole(of: bo, to: .owner, act: act) } == .forbidden)
                #expect(try await failureCode { try await world.roster.remove(world.ada, act: act) } == .forbidden)
                #expect(try await failureCode { try await world.roster.handOver(to: bo, act: act) } == .forbidden)
            }
            try await world.roster.changeRole(of: bo, to: .admin, act: try await world.serviceAct())
            #expect(try await world.role(of: bo) == .admin)
        }
    }

    @Test func `Nobody of another workspace is found`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.owner, "bo@example.fr")
            let other = try await world.addWorkspace(of: bo)
            let cy = try await world.add(.viewer, "cy@example.fr", to: other)
            let act = try await world.act(world.ada)
            #expect(try await failureCode { try await world.roster.changeRole(of: cy, to: .admin, act: act) } == .notFound)
            #expect(try await failureCode { try await world.roster.remove(cy, act: act) } == .notFound)
            #expect(try await failureCode { try await world.roster.handOver(to: cy, act: act) } == .notFound)
            #expect(try await world.role(of: cy, in: other) == .viewer)
        }
    }

    @Test func `A changed role counts with the next request and is told with before and after`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.member, "bo@example.fr")
            let session = try await world.sessions.create(
                for: bo, in: world.workspace, method: .otp, reach: .node, act: PeopleWorld.visit)
            let token = session.accessToken.revealedText
            #expect(try await world.sessions.resolve(token)?.role == .member)
            let (act, before) = (try await world.act(world.ada), try await world.traces())
            let entries = before.adding(entries: 1)
            try await world.roster.changeRole(of: bo, to: .viewer, act: act)
            #expect(try await world.sessions.resolve(token)?.role == .viewer)
            let entry = try await world.lastEntry()
            #expect(entry.action == .memberRoleChanged)
            #expect(entry.actor.id == world.ada)
            #expect(entry.subject.label == "bo@example.fr")
            #expect(entry.before == ["role": "member"])
            #expect(entry.after == ["role": "viewer"])
            try await world.roster.changeRole(of: bo, to: .viewer, act: act)
            #expect(try await world.traces() == entries)
        }
    }

    @Test func `The last owner can neither leave, nor become less, nor be removed`() async throws {
        try await withPeople { world in
            _ = try await world.add(.admin, "bo@example.fr")
            let act = try await world.act(world.ada)
            let before = try await world.traces()
            #expect(try await failureCode { try await world.roster.remove(world.ada, act: act) } == .lastOwner)
            #expect(try await failureCode { try await world.roster.changeRole(of: world.ada, to: .admin, act: act) } == .lastOwner)
            #expect(try await world.traces() == before)
            #expect(try await world.role(of: world.ada) == .owner)
        }
    }

    @Test func `Of the last two owners who leave at once exactly one goes`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.owner, "bo@example.fr")
            let acts = [(world.ada, try await world.act(world.ada)), (bo, try await world.act(bo))]
            let before = try await world.traces()
            let outcomes = try await atOnce(acts.map { person, act in { try await world.roster.remove(person, act: act) } })
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .lastOwner } == 1)
            #expect(try await world.count("member", where: "role = 'owner'") == 1)
            #expect(try await world.traces() == before.adding(entries: 1))
        }
    }

    @Test func `Of the last two owners who remove each other at once exactly one goes`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.owner, "bo@example.fr")
            let acts = [(bo, try await world.act(world.ada)), (world.ada, try await world.act(bo))]
            let outcomes = try await atOnce(acts.map { person, act in { try await world.roster.remove(person, act: act) } })
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .forbidden } == 1)
            #expect(try await world.count("member", where: "role = 'owner'") == 1)
        }
    }

    @Test func `Of the last two owners who step down at once exactly one does`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.owner, "bo@example.fr")
            let acts = [(world.ada, try await world.act(world.ada)), (bo, try await world.act(bo))]
            let outcomes = try await atOnce(
                acts.map { person, act in { try await world.roster.changeRole(of: person, to: .viewer, act: act) } })
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .lastOwner } == 1)
            #expect(try await world.count("member", where: "role = 'owner'") == 1)
        }
    }

    @Test func `Someone removed is out with the next request, with sessions and tokens, and forgotten if they belong nowhere else`()
        async throws
    {
        try await withPeople { world in
            let bo = try await world.add(.admin, "bo@example.fr")
            let session = try await world.sessions.create(
                for: bo, in: world.workspace, method: .otp, reach: .node, act: PeopleWorld.visit)
            let made = try await world.tokens.create(
                name: "robot", scopes: [.leadsRead], act: PeopleWorld.visit.by(session.principal))
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) != nil)
            #expect(try await world.tokens.resolve(made.text.revealedText) != nil)
            let act = try await world.act(world.ada)
            let before = try await world.traces()
            try await world.roster.remove(bo, act: act)
            #expect(try await world.sessions.resolve(session.accessToken.revealedText) == nil)
            #expect(try await world.tokens.resolve(made.text.revealedText) == nil)
            #expect(try await world.person("bo@example.fr") == nil)
            #expect(try await world.traces() == before.adding(entries: 1))
            let entry = try await world.lastEntry()
            #expect(entry.action == .memberRemoved)
            #expect(entry.before == ["role": "admin"])
            #expect(entry.after == Optional<JSONValue>.none)
        }
    }

    @Test func `A viewer can leave, and stays known where they belong too`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.viewer, "bo@example.fr")
            let other = try await world.addWorkspace()
            _ = try await world.add(.member, "bo@example.fr", to: other)
            try await world.roster.remove(bo, act: try await world.act(bo))
            #expect(try await world.role(of: bo) == nil)
            #expect(try await world.role(of: bo, in: other) == .member)
            #expect(try await world.actions(last: 1) == ["member.left"])
        }
    }

    @Test func `A workspace is handed over by an owner to a member, who then owns it alone`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.viewer, "bo@example.fr")
            let act = try await world.act(world.ada)
            #expect(try await failureCode { try await world.roster.handOver(to: world.ada, act: act) } == .conflict)
            let before = try await world.traces()
            try await world.roster.handOver(to: bo, act: act)
            #expect(try await world.role(of: bo) == .owner)
            #expect(try await world.role(of: world.ada) == .admin)
            #expect(try await world.traces() == before.adding(entries: 1))
            let entry = try await world.lastEntry()
            #expect(entry.action == .workspaceHandedOver)
            #expect(entry.before == ["role": "viewer"])
            #expect(entry.after == ["role": "owner", "formerOwner": "ada@example.fr"])
            // The principal in memory still says owner.
            #expect(try await failureCode { try await world.roster.handOver(to: bo, act: act) } == .forbidden)
        }
    }

    @Test func `While a workspace waits to be deleted its people stay as they are`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.viewer, "bo@example.fr")
            let stale = try await world.act(world.ada)
            _ = try await world.registrar.delete(typedName: "Atelier", act: stale)
            let fresh = try await world.act(world.ada)
            #expect(try await failureCode { try await world.roster.changeRole(of: bo, to: .admin, act: stale) } == .conflict)
            #expect(try await failureCode { try await world.roster.changeRole(of: bo, to: .admin, act: fresh) } == .forbidden)
            #expect(try await failureCode { try await world.roster.handOver(to: bo, act: stale) } == .conflict)
            #expect(try await world.role(of: bo) == .viewer)
        }
    }

    @Test func `Without anyone who acts nothing is done`() async throws {
        try await withPeople { world in
            let before = try await world.traces()
            #expect(try await failureCode { try await world.roster.remove(world.ada, act: PeopleWorld.visit) } == .unauthenticated)
            #expect(try await failureCode { try await world.roster.handOver(to: world.ada, act: PeopleWorld.visit) } == .unauthenticated)
            #expect(try await world.traces() == before)
        }
    }
}

/// Runs all at once; answers the failure code of each, `nil` for one that succeeded.
func atOnce(_ works: [@Sendable () async throws -> Void]) async throws -> [FailureCode?] {
    try await withThrowingTaskGroup(of: FailureCode?.self) { group in
        for work in works { group.addTask { try await failureCode(work) } }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}
