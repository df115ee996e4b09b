import Blobs
import Foundation

/// A folder for what is of no lasting use; empty at the beginning, and gone at the end unless the process dies.
struct Scratch {
    let path: String

    static func with<Value>(_ path: String, _ body: (Scratch) async throws -> Value) async throws -> Value {
        try clear(path)
        do {
            try DiskFolders.make(path)
            let value = try await body(Scratch(path: path))
            try clear(path)
            return value
        } catch {
            // The next one clears what this one can't.
            try? clear(path)
            if let error = error as? BlobError, error.code == .full {
                throw BackupError(.full, "The data folder has no room for a copy of the database (\(error.message)).")
            }
            throw error
        }
    }

    static func clear(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }

    var database: String { "\(path)/uprising.sqlite" }
}
