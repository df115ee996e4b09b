import DataStore
import Identity
import Primitives
import Testing

@testable import Domain

struct StageDeskTests {
    /// All open ones but the first.
    private func deleteOtherOpen(_ world: LeadWorld) async throws {
        // From the back: none of them has to make room, which would give it another version.
        for stage in try await world.stages().dropFirst().reversed() where stage.kind == .open { try await world.delete(stage) }
    }

    @Test func `Stages are an affair of admins, in their own workspace`() async throws {
        try await withLeads { world in
            let stage = try await world.stages()[0]
            let refused1 = await failure { _ = try await world.create(["name": "X"], by: world.member(.member)) }
            #expect(refused1?.code == .forbidden)
            let refused2 = await failure { _ = try await world.edit(stage, ["name": "X"], by: world.member(.member)) }
            #expect(refused2?.code == .forbidden)
            let refused3 = await failure { _ = try await world.edit(stage, ["name": "X"], by: world.stranger) }
            #expect(refused3?.code == .notFound)
            let refused4 = await failure { _ = try await world.create(["name": "X"], by: world.stranger) }
            #expect(refused4?.code == .notFound)
            let stale = await failure { try await world.delete(stage, version: 9) }
            #expect(stale?.code == .staleVersion)
            #expect(try await world.stages().count == 6)
        }
    }

