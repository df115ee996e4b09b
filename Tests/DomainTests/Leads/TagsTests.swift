import DataStore
import Domain
import Identity
import Primitives
import Testing

struct TagsTests {
    @Test func `Who may not write renames nothing, and a tag that nobody has is none`() async throws {
        try await withLeads { world in
            let lead = try await world.drop { $0.tags = ["VIP"] }
            for (name, principal, code) in [
                ("vip", world.member(.viewer), FailureCode.forbidden), ("vip", world.stranger, .notFound), ("x", world.owner, .notFound),
            ] {
                let refused = await failure { _ = try await world.leads.replaceTag(name, with: "B", by: principal, trace: TraceID()) }
                #expect(refused?.code == code)
            }
            let nameless = await failure { _ = try await world.leads.replaceTag("vip", with: " ", by: world.owner, trace: TraceID()) }
            #expect(nameless?.fields.map(\.pointer) == ["/name"])
            #expect(try await world.room(lead.id).lead.version == 1)
        }
    }

    @Test func `Tags are counted outside the trash, renamed everywhere, united and taken away`() async throws {
        try await withLeads { world in
            let first = try await world.drop { $0.tags = ["Été", "B"] }
            _ = try await world.drop { $0.tags = ["ete"] }
            _ = try await world.trash(try await world.drop { $0.tags = ["ETE", "gone"] })
            let before = try await world.leads.tags(for: world.owner).items
            #expect(before.map(\.leads) == [1, 2] && before[0].name == "B")
            _ = try await world.leads.replaceTag("ETÉ", with: "b", by: world.owner, trace: TraceID())
            #expect(try await world.room(first.id).lead.tags == ["b"])
            #expect(try await world.leads.tags(for: world.owner).items.map(\.leads) == [2])
            _ = try await world.leads.replaceTag("b", with: "B", by: world.owner, trace: TraceID())
            #expect(try await world.leads.tags(for: world.owner).items.map(\.name) == ["B"])
            _ = try await world.leads.replaceTag("B", with: nil, by: world.owner, trace: TraceID())
            #expect(try await world.leads.tags(for: world.owner).items.isEmpty)
            #expect(try await world.leads.tags(for: world.stranger).items.isEmpty)
        }
    }
}
