import Domain
import Identity
import Primitives
import Testing

struct LeadViewsTests {
    @Test func `A view that is not right names every fault and is not kept`() async throws {
        try await withLeads { world in
            let views = LeadViews(store: world.store)
            let draft = LeadViewDraft([
                "name": " ", "shared": "yes", "colour": 1, "query": ["status": "odd", "sort": "price", "limit": 3, "columns": [1]],
            ])
            let failure = await #expect(throws: Failure.self) { try await views.create(draft, by: world.owner) }
            #expect(
                Set(failure?.fields.map(\.pointer) ?? []) == [
                    "/name", "/shared", "/colour", "/query/status", "/query/sort", "/query/limit", "/query/columns",
                ])
            let count = try await world.count("lead_view")
            #expect(count == 0)
        }
    }

    @Test func `A view says its query as the list takes it, whatever is asked next`() async throws {
        try await withLeads { world in
            let views = LeadViews(store: world.store)
            let query: JSONValue = [
                "tag": ["Été", "vip"], "score_min": 30, "archived": "only", "q": "lyon", "columns": ["company", "score"],
            ]
            let made = try await views.create(LeadViewDraft(["name": "Mine", "query": query]), by: world.owner)
            let kept = try await views.list(for: world.owner)
            #expect(kept == [made])
            let text = String(decoding: JSONWriter.bytes(of: made), as: UTF8.self)
            let filter = #""tag":["ete","vip"],"score_min":30,"archived":"only","q":"lyon""#
            #expect(text.contains(#""query":{"# + filter + #","sort":"-created","columns":["company","score"]}"#))
        }
    }

    @Test func `Another's view is not there unless it is shared, and not theirs to change even then`() async throws {
        try await withLeads { world in
            let views = LeadViews(store: world.store)
            let other = Principal(
                credential: world.owner.credential, workspaceID: world.owner.workspaceID, personID: ID(), role: .member,
                permissions: Role.member.permissions, displayName: world.owner.displayName)
            let own = try await views.create(LeadViewDraft(["name": "Own"]), by: world.owner)
            let shared = try await views.create(LeadViewDraft(["name": "Shared", "shared": true]), by: world.owner)
            #expect(try await views.list(for: other).map(\.name) == ["Shared"])
            #expect(try await views.list(for: world.stranger).isEmpty)
            for (view, principal, code) in [
                (own, other, FailureCode.notFound), (shared, other, .forbidden), (shared, world.stranger, .notFound),
            ] {
                let failure = await #expect(throws: Failure.self) {
                    try await views.change(view.id, LeadViewDraft(["name": "Taken"]), version: 1, by: principal)
                }
                #expect(failure?.code == code)
                let removal = await #expect(throws: Failure.self) { try await views.remove(view.id, version: 1, by: principal) }
                #expect(removal?.code == code)
            }
            let theirs = try await views.create(LeadViewDraft(["name": "Theirs", "shared": true]), by: other)
            #expect(try await views.change(theirs.id, LeadViewDraft(["name": "Ours"]), version: 1, by: world.owner).name == "Ours")
        }
    }

    @Test func `A viewer keeps views and shares none`() async throws {
        try await withLeads { world in
            let (views, viewer) = (LeadViews(store: world.store), world.member(.viewer))
            let failure = await #expect(throws: Failure.self) {
                try await views.create(LeadViewDraft(["name": "Ours", "shared": true]), by: viewer)
            }
            #expect(failure?.code == .forbidden)
            let own = try await views.create(LeadViewDraft(["name": "Mine"]), by: viewer)
            #expect(own.version == 1)
        }
    }

    @Test func `A change without a version, or based on another, is refused and told what is there`() async throws {
        try await withLeads { world in
            let views = LeadViews(store: world.store)
            let view = try await views.create(LeadViewDraft(["name": "One", "query": ["status": "new"]]), by: world.owner)
            for (version, code) in [(nil, FailureCode.versionRequired), (7, .staleVersion)] as [(Int64?, FailureCode)] {
                let failure = await #expect(throws: Failure.self) {
                    try await views.change(view.id, LeadViewDraft(["name": "Two"]), version: version, by: world.owner)
                }
                #expect(failure?.code == code)
            }
            let changed = try await views.change(view.id, LeadViewDraft(["name": "Two"]), version: 1, by: world.owner)
            #expect(changed.version == 2 && changed.name == "Two" && changed.query == view.query)
            try await views.remove(view.id, version: 2, by: world.owner)
            #expect(try await views.list(for: world.owner).isEmpty)
        }
    }
}
