import DataStore
import Domain
import Identity
import Primitives
import TestSupport
import Testing

@Suite struct WorkspaceRegistrarTests {
    @Test func `A draft names every fault`() {
        let failure = #expect(throws: Failure.self) {
            _ = try WorkspaceDraft(name: " ", language: "de", timeZone: "CET", currency: "eur")
        }
        #expect(failure?.code == .invalidRequest)
        #expect(failure?.fields.map(\.pointer) == ["/name", "/language", "/timeZone", "/currency"])
    }

    @Test func `Only someone who signed in at the page makes a workspace`() async throws {
        try await withPeople { world in
            let draft = try WorkspaceDraft(name: "Forge", language: "en")
            let acts = [
                try await world.tokenAct(), try await world.serviceAct(), try await world.act(world.ada, reach: .workspace),
            ]
            let before = try await world.traces()
            for act in acts {
                #expect(try await failureCode { _ = try await world.registrar.create(draft, act: act) } == .forbidden)
            }
            #expect(try await failureCode { _ = try await world.registrar.create(draft, act: PeopleWorld.visit) } == .unauthenticated)
            #expect(try await world.count("workspace") == 1)
            #expect(try await world.traces() == before)
        }
    }

    @Test func `A viewer makes a workspace with keys and a default project, and owns it`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.viewer, "bo@example.fr")
            let act = try await world.act(bo)
            let before = try await world.traces()
            let made = try await world.registrar.create(
                WorkspaceDraft(name: "Forge", language: "en", currency: "CHF"), act: act)
            #expect(made.name.description == "Forge")
            #expect(made.timeZone == .utc)
            #expect(made.currency.description == "CHF")
            #expect(made.version == 1)
            #expect(try await world.role(of: bo, in: made.id) == .owner)
            #expect(try await world.store.read { try Projects.default(of: made.id, in: $0).name } == "Prospecting")
            _ = try await world.keys.texts(of: made.id)
            #expect(try await world.traces() == before.adding(entries: 1))
            #expect(try await world.actions(last: 1) == ["workspace.created"])
            let principal = try #require(act.principal)
            #expect(try await world.registrar.list(for: principal).map(\.workspace.name.description) == ["Atelier", "Forge"])
        }
    }

    @Test func `Nobody owns more workspaces than the limit`() async throws {
        try await withPeople { world in
            let act = try await world.act(world.ada)
            for _ in 1..<WorkspaceRegistrar.ownedLimit {
                _ = try await world.registrar.create(WorkspaceDraft(name: "Forge", language: "en"), act: act)
            }
            let draft = try WorkspaceDraft(name: "Forge", language: "en")
            #expect(try await failureCode { _ = try await world.registrar.create(draft, act: act) } == .conflict)
            #expect(try await world.count("workspace") == WorkspaceRegistrar.ownedLimit)
        }
    }

    @Test func `A sign-in that is good for one workspace lists that one alone`() async throws {
        try await withPeople { world in
            _ = try await world.addWorkspace()
            let confined = try #require(try await world.act(world.ada, reach: .workspace).principal)
            #expect(try await world.registrar.list(for: confined).map(\.workspace.id) == [world.workspace])
            let key = try #require(try await world.serviceAct().principal)
            #expect(try await failureCode { _ = try await world.registrar.list(for: key) } == .forbidden)
        }
    }

    @Test func `Settings are changed by who manages the workspace, from the version they have seen`() async throws {
        try await withPeople { world in
            let member = try await world.act(try await world.add(.member, "bo@example.fr"))
            let admin = try await world.act(try await world.add(.admin, "cy@example.fr"))
            let change = try WorkspaceChange(name: "Fabrique", language: "fr", timeZone: nil, currency: "CHF")
            let before = try await world.traces()
            #expect(try await failureCode { _ = try await world.registrar.change(change, version: 1, act: member) } == .forbidden)
            #expect(try await failureCode { _ = try await world.registrar.change(change, version: 2, act: admin) } == .staleVersion)
            #expect(try await world.traces() == before)
            let changed = try await world.registrar.change(change, version: 1, act: admin)
            #expect(changed.version == 2)
            #expect(try await failureCode { _ = try await world.registrar.change(change, version: 1, act: admin) } == .staleVersion)
            #expect(try await world.traces() == before.adding(entries: 1))
            let entry = try await world.lastEntry()
            #expect(entry.action == .workspaceChanged)
            #expect(entry.before == ["name": "Atelier", "currency": "EUR"])
            #expect(entry.after == ["name": "Fabrique", "currency": "CHF"])
        }
    }

    @Test func `A workspace is deleted by an owner who types its name`() async throws {
        try await withPeople { world in
            let admin = try await world.act(try await world.add(.admin, "bo@example.fr"))
            let owner = try await world.act(world.ada)
            let before = try await world.traces()
            #expect(try await failureCode { _ = try await world.registrar.delete(typedName: "Atelier", act: admin) } == .forbidden)
            for name in ["", "atelier", "Atelier 2"] {
                #expect(try await failureCode { _ = try await world.registrar.delete(typedName: name, act: owner) } == .invalidRequest)
            }
            #expect(try await world.traces() == before)
            let closing = try await world.registrar.delete(typedName: " Atelier ", act: owner)
            #expect(closing.deletesAt == world.clock.now + .days(7))
            #expect(try await world.traces() == before.adding(entries: 1))
            world.clock.advance(by: .days(1))
            #expect(try await world.registrar.delete(typedName: "Atelier", act: owner).deletesAt == closing.deletesAt)
            #expect(try await world.traces() == before.adding(entries: 1))
        }
    }

    @Test func `During the grace only owners are in, and they restore it`() async throws {
        try await withPeople { world in
            let bo = try await world.add(.admin, "bo@example.fr")
            let session = try await world.sessions.create(
                for: bo, in: world.workspace, method: .otp, reach: .node, act: PeopleWorld.visit)
            let key = try await world.keys.texts(of: world.workspace).service.opaque.revealedText
            #expect(try await world.keys.resolve(key) != nil)
            #expect(try await world.sessions.resolve(session.accessToken.revealedText)?.permissions.isEmpty == false)
            _ = try await world.registrar.delete(typedName: "Atelier", act: try await world.act(world.ada))
            #expect(try await world.keys.resolve(key) == nil)
            #expect(try await world.sessions.resolve(session.accessToken.revealedText)?.permissions.isEmpty == true)
            let stale = PeopleWorld.visit.by(session.principal)
            #expect(try await failureCode { _ = try await world.registrar.restore(act: stale) } == .forbidden)
            let owner = try await world.act(world.ada)
            let before = try await world.traces()
            let restored = try await world.registrar.restore(act: owner)
            #expect(restored.deletesAt == nil)
            #expect(try await world.keys.resolve(key) != nil)
            #expect(try await world.traces() == before.adding(entries: 1))
            #expect(try await world.actions(last: 1) == ["workspace.restored"])
            _ = try await world.registrar.restore(act: owner)
            #expect(try await world.traces() == before.adding(entries: 1))
        }
    }

    @Test func `Once the grace is over nothing restores it`() async throws {
        try await withPeople { world in
            let owner = try await world.act(world.ada)
            _ = try await world.registrar.delete(typedName: "Atelier", act: owner)
            world.clock.advance(by: .days(7))
            #expect(try await failureCode { _ = try await world.registrar.restore(act: owner) } == .notFound)
        }
    }
}
