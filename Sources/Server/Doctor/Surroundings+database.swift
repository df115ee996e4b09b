import DataStore
import Primitives

extension Surroundings {
    /// Lends the database as it is; `nil` when there is none yet. A node that runs goes on, and nothing is written.
    func withDatabase<Value>(_ body: (DatabaseFile) throws -> Value) throws -> Value? {
        guard hasDatabase else { return nil }
        let file = try DatabaseFile(reading: databasePath, isStill: false)
        do {
            let value = try body(file)
            try file.close()
            return value
        } catch {
            try file.close()
            throw error
        }
    }
}