    @Test func `Every wrong field of a stage is named`() {
        let failure = #expect(throws: Failure.self) {
            try StagePatch(
                MergePatch([
                    "name": "", "kind": "maybe", "probability": 101, "colour": "red", "staleDays": 0, "requiredFields": ["email", "shoe"],
                    "position": .null, "version": 1,
                ]))
        }
        #expect(
            failure?.fields.map(\.pointer) == [
                "/name", "/kind", "/probability", "/colour", "/staleDays", "/requiredFields/1", "/position", "/version",
            ])
    }

    @Test func `A new stage makes room for itself, and each that gave way is told of`() async throws {
        try await withLeads { world in
            let before = try await world.stages()
            let taken = await failure { _ = try await world.create(["name": .string(before[2].name.uppercased())]) }
            #expect(taken?.fields.map(\.pointer) == ["/name"])
            let odd = await failure { _ = try await world.create(["name": "Odd", "requiredFields": ["closeReason"]]) }
            #expect(odd?.fields.map(\.pointer) == ["/requiredFields"])
            let events = try await world.eventTypes().count
            let made = try await world.create(["name": "Second", "position": 1, "colour": "#0EA5E9", "staleDays": 3])
            #expect(made.version == 1 && made.position == 1 && made.colour == "#0ea5e9")
            let after = try await world.stages()
            #expect(after.map(\.name) == [before[0].name, "Second"] + before.dropFirst().map(\.name))
            #expect(after.map(\.position) == Array(0...6))
            #expect(after.map(\.version) == [1, 1, 2, 2, 2, 2, 2])
            #expect(try await world.eventTypes().dropFirst(events).allSatisfy { $0 == "stage.updated" })
            #expect(try await world.eventTypes().count == events + 6)
            let last = try await world.edit(made, ["position": 49, "staleDays": .null])
            #expect(last.position == 6 && last.version == 2 && last.staleDays == nil)
            #expect(try await world.edit(last, ["name": "Second"]) == last)
        }
    }

    @Test func `No project has more than fifty`() async throws {
        try await withLeads { world in
            for number in 6..<50 { _ = try await world.create(["name": .string("S\(number)")]) }
            let refused5 = await failure { _ = try await world.create(["name": "One more"]) }
            #expect(refused5?.code == .conflict)
        }
    }

    private func refusal(deleting stage: Stage, in world: LeadWorld) async -> Failure? {
        await failure { try await world.stageDesk.delete(stage.id, moveTo: nil, version: stage.version, by: world.owner, trace: TraceID()) }
    }

    private func refusal(of kind: String, for stage: Stage, in world: LeadWorld) async -> Failure? {
        await failure { _ = try await world.edit(stage, ["kind": .string(kind)]) }
    }

    @Test func `A stage with leads keeps its kind, and stays`() async throws {
        try await withLeads { world in
            _ = try await world.drop()
            let stage = try await world.stages()[0]
            let changed = await refusal(of: "won", for: stage, in: world)
            #expect(changed?.code == .conflict)
            let full = await refusal(deleting: stage, in: world)
            #expect(full?.code == .stageNotEmpty)
            #expect(full?.members["leads"] == .integer(1))
        }
    }

    @Test func `A project keeps its last open stage`() async throws {
        try await withLeads { world in
            try await deleteOtherOpen(world)
            let last = try await world.stages()[0]
            let gone = await refusal(deleting: last, in: world)
            #expect(gone?.code == .conflict)
            let lost = await refusal(of: "lost", for: last, in: world)
            #expect(lost?.code == .conflict)
            #expect(try await world.stages().map(\.position) == [0, 1, 2])
        }
    }

    @Test func `A stage goes when its leads went, those of archive and trash too, in their order`() async throws {
        try await withLeads { world in
            let stages = try await world.stages()
            let stay = try await world.move(try await world.drop("stay"), to: stages[1])
            var all: [Lead] = []
            for number in 0..<205 { all.append(try await world.drop("\(number)")) }
            _ = try await world.trash(all[0])
            _ = try await world.leads.archive(all[1].id, true, version: 1, by: world.owner, trace: TraceID())
            let strange = await failure {
                try await world.stageDesk.delete(stages[0].id, moveTo: stages[0].id, version: 1, by: world.owner, trace: TraceID())
            }
            #expect(strange?.fields.map(\.pointer) == ["moveTo"])
            try await world.delete(stages[0], to: stages[1])
            #expect(try await world.stages().map(\.id) == stages.dropFirst().map(\.id))
            #expect(try await world.count("pipeline_event") == 206)
            let board = try await world.board(limit: 200)
            #expect(board.columns[0].count == 204)
            #expect(board.columns[0].cards.map(\.lead.company).prefix(3) == [stay.company, "204", "203"])
            #expect(try await world.eventTypes().suffix(6).allSatisfy { $0 == "stage.updated" })
            let dropped = try await world.drop("next")
            #expect(dropped.stageId == stages[1].id)
        }
    }

    @Test func `A stage that is being emptied takes no lead, and the same call goes on with it`() async throws {
        try await withLeads { world in
            let lead = try await world.drop()
            let stages = try await world.stages()
            var closing = stages[1]
            closing.isClosing = true
            let stage = closing
            let inside = try await world.move(try await world.drop("inside"), to: stages[1])
            try await world.store.write { try StageRows.update(stage, in: $0) }
            let refused6 = await failure { _ = try await world.move(lead, to: stages[1]) }
            #expect(refused6?.code == .conflict)
            let refused7 = await failure { _ = try await world.edit(stages[1], ["name": "X"]) }
            #expect(refused7?.code == .conflict)
            let refused8 = await failure { try await world.delete(stages[0], to: stages[1]) }
            #expect(refused8?.code == .invalidRequest)
            try await world.delete(stages[1], to: stages[2])
            #expect(try await world.room(inside.id).lead.stageId == stages[2].id)
            #expect(try await world.stages().count == 5)
        }
    }

    @Test func `What was cut off goes on by a job, and a stage with nowhere to go takes leads again`() async throws {
        try await withLeads { world in
            let stages = try await world.stages()
            let inside = try await world.drop("inside")
            for index in 0...1 {
                var closing = stages[index]
                closing.isClosing = true
                let stage = closing
                try await world.store.write { try StageRows.update(stage, in: $0) }
            }
            let hasGone = try await world.stageDesk.empty(stages[0].id, into: stages[1].id, by: .node, trace: TraceID())
            #expect(!hasGone)
            #expect(try await world.stages()[0].isClosing == false)
            try await world.delete(stages[0], to: stages[2])
            let waiting = try await world.store.read { try $0.value("SELECT count(*) FROM job WHERE kind = 'empty_stage'", as: Int.self) }
            #expect(waiting == 1)
            #expect(try await world.room(inside.id).lead.stageId == stages[2].id)
            // The job finds nothing to do.
            let isDone = try await world.stageDesk.empty(stages[0].id, into: stages[2].id, by: .node, trace: TraceID())
            #expect(isDone)
            #expect(try await world.stages().count == 5)
        }
    }
}
