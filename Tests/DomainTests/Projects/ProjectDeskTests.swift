import DataStore
import Domain
import Foundation
import Identity
import Primitives
import Realtime
import Testing

struct ProjectDeskTests {
    private func create(_ members: [String: JSONValue], in world: LeadWorld, by principal: Principal? = nil) async throws -> Project {
        try await world.projects.create(MergePatch(members), by: principal ?? world.owner, key: nil, trace: TraceID())
    }

    private func `default`(_ world: LeadWorld) async throws -> Project {
        try #require(try await world.projects.list(archived: .include, isTrash: false, for: world.owner).first { $0.isDefault })
    }

    @Test func `Only who manages projects makes and changes them, and none of another workspace`() async throws {
        try await withLeads { world in
            let project = try await create(["name": "Second"], in: world)
            let patch = try ProjectPatch(MergePatch(["name": "X"]))
            for (principal, code) in [(world.member(.member), FailureCode.forbidden), (world.stranger, .notFound)] {
                let refusals = [
                    await failure { _ = try await world.projects.edit(project.id, patch, version: 1, by: principal, trace: TraceID()) },
                    await failure { _ = try await world.projects.archive(project.id, true, version: 1, by: principal, trace: TraceID()) },
                    await failure { _ = try await world.projects.trash(project.id, version: 1, by: principal, trace: TraceID()) },
                    await failure { _ = try await world.projects.restore(project.id, version: 1, by: principal, trace: TraceID()) },
                    await failure { _ = try await world.projects.makeDefault(project.id, version: 1, by: principal, trace: TraceID()) },
                ]
                #expect(refusals.map { $0?.code } == Array(repeating: code, count: 5))
            }
            let hidden = await failure { _ = try await world.projects.find(project.id, for: world.stranger) }
            #expect(hidden?.code == .notFound)
            let member = await failure { _ = try await create(["name": "Third"], in: world, by: world.member(.member)) }
            #expect(member?.code == .forbidden)
        }
    }

    @Test func `A wrong project names every field`() async throws {
        try await withLeads { world in
            let refused = await failure { _ = try await create(["name": " ", "duplicatePolicy": "ignore", "isDefault": true], in: world) }
            #expect(refused?.fields.map(\.pointer) == ["/name", "/duplicatePolicy", "/isDefault"])
            let nameless = await failure { _ = try await create([:], in: world) }
            #expect(nameless?.fields.map(\.pointer) == ["/name"])
            let before = try await `default`(world)
            let stale = await failure {
                let patch = try ProjectPatch(MergePatch(["name": "X"]))
                _ = try await world.projects.edit(before.id, patch, version: 7, by: world.owner, trace: TraceID())
            }
            #expect(stale?.code == .staleVersion)
        }
    }

    @Test func `A project comes with its stages, an event and a row`() async throws {
        try await withLeads { world in
            let project = try await create(["name": "Salon", "description": "2030", "duplicatePolicy": "merge"], in: world)
            #expect(project.duplicatePolicy == .merge && project.version == 1 && !project.isDefault)
            let stages = try await world.projects.stages(of: project.id, for: world.member(.viewer))
            #expect(stages.map(\.name) == ["Nouveau", "Contacté", "Rendez-vous", "Proposition", "Gagné", "Perdu"])
            #expect(world.changes.all.map(\.kind) == [.insert])
            let payload: String? = try await world.store.read {
                try $0.value("SELECT payload FROM event WHERE type = ?", [EventType.projectUpdated.rawValue])
            }
            let members = try JSONDecoder().decode([String: JSONValue].self, from: Data((payload ?? "").utf8))
            #expect(Set(members.keys) == Set(EventType.projectUpdated.fields.map(\.name)))
        }
    }

    @Test func `The default is neither archived nor deleted, until another takes its place`() async throws {
        try await withLeads { world in
            let first = try await `default`(world)
            for refusal in [
                await failure { _ = try await world.projects.archive(first.id, true, version: 1, by: world.owner, trace: TraceID()) },
                await failure { _ = try await world.projects.trash(first.id, version: 1, by: world.owner, trace: TraceID()) },
            ] { #expect(refusal?.code == .projectIsDefault) }
            let second = try await create(["name": "Second"], in: world)
            let made = try await world.projects.makeDefault(second.id, version: 1, by: world.owner, trace: TraceID())
            #expect(made.isDefault && made.version == 2)
            #expect(try await world.drop().projectId == second.id)
            let archived = try await world.projects.archive(first.id, true, version: 2, by: world.owner, trace: TraceID())
            #expect(archived.archivedAt != nil && !archived.isDefault)
            let shown = try await world.projects.list(archived: .exclude, isTrash: false, for: world.owner)
            #expect(shown.map(\.id) == [second.id])
            let refused = await failure { _ = try await world.drop { $0.projectId = first.id.description } }
            #expect(refused?.fields.map(\.pointer) == ["/projectId"])
        }
    }

    @Test func `A project with leads outside the trash stays; an empty one goes with them for good`() async throws {
        try await withLeads { world in
            let project = try await create(["name": "Second"], in: world)
            let lead = try await world.drop { $0.projectId = project.id.description }
            let refused = await failure { _ = try await world.projects.trash(project.id, version: 1, by: world.owner, trace: TraceID()) }
            #expect(refused?.code == .projectNotEmpty)
            let trashed = try await world.trash(lead)
            _ = try await world.projects.trash(project.id, version: 1, by: world.owner, trace: TraceID())
            #expect(try await world.projects.list(archived: .exclude, isTrash: true, for: world.owner).map(\.id) == [project.id])
            let homeless = await failure {
                _ = try await world.leads.restore(trashed.id, version: trashed.version, by: world.owner, trace: TraceID())
            }
            #expect(homeless?.code == .conflict)
            _ = try await world.leads.emptyTrash(after: .seconds(-1))
            #expect(try await world.count("project") == 2)
            #expect(try await world.count("stage") == 12)
        }
    }
}
