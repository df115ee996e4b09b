import Backups
import Blobs
import DataStore
import Foundation
import Primitives
import TestSupport
import Testing

/// A tenant, for tests that need no more of it than an id.
enum Tenant {}

/// A data folder with a database, files and a secret, and an empty folder for backups beside it.
struct BackupWorld: Sendable {
    static let migrations =
        [
            Migration(
                "test/001",
                """
                CREATE TABLE workspace (id TEXT PRIMARY KEY) {strict};
                CREATE TABLE note (number {sequence}, text TEXT NOT NULL) {strict};
                """)
        ] + BlobSchema.migrations
    static let passphrase = Secret("correct horse battery staple")

    let root: String
    let folder: DataFolder
    let store: Store
    let blobs: BlobStore
    let workspace: ID<Tenant>
    let clock: ManualClock

    var targetPath: String { root + "/target" }
    var restoredPath: String { root + "/restored" }
    let node = BackedNode(product: "1.0.0", profile: "local", rootSecret: Secret([UInt8](repeating: 7, count: 32)))

    init(in root: String) throws {
        self.root = root
        folder = try DataFolder(path: root + "/data")
        store = try Store(path: folder.databasePath, migrations: Self.migrations)
        blobs = try BlobStore(path: folder.blobsPath, store: store)
        workspace = try #require(ID("00000000-0000-7000-8000-000000000001"))
        clock = ManualClock()
        try FileManager.default.createDirectory(atPath: root + "/target", withIntermediateDirectories: true)
    }

    /// Two notes, two files and a secret.
    func fill() async throws {
        try await store.write { [workspace] tx in
            try tx.execute("INSERT INTO workspace VALUES (?)", [workspace])
            try tx.execute("INSERT INTO note (text) VALUES ('first'), ('second')")
        }
        try await put("a short file")
        try await put(String(repeating: "long ", count: 40_000))
        try Data("the root secret\n".utf8).write(to: URL(filePath: folder.secretPath))
    }

    @discardableResult
    func put(_ text: String) async throws -> StoredObject {
        let staged = try await blobs.stage(Array(text.utf8), in: workspace, limit: 10_000_000)
        let name = try #require(ObjectName("file.txt"))
        return try await store.write { [blobs] in
            try blobs.attach(staged, name: name, contentType: "text/plain", purpose: .dossier, in: $0)
        }
    }

    func vault(_ passphrase: Secret? = nil, target: (any BackupTarget)? = nil) throws -> Vault {
        try Vault.openOrBegin(try target ?? FolderTarget(path: targetPath), passphrase: passphrase, profile: node.profile)
    }

    @discardableResult
    func backUp(
        _ passphrase: Secret? = nil, keep: RetentionRule = RetentionRule(days: 100), target: (any BackupTarget)? = nil,
        progress: @escaping BackupProgress = { _ in }
    ) async throws -> BackupReport {
        clock.advance(by: .days(1))
        return try await Backup(
            into: try vault(passphrase, target: target), of: BackupSource(store, in: folder), node: node, keep: keep,
            clock: clock.wallClock, progress: progress
        ).run()
    }

    @discardableResult
    func restore(
        _ passphrase: Secret? = nil, backup: String? = nil, progress: @escaping BackupProgress = { _ in }
    ) throws -> Restore.Report {
        let vault = try Vault.open(try FolderTarget(path: targetPath), passphrase: passphrase)
        return try Restore(
            try vault.chosen(backup), of: vault, migrations: Self.migrations, corrections: BlobSchema.corrections, progress: progress
        ).run(to: restoredPath)
    }

    /// That what was restored is the node as ``fill()`` left it.
    func expectRestored(notes: Int = 2) async throws {
        let folder = try DataFolder(path: restoredPath)
        let store = try Store(path: folder.databasePath, migrations: Self.migrations)
        #expect(try await store.integrityFaults() == [])
        #expect(try await store.read { try $0.value("SELECT count(*) FROM note") } == notes)
        #expect(store.epoch != self.store.epoch)
        let found = try await BlobStore(path: folder.blobsPath, store: store).verify()
        #expect(found.faults == [])
        #expect(found.fileCount == 2)
        #expect(try String(contentsOfFile: folder.secretPath, encoding: .utf8) == "the root secret\n")
        try store.close()
    }

    /// The files of the target, by their paths in it.
    func targetFiles() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: targetPath).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(targetPath)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
        }.filter { $0 != "lock" }.sorted()
    }
}

func withBackups(_ body: (BackupWorld) async throws -> Void) async throws {
    try await withFolder { root in
        let world = try BackupWorld(in: root)
        try await world.fill()
        try await body(world)
        try world.store.close()
    }
}

/// The code with which something is refused.
func refusal(_ body: () async throws -> Void) async -> BackupError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? BackupError)?.code
    }
}
