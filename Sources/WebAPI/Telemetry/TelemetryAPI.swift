package import DataStore
import Hummingbird

/// What the node knows of itself, for those who run it.
package struct TelemetryAPI: Sendable {
    let store: Store

    /// - Parameter store: the telemetry database.
    package init(store: Store) {
        self.store = store
    }

    func add(to router: some RouterMethods<APIContext>, gate: Gatekeeper) {
        LogRoutes(store: store, gate: gate).add(to: router)
        TraceRoutes(store: store, gate: gate).add(to: router)
    }
}
