import Blobs
import Foundation
import Glibc

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
        for file in FileManager.default.subpaths(atPath: path) ?? [] { shorten("\(path)/\(file)") }
        try FileManager.default.removeItem(atPath: path)
    }

    /// Takes a large file away part by part. Where the disk is told of all that gets free (the mount option `discard`), a gigabyte at once keeps
    /// everybody's flush waiting for half a second.
    private static func shorten(_ path: String) {
        // What can't be shortened is removed as it is.
        guard let file = try? DiskFile.open(path), var rest = try? file.byteCount() else { return }
        while rest > partByteCount {
            rest -= partByteCount
            guard truncate(path, off_t(rest)) == 0 else { return }
            usleep(pauseMicroseconds)
        }
    }

    private static let partByteCount: Int64 = 16 << 20
    private static let pauseMicroseconds: UInt32 = 5_000

    var database: String { "\(path)/uprising.sqlite" }
}
