import Blobs
import DataStore
import HTTPServing
import HTTPTypes
import Hummingbird
import JobQueue
import Primitives

/// Whether the node can do its work: asked by monitors every few seconds, so each check is cheap and none waits long.
struct HealthRoutes: Sendable {
    let checks: HealthChecks

    func add(to router: some RouterMethods<APIContext>) {
        router.get("health") { _, _ in try Self.answer(await checks.run()) }
        router.get("ready") { _, context in
            // Asked every few seconds: not worth a line each.
            context.record.isQuiet = true
            return try Self.answer(await checks.ready())
        }
    }

    private static func answer(_ result: HealthChecks.Answer) throws -> Response {
        try .json(result, status: result.status == "ok" ? .ok : .serviceUnavailable)
    }
}
