import FoundationEssentials
import NIOCore
import NIOHTTP1
import Primitives

/// A message in the lead's own channel is heard by another client.
struct ChatCheck {
    private static let event = "chat.message.new"

    let room: SmokeRoom

    func run() async throws -> String {
        let (client, channel) = (room.client, room.drop.leadID)
        return try await room.hear(
            Self.event,
            after: {
                let body = ByteBuffer(bytes: try JSONEncoder().encode(["clientId": UUID().uuidString.lowercased(), "text": "Smoke test"]))
                return try await client.post("/api/v1/channels/\(channel)/messages", json: body).expecting(201)
                    .json(SmokeBody.Message.self).id
            }
        ) { broadcast, id in
            broadcast["payload"]?["payload"]?["messageId"]?.string == id ? "\(Self.event) heard by another client" : nil
        }
    }
}
