import Blobs
import DataStore
import FoundationEssentials
import Primitives
import TestSupport

/// A tenant, for tests that need no more of it than an id.
enum Tenant {}

/// A database with the tables of blobs, two tenants, and a folder on the real disk.
struct BlobWorld: Sendable {
    let store: Store
    let clock: ManualClock
    let blobs: BlobStore
    let path: String
    let workspace: ID<Tenant>
    let other: ID<Tenant>

    /// Stages and attaches in one go.
    func put(_ text: String, in workspace: ID<Tenant>? = nil, name: String = "dossier.pdf") async throws -> StoredObject {
        let staged = try await blobs.stage(Array(text.utf8), in: workspace ?? self.workspace, limit: 10_000_000)
        return try await attach(staged, name: name)
    }

    func attach(_ staged: StagedBlob, name: String = "dossier.pdf") async throws -> StoredObject {
        guard let name = ObjectName(name) else { throw Failure(.invalidRequest, "a bad name in the test") }
        return try await store.write { [blobs] in
            try blobs.attach(staged, name: name, contentType: "application/pdf", purpose: .dossier, in: $0)
        }
    }

    func text(of object: StoredObject, range: Range<Int64>? = nil) async throws -> String {
        try await String(decoding: bytes(of: object, range: range), as: UTF8.self)
    }

    func bytes(of object: StoredObject, range: Range<Int64>? = nil) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in try await blobs.open(object).chunks(in: range) { bytes += chunk }
        return bytes
    }

    /// Every file under the folder, by its path below it.
    func files() throws -> [String] { try BlobWorld.files(in: path) }

    static func files(in path: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.type] as? FileAttributeType == .typeRegular
        }.sorted()
    }
}

/// Lends a world of its own.
func withBlobs<Result>(hooks: BlobHooks = BlobHooks(), _ body: (BlobWorld) async throws -> Result) async throws -> Result {
    let tenants = Migration("test/001", "CREATE TABLE workspace (id TEXT PRIMARY KEY) {strict};")
    let clock = ManualClock()
    return try await withFolder { folder in
        try await withStore([tenants] + BlobSchema.migrations, clock: clock.wallClock) { store in
            let (workspace, other) = (ID<Tenant>(), ID<Tenant>())
            try await store.write { _ = try $0.execute("INSERT INTO workspace VALUES (?), (?)", [workspace, other]) }
            let path = folder + "/blobs"
            let blobs = try BlobStore(path: path, store: store, clock: clock.wallClock, hooks: hooks)
            return try await body(BlobWorld(store: store, clock: clock, blobs: blobs, path: path, workspace: workspace, other: other))
        }
    }
}

/// The code of the failure that `body` throws; `nil` when it throws nothing. Any other error passes.
func failureCode(_ body: () async throws -> Void) async throws -> FailureCode? {
    do {
        try await body()
        return nil
    } catch let failure as Failure {
        return failure.code
    }
}

/// The code of the blob error that `body` throws; `nil` when it throws nothing. Any other error passes.
func blobErrorCode(_ body: () async throws -> Void) async throws -> BlobError.Code? {
    do {
        try await body()
        return nil
    } catch let error as BlobError {
        return error.code
    }
}
