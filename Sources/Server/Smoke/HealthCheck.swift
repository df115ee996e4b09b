/// `GET /health` says that database, queue and storage work.
struct HealthCheck {
    private static let parts = ["db", "queue", "storage"]

    let client: SmokeClient

    func run() async throws -> String {
        let answer = try await client.get("/health")
        // Says which part is at fault even when the node answers 503.
        if answer.status != 503 || answer.mediaType != "application/json" { _ = try answer.expecting(200) }
        let health = try answer.json(SmokeBody.Health.self)
        let faults = Self.parts.filter { health.checks[$0] != "ok" }.map { "\($0) is \(health.checks[$0] ?? "missing")" }
        guard faults.isEmpty else { throw NodeFault(faults.joined(separator: ", ")) }
        _ = try answer.expecting(200)
        guard health.status == "ok" else { throw NodeFault("the status is \(health.status)") }
        return "db, queue and storage ok"
    }
}
