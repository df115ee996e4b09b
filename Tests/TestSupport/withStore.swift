package import DataStore
import FoundationEssentials
package import Primitives

/// Lends a store in a folder of its own, and removes both.
@discardableResult
package func withStore<Result>(
    _ migrations: [Migration] = [], clock: WallClock = .system, _ body: (Store) async throws -> Result
) async throws -> Result {
    try await withFolder { folder in
        let store = try Store(path: folder + "/test.sqlite", migrations: migrations, clock: clock)
        do {
            let result = try await body(store)
            try store.close()
            return result
        } catch {
            try store.close()
            throw error
        }
    }
}
