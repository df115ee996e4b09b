import Blobs
package import DataStore
import Glibc

/// What a backup is made of.
package struct BackupSource: Sendable {
    /// Puts one committed state of the database into a new file, and calls what it is given now and then.
    let copyDatabase: @Sendable (_ path: String, _ pause: @escaping @Sendable () throws -> Void) async throws -> Void
    let blobs: String
    /// The root secret, where the node keeps it itself.
    let secretFile: String
    /// For the copy of the database; nothing else is there.
    let scratch: String

    /// A node that runs.
    package init(_ store: Store, in folder: DataFolder) {
        self.init(folder: folder) { [store] path, pause in try await store.copy(to: path, pause: pause) }
    }

    /// A node that does not, whose data folder this process holds. Nothing is migrated.
    package init(databasePath: String, in folder: DataFolder) {
        self.init(folder: folder) { path, pause in
            let file = try DatabaseFile(path: databasePath)
            try file.copy(to: path, pause: pause)
            try file.close()
        }
    }

    private init(
        folder: DataFolder, copyDatabase: @escaping @Sendable (String, @escaping @Sendable () throws -> Void) async throws -> Void
    ) {
        self.copyDatabase = copyDatabase
        blobs = folder.blobsPath
        secretFile = folder.secretPath
        scratch = Self.scratch(in: folder)
    }

    static func scratch(in folder: DataFolder) -> String { "\(folder.path)/backup" }
}
