import FoundationEssentials
import NIOCore
import NIOHTTP1
import Primitives

/// A file goes up by a link, comes with a message, and is opened by another link, whole and in part.
struct FileCheck {
    private static let name = "smoke-test.txt"
    private static let type = "text/plain"

    let client: SmokeClient
    let channel: String

    func run() async throws -> String {
        let text = "Smoke test \(Hex.encode(Secret.random(byteCount: 16).revealedBytes))\n"
        let upload = try await prepare(byteCount: text.utf8.count)
        guard let place = client.target.path(of: upload.url) else { throw NodeFault("the upload's address leads to another origin") }
        // Without a token: links are all that may open anything.
        let visitor = client.carrying(nil)
        _ = try await visitor.put(place, ByteBuffer(string: text), type: Self.type).expecting(200)
        let url = try await say(attaching: upload.key)
        guard let link = client.target.path(of: url) else { throw NodeFault("the file's address leads to another origin") }
        let whole = try await visitor.get(link).expecting(200)
        guard String(buffer: whole.body) == text else { throw NodeFault("the file that came down is not the one that went up") }
        let part = try await visitor.get(link, headers: ["Range": "bytes=0-4"]).expecting(206)
        guard String(buffer: part.body) == text.prefix(5) else { throw NodeFault("the first five bytes of the file are others") }
        return "\(text.utf8.count) bytes up, down and in part, by links"
    }

    private func prepare(byteCount: Int) async throws -> SmokeBody.Upload {
        struct Wanted: Encodable {
            let name: String
            let size: Int
            let contentType: String
        }
        let body = try JSONEncoder().encode(Wanted(name: Self.name, size: byteCount, contentType: Self.type))
        return try await client.post("/api/v1/channels/\(channel)/uploads", json: ByteBuffer(bytes: body)).expecting(201)
            .json(SmokeBody.Upload.self)
    }

    private func say(attaching key: String) async throws -> String {
        struct Said: Encodable {
            let clientId = UUID().uuidString.lowercased()
            let text = ""
            let attachments: [String]
        }
        let body = try JSONEncoder().encode(Said(attachments: [key]))
        let message = try await client.post("/api/v1/channels/\(channel)/messages", json: ByteBuffer(bytes: body)).expecting(201)
            .json(SmokeBody.Message.self)
        guard let url = message.attachments.first?.url else { throw NodeFault("the message has no link to its file") }
        return url
    }
}
