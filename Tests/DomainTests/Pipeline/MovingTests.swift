import DataStore
import Foundation
import Identity
import Primitives
import Realtime
import Testing

@testable import Domain

struct MovingTests {
    @Test func `A move needs the permission, the version, and a stage of the lead's project`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            let to: [String: JSONValue] = ["stageId": .string(stages[1].id.description)]
            let refused1 = await failure { _ = try await world.move(lead, to, by: world.member(.viewer)) }
            #expect(refused1?.code == .forbidden)
            let unbased = await failure {
                _ = try await world.pipeline.move(
                    lead.id, LeadMove(MergePatch(to)), version: nil, by: world.owner, key: nil, trace: TraceID())
            }
            #expect(unbased?.code == .versionRequired)
            let theirs = try await world.leads.drop(LeadDraft(company: "Theirs"), by: world.stranger, trace: TraceID())
            let strange = await failure { _ = try await world.move(lead, ["stageId": .string(theirs.stageId.description)]) }
            #expect(strange?.fields.map(\.pointer) == ["/stageId"])
            let refused2 = await failure { _ = try await world.move(theirs, to) }
            #expect(refused2?.code == .notFound)
            let trashed = try await world.trash(lead)
            let refused3 = await failure { _ = try await world.move(trashed, to) }
            #expect(refused3?.code == .conflict)
            #expect(try await world.count("pipeline_event") == 0)
        }
    }

    @Test func `Every wrong member of a move is named`() {
        let failure = #expect(throws: Failure.self) {
            try LeadMove(
                MergePatch([
                    "after": 7, "before": "x", "closeReason": .string(String(repeating: "x", count: 501)), "to": "x",
                    "fields": ["email": "no", "value": ["amount": -1, "currency": "EUR"]],
                ]))
        }
        #expect(
            failure?.fields.map(\.pointer) == [
                "/after", "/before", "/closeReason", "/fields/email", "/fields/value/amount", "/stageId", "/to",
            ])
    }

    @Test func `Of two who drag one card, the second sees where the first put it, and nothing is lost`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            let won = try await world.move(lead, to: stages[2])
            let stale = await failure { _ = try await world.move(lead, to: stages[3]) }
            #expect(stale?.code == .staleVersion)
            #expect(stale?.members["current"]?["stageId"]?.string == stages[2].id.description)
            #expect(
                stale?.members["differences"]?.array == [
                    [
                        "field": "stageId", "before": .string(stages[0].id.description), "current": .string(stages[2].id.description),
                        "yours": .string(stages[3].id.description),
                    ]
                ])
            #expect(try await world.room(lead.id).lead == won)
            #expect(try await world.count("pipeline_event") == 1)
        }
    }

    @Test func `Of many who drag it at once one wins, and each move that was made is there`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            let wins = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<24 {
                    group.addTask { await failure { _ = try await world.move(lead, to: stages[1 + number % 3]) } == nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(wins == 1)
            #expect(try await world.room(lead.id).lead.version == 2)
            #expect(try await world.count("pipeline_event") == 1)
            #expect(try await world.eventTypes().count { $0 == "pipeline.moved" } == 1)
        }
    }

    @Test func `A move is one version, one event of the lead and both projects' rooms, one row, one entry of its history`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            let events = try await world.eventTypes().count
            let moved = try await world.move(lead, to: stages[1])
            #expect(moved.version == 2 && moved.stageId == stages[1].id && moved.stageSince > lead.stageSince)
            #expect(try await world.eventTypes().dropFirst(events) == ["pipeline.moved"])
            let event = try #require(
                try await world.store.read { try $0.row("SELECT seq, payload FROM event ORDER BY seq DESC LIMIT 1") })
            let payload = try JSONDecoder().decode([String: JSONValue].self, from: Data((try event["payload"] as String).utf8))
            #expect(Set(payload.keys) == Set(EventType.pipelineMoved.fields.map(\.name)))
            #expect(payload["lead"]?["rank"]?.string == moved.rank.text && payload["toKind"] == "open")
            let seq: Int64 = try event["seq"]
            for room in [Room.lead(lead.id), .project(lead.projectId), .workspace(lead.workspaceId)] {
                let heard = try await world.store.read {
                    try $0.row("SELECT 1 FROM event_room WHERE seq = ? AND room = ?", [seq, room]) != nil
                }
                #expect(heard)
            }
            #expect(try await world.history(lead.id).count == 1)
            let moves = try await world.pipeline.moves(of: lead.id, cursor: nil, limit: 50, for: world.owner)
            #expect(moves.items.map(\.to.id) == [stages[1].id] && moves.items.map(\.from?.name) == [stages[0].name])
            #expect(moves.items.map(\.since) == [lead.stageSince] && moves.next == nil)
        }
    }

    @Test func `A change of the stage by PATCH is the same move`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            let above = try await world.move(try await world.drop("Above"), to: stages[1])
            let moved = try await world.edit(lead, ["stageId": .string(stages[1].id.description)])
            #expect(moved.rank < above.rank)
            #expect(try await world.eventTypes().last == "pipeline.moved")
            #expect(try await world.count("pipeline_event") == 2)
        }
    }

    @Test func `Cards stand where they are put: on top, below, above; a neighbour that went is none`() async throws {
        try await withLeads { world in
            let stages = try await world.stages()
            var leads: [String: Lead] = [:]
            for name in ["a", "b", "c", "d"] { leads[name] = try await world.drop(name) }
            // The newest first.
            #expect(try await world.column(0) == ["d", "c", "b", "a"])
            let (a, b, c, d) = (leads["a"]!, leads["b"]!, leads["c"]!, leads["d"]!)
            let moved = try await world.move(a, to: stages[0], after: d)
            #expect(try await world.column(0) == ["d", "a", "c", "b"])
            #expect(try await world.eventTypes().last == "pipeline.moved")
            #expect(try await world.count("pipeline_event") == 0)
            let same = try await world.move(moved, to: stages[0], after: d, before: c)
            #expect(same == moved)
            _ = try await world.move(d, to: stages[0], before: b)
            #expect(try await world.column(0) == ["a", "c", "d", "b"])
            let gone = try await world.move(c, to: stages[1])
            _ = try await world.move(b, to: stages[0], after: gone)
            #expect(try await world.column(0) == ["b", "a", "d"])
            _ = try await world.move(same, to: stages[0], after: try await world.room(d.id).lead)
            #expect(try await world.column(0) == ["b", "d", "a"])
        }
    }

    @Test func `A stage asks for its fields, which may come with the move`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            let stage = try await world.edit(stages[1], ["requiredFields": ["tags", "email", "value"]])
            #expect(stage.requiredFields == ["value", "email", "tags"])
            let missing = await failure { _ = try await world.move(lead, to: stage) }
            #expect(missing?.code == .fieldsRequired)
            #expect(missing?.fields.map(\.pointer) == ["/fields/value", "/fields/email", "/fields/tags"])
            let patched = await failure {
                _ = try await world.edit(lead, ["stageId": .string(stage.id.description), "email": "a@b.example"])
            }
            #expect(patched?.fields.map(\.pointer) == ["/value", "/tags"])
            let dropped = await failure { _ = try await world.drop("B") { $0.stageId = stage.id.description } }
            #expect(dropped?.code == .fieldsRequired)
            let moved = try await world.move(
                lead,
                [
                    "stageId": .string(stage.id.description),
                    "fields": ["email": "a@b.example", "tags": ["x"], "value": ["amount": 0, "currency": "EUR"]],
                ])
            #expect(moved.version == 2 && moved.email == "a@b.example" && moved.value?.amount == 0)
        }
    }

    @Test func `What is won or lost has a moment and may have a reason; what is open again has neither`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            let early = await failure { _ = try await world.edit(lead, ["closeReason": "x"]) }
            #expect(early?.fields.map(\.pointer) == ["/closeReason"])
            let lost = try await world.move(lead, ["stageId": .string(stages[5].id.description), "closeReason": " Price "])
            #expect(lost.closeReason == "Price" && lost.closedAt != nil)
            let why = try await world.edit(lost, ["closeReason": "Too late"])
            #expect(why.closedAt == lost.closedAt)
            let won = try await world.move(why, to: stages[4])
            #expect(won.closeReason == nil && won.closedAt != nil)
            let open = try await world.move(won, to: stages[0])
            #expect(open.closedAt == nil && open.closeReason == nil)
            let moves = try await world.pipeline.moves(of: lead.id, cursor: nil, limit: 50, for: world.owner)
            #expect(moves.items.map(\.to.kind) == [.open, .won, .lost] && moves.items.last?.reason == "Price")
            let born = try await world.drop("Born") { $0.stageId = stages[4].id.description }
            #expect(born.closedAt != nil)
        }
    }

    @Test func `A move that is sent twice with one key is made once`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            let key = try IdempotencyKey("once")
            let order = try LeadMove(MergePatch(["stageId": .string(stages[1].id.description)]))
            func send() async throws -> Lead {
                try await world.pipeline.move(lead.id, order, version: 1, by: world.owner, key: key, trace: TraceID())
            }
            let first = try await send()
            let second = try await send()
            #expect(second.version == first.version && second.rank == first.rank)
            #expect(try await world.count("pipeline_event") == 1)
        }
    }

    @Test func `Moves come in pages of their own list alone`() async throws {
        try await withLeads { world in
            let stages = try await world.stages()
            var lead = try await world.drop()
            for number in 0..<5 { lead = try await world.move(lead, to: stages[(number + 1) % 3]) }
            var (versions, cursor): ([ID<PipelineEvent>], String?) = ([], nil)
            repeat {
                let page = try await world.pipeline.moves(of: lead.id, cursor: cursor, limit: 2, for: world.owner)
                versions += page.items.map(\.id)
                cursor = page.next
            } while cursor != nil
            #expect(versions.count == 5 && versions == versions.sorted().reversed())
            let next = try await world.pipeline.moves(of: lead.projectId, cursor: nil, limit: 2, for: world.owner).next
            for forged in [next, "x", "bm90aGluZyBvZiB0aGUga2luZA", ""] {
                let refused = await failure {
                    _ = try await world.pipeline.moves(of: lead.id, cursor: forged, limit: 2, for: world.owner)
                }
                #expect(refused?.code == .invalidRequest)
            }
        }
    }
}
