import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Primitives

/// What a command asks of the running node over HTTP, with the key that the node lends it.
struct LeadsConnection: Sendable {
    /// Longer than the longest upload over loopback, and than any page of an export takes to come.
    private static let patience = Duration.minutes(10)
    private static let answerLimit = 4 << 20

    /// Lives as long as the command does.
    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton,
        configuration: HTTPClient.Configuration(tlsConfiguration: NodeTrust.controlSocket.configuration))

    let url: String
    let key: Secret

    /// - Parameter seen: what the change is based on, with its version.
    /// - Throws: ``Failure`` with what the node refuses, in its words.
    func json(_ method: HTTPMethod, _ path: String, body: JSONValue? = nil, on seen: JSONValue? = nil) async throws -> JSONValue {
        var message = request(method, path)
        if let version = seen?["version"]?.integer { message.headers.add(name: "If-Match", value: "\"\(version)\"") }
        if let body {
            message.headers.add(name: "Content-Type", value: "application/json")
            message.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
        }
        return try await answer(to: message)
    }

    /// Sends a file as it is read.
    func upload(_ file: FileChunks, to path: String) async throws -> JSONValue {
        var message = request(.POST, path)
        message.headers.add(name: "Content-Type", value: "text/csv")
        message.body = .stream(file, length: .known(file.byteCount))
        return try await answer(to: message)
    }

    /// Hands what comes to `write`, part by part.
    func download(_ path: String, _ write: (ByteBuffer) throws -> Void) async throws {
        let response = try await Self.client.execute(request(.GET, path), timeout: TimeAmount(Self.patience))
        guard response.status == .ok else { throw try await refusal(response) }
        for try await part in response.body { try write(part) }
    }

    private func request(_ method: HTTPMethod, _ path: String) -> HTTPClientRequest {
        var message = HTTPClientRequest(url: url + path)
        message.method = method
        message.headers.add(name: "Authorization", value: "Bearer \(key.revealedText)")
        return message
    }

    private func answer(to message: HTTPClientRequest) async throws -> JSONValue {
        let response = try await Self.client.execute(message, timeout: TimeAmount(Self.patience))
        guard (200..<300).contains(Int(response.status.code)) else { throw try await refusal(response) }
        let body = try await response.body.collect(upTo: Self.answerLimit)
        return try JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView))
    }

    private func refusal(_ response: HTTPClientResponse) async throws -> Failure {
        let body = try await response.body.collect(upTo: Self.answerLimit)
        let problem = try? JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView))
        let words = problem?["detail"]?.string ?? "The node answered \(response.status.code)."
        let fields = (problem?["fields"]?.array ?? []).compactMap { field -> String? in
            guard let pointer = field["pointer"]?.string, let message = field["message"]?.string else { return nil }
            return words.contains(message) ? nil : "\(pointer): \(message)"
        }
        let code = problem?["code"]?.string.flatMap { FailureCode(rawValue: $0) } ?? .unavailable
        return Failure(code, ([words] + fields).joined(separator: "\n  "))
    }
}
