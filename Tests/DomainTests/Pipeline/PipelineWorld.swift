import DataStore
import Foundation
import Identity
import Primitives
import Realtime

@testable import Domain

extension LeadWorld {
    var pipeline: Pipeline { Pipeline(leads: leads) }
    var stageDesk: StageDesk { StageDesk(leads: leads) }

    /// Those of the owner's first project.
    func stages() async throws -> [Stage] {
        let project = try await projects.list(archived: .exclude, isTrash: false, for: owner)[0]
        return try await projects.stages(of: project.id, for: owner)
    }

    func move(_ lead: Lead, _ members: [String: JSONValue], by principal: Principal? = nil) async throws -> Lead {
        try await pipeline.move(
            lead.id, LeadMove(MergePatch(members)), version: lead.version, by: principal ?? owner, key: nil, trace: TraceID())
    }

    func move(_ lead: Lead, to stage: Stage, after: Lead? = nil, before: Lead? = nil) async throws -> Lead {
        try await move(
            lead,
            [
                "stageId": .string(stage.id.description), "after": JSONValue(after?.id.description),
                "before": JSONValue(before?.id.description),
            ])
    }

    func board(_ query: LeadQuery = LeadQuery(), limit: Int = 50) async throws -> Board {
        try await pipeline.board(of: stages()[0].projectId, query, limit: limit, for: owner)
    }

    /// Companies of a stage from the top down.
    func column(_ index: Int) async throws -> [String] { try await board().columns[index].cards.map(\.lead.company) }

    /// The types of events, the oldest first.
    func eventTypes() async throws -> [String] {
        try await store.read { try $0.rows("SELECT type FROM event ORDER BY seq").map { try $0["type"] } }
    }

    func edit(_ stage: Stage, _ members: [String: JSONValue], by principal: Principal? = nil) async throws -> Stage {
        try await stageDesk.edit(
            stage.id, StagePatch(MergePatch(members)), version: stage.version, by: principal ?? owner, trace: TraceID())
    }

    func create(_ members: [String: JSONValue], by principal: Principal? = nil) async throws -> Stage {
        try await stageDesk.create(MergePatch(members), in: stages()[0].projectId, by: principal ?? owner, key: nil, trace: TraceID())
    }

    func delete(_ stage: Stage, to target: Stage? = nil, version: Int64? = nil) async throws {
        try await stageDesk.delete(stage.id, moveTo: target?.id, version: version ?? stage.version, by: owner, trace: TraceID())
    }

    /// As it comes in the body of a request.
    func order<Order: Decodable>(_ members: JSONValue) throws -> Order {
        try JSONDecoder().decode(Order.self, from: Data(JSONWriter.bytes(of: members)))
    }

    func named(_ leads: [Lead]) -> JSONValue {
        .array(leads.map { ["id": .string($0.id.description), "version": .integer($0.version)] })
    }

    func move(_ leads: [Lead], to stage: Stage, key: IdempotencyKey? = nil) async throws -> BulkOutcome {
        let order: BulkMove = try order(["stageId": .string(stage.id.description), "leads": named(leads)])
        return try await pipeline.move(order, by: owner, key: key, trace: TraceID())
    }
}
