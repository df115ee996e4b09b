import FoundationEssentials
import NIOCore
import NIOHTTP1
import Primitives

/// The lead goes to another open stage, and whoever is in its room hears of it.
struct PipelineCheck {
    private static let event = "pipeline.moved"

    let room: SmokeRoom

    func run() async throws -> String {
        let client = room.client
        let path = "/api/v1/leads/\(room.drop.leadID)"
        let lead = try await client.get(path).expecting(200).json(SmokeBody.WarRoom.self).lead
        let stages = try await client.get("/api/v1/projects/\(lead.projectId)/stages").expecting(200).json(SmokeBody.StageList.self)
        // Nothing is won or lost by a test: that would reach the books.
        guard let stage = stages.items.first(where: { $0.kind == "open" && $0.id != lead.stageId && $0.requiredFields.isEmpty }) else {
            return "left as it is: the project has no second open stage that asks for nothing"
        }
        let body = ByteBuffer(bytes: try JSONEncoder().encode(["stageId": stage.id]))
        return try await room.hear(
            Self.event,
            after: {
                let moved = try await client.post(path + "/move", json: body, headers: ["If-Match": "\"\(lead.version)\""])
                    .expecting(200).json(SmokeBody.Lead.self)
                guard moved.stageId == stage.id else { throw NodeFault("the lead did not go to the stage \(stage.name)") }
            }
        ) { broadcast, _ in
            broadcast["payload"]?["payload"]?["to"]?.string == stage.id ? "to \(stage.name), \(Self.event) heard" : nil
        }
    }
}
