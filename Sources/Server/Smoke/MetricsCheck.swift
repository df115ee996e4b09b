import NIOCore

/// `/metrics` answers whoever may read it, and refuses others.
struct MetricsCheck {
    private static let family = "http_request_duration_seconds"

    let client: SmokeClient

    func run() async throws -> String {
        let answer = try await client.get("/metrics").expecting(200, 401, 403, 404)
        guard answer.status == 200 else { return "not for this caller (\(answer.status))" }
        let text = String(buffer: answer.body)
        guard text.contains(Self.family) else { throw NodeFault("GET /metrics does not tell \(Self.family)") }
        return "\(text.split(separator: "\n").count { !$0.hasPrefix("#") }) values"
    }
}
