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
        router.get("health") { _, _ in
            let result = await checks.run()
            return try Response.json(result, status: result.status == "ok" ? .ok : .serviceUnavailable)
        }
    }
}
