import Identity
import Primitives
import Realtime
import Testing

@testable import Domain

struct ChannelsTests {
    private func create(_ world: ChatWorld, _ members: [String: JSONValue], by principal: Principal) async throws -> Channel {
        try await world.chat.create(MergePatch(members), by: principal, key: nil, trace: TraceID())
    }

    @Test func `A channel is made by who may write, under a name that no other has`() async throws {
        try await withChat { world in
            let attempts: [(FailureCode, [String: JSONValue], Principal)] = [
                (.forbidden, ["name": "A"], world.viewer), (.invalidRequest, [:], world.ada), (.invalidRequest, ["name": ""], world.ada),
                (.invalidRequest, ["name": .string(String(repeating: "a", count: 81))], world.ada),
                (.invalidRequest, ["name": "A", "colour": "red"], world.ada), (.conflict, ["name": "general"], world.ada),
            ]
            for (code, members, principal) in attempts {
                let refused = await failure { _ = try await create(world, members, by: principal) }
                #expect(refused?.code == code, "\(members)")
            }
            #expect(try await world.world.count("channel") == 2)
            let key = try IdempotencyKey("k")
            let members: [String: JSONValue] = ["name": " Sales\n", "topic": "All"]
            let made = try await world.chat.create(MergePatch(members), by: world.bo, key: key, trace: TraceID())
            let again = try await world.chat.create(MergePatch(members), by: world.bo, key: key, trace: TraceID())
            #expect(made == again && made.name == "Sales" && made.topic == "All" && !made.isDefault && made.version == 1)
            #expect(try await world.events(of: .channel(made.id)) == ["channel.updated"])
        }
    }

    @Test func `Channels are changed and archived by who manages them, and the first one stays`() async throws {
        try await withChat { world in
            let (general, sales) = (try await world.general(), try await world.channel("Sales"))
            let lead = try await world.world.drop("Acme")
            let ofLead = ID<Channel>(high: lead.id.high, low: lead.id.low)
            func edit(_ id: ID<Channel>, _ members: [String: JSONValue], _ version: Int64?, by principal: Principal) async throws -> Channel
            {
                try await world.chat.edit(id, ChannelPatch(MergePatch(members)), version: version, by: principal, trace: TraceID())
            }
            let attempts: [(FailureCode, () async throws -> Channel)] = [
                (.forbidden, { try await edit(sales.id, ["name": "X"], 1, by: world.bo) }),
                (.notFound, { try await edit(sales.id, ["name": "X"], 1, by: world.world.stranger) }),
                (.versionRequired, { try await edit(sales.id, ["name": "X"], nil, by: world.ada) }),
                (.staleVersion, { try await edit(sales.id, ["name": "X"], 2, by: world.ada) }),
                (.conflict, { try await edit(sales.id, ["name": "Général"], 1, by: world.ada) }),
                (.conflict, { try await edit(ofLead, ["name": "X"], 0, by: world.ada) }),
                (.conflict, { try await world.chat.archive(general, true, version: 1, by: world.ada, trace: TraceID()) }),
                (.conflict, { try await world.chat.archive(ofLead, true, version: 0, by: world.ada, trace: TraceID()) }),
                (.forbidden, { try await world.chat.archive(sales.id, true, version: 1, by: world.bo, trace: TraceID()) }),
            ]
            for (code, attempt) in attempts {
                let refused = await failure { _ = try await attempt() }
                #expect(refused?.code == code)
            }
            #expect(try await edit(sales.id, ["topic": "T"], 1, by: world.ada).version == 2)
            #expect(try await edit(ofLead, ["topic": "T"], 0, by: world.ada).topic == "T")
            let archived = try await world.chat.archive(sales.id, true, version: 2, by: world.ada, trace: TraceID())
            #expect(archived.archivedAt != nil && archived.version == 3)
            // Its name is free meanwhile, and has to be when it comes back.
            _ = try await world.channel("Sales")
            let taken = await failure { _ = try await world.chat.archive(sales.id, false, version: 3, by: world.ada, trace: TraceID()) }
            #expect(taken?.code == .conflict)
        }
    }

    @Test func `The list has the newest activity first, page by page, and nothing of others or of the trash`() async throws {
        try await withChat { world in
            let lead = try await world.world.drop("Acme")
            let ofLead = ID<Channel>(high: lead.id.high, low: lead.id.low)
            let (one, two) = (try await world.channel("One"), try await world.channel("Two"))
            try await world.say("a", in: one.id)
            try await world.say("b", in: ofLead)
            func list(_ filter: ChannelFilter = ChannelFilter(), _ cursor: String? = nil, limit: Int = 50) async throws -> Page<Channel> {
                try await world.chat.channels(filter, cursor: cursor, limit: limit, for: world.ada)
            }
            let all = try await list().items.map(\.name)
            #expect(all == ["Acme", "One", "Two", "Général"])
            #expect(try await list(ChannelFilter(kind: .lead)).items.map(\.name) == ["Acme"])
            let first = try await list(limit: 3)
            let second = try await list(ChannelFilter(), first.next, limit: 3)
            #expect(first.items.map(\.id) == [ofLead, one.id, two.id] && second.items.map(\.name) == ["Général"] && second.next == nil)
            for (cursor, filter) in [("nonsense", ChannelFilter()), (first.next, ChannelFilter(kind: .workspace))] {
                let forged = await failure { _ = try await list(filter, cursor) }
                #expect(forged?.fields.map(\.pointer) == ["cursor"])
            }
            _ = try await world.world.trash(lead)
            #expect(try await list().items.map(\.name) == ["One", "Two", "Général"])
            #expect(try await world.window(ofLead).messages.count == 1)
        }
    }
}
