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

    /// Whether the node can do its work: what a balancer asks, and what a dead-man's switch rests on.
    package func areReady() async -> Bool { await parts().values.allSatisfy { $0 } }

    func ready() async -> Answer {
        let checks = await parts()
        return Answer(status: Self.status(of: checks), checks: checks.mapValues { $0 ? "ok" : "failing" })
    }

    func run() async -> Answer {
        let hasDamage = await hasDamagedFiles()
        let checks = await parts()
        return Answer(
            status: Self.status(of: checks),
            // A damaged file is for a person to look at; the node does its work, and stays where requests are sent to.
            checks: checks.mapValues { $0 ? "ok" : "failing" }.merging(hasDamage ? ["files": "failing"] : [:]) { $1 })
    }

    private func parts() async -> [String: Bool] {
        ["db": await isReadable(), "queue": runner.isServing, "storage": await blobs.health() == .ok]
    }

    private static func status(of checks: [String: Bool]) -> String { checks.values.allSatisfy { $0 } ? "ok" : "failing" }

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
