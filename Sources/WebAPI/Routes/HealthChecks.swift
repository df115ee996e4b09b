package import Blobs
package import DataStore
package import JobQueue
import Logging

/// The checks behind `/health`.
package struct HealthChecks: Sendable {
    struct Answer: Encodable {
        let status: String
        let checks: [String: String]
    }

    let store: Store
    let runner: JobRunner
    let blobs: BlobStore

    package init(store: Store, runner: JobRunner, blobs: BlobStore) {
        self.store = store
        self.runner = runner
        self.blobs = blobs
    }

    func run() async -> Answer {
        let database = await isReadable()
        let files = await blobs.health() == .ok
        let hasDamage = await hasDamagedFiles()
        let checks = ["db": database, "queue": runner.isServing, "storage": files]
        return Answer(
            status: checks.values.allSatisfy { $0 } ? "ok" : "failing",
            // A damaged file is for a person to look at; the node does its work, and stays where requests are sent to.
            checks: checks.mapValues { $0 ? "ok" : "failing" }.merging(hasDamage ? ["files": "failing"] : [:]) { $1 })
    }

    private func hasDamagedFiles() async -> Bool {
        do {
            return try await blobs.damagedCount() > 0
        } catch {
            // The check of the database says so.
            return false
        }
    }

    private func isReadable() async -> Bool {
        do {
            return try await store.read { try $0.value("SELECT 1") == 1 }
        } catch {
            Logger.current.error("the database can't be read", metadata: ["error": "\(error)"])
            return false
        }
    }
}
