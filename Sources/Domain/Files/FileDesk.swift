package import Blobs
package import DataStore
package import Identity
package import Primitives

/// What people and programs do with the files of their workspace beyond what a storage client knows: usage, trash, the end of links.
///
/// Who may do what is said by ``StorageAccess``, as everywhere else; what is not there for somebody is missing in the same words.
package struct FileDesk: Sendable {
    package static let pageLimit = 200

    let store: Store
    let buckets: Buckets
    let clock: WallClock

    package init(store: Store, buckets: Buckets, clock: WallClock = .system) {
        self.store = store
        self.buckets = buckets
        self.clock = clock
    }

    /// - Throws: ``Failure`` `forbidden`.
    package func usage(for principal: Principal) async throws -> FileUsage {
        try principal.require(.filesRead)
        return FileUsage(stored: try await buckets.usage(of: Self.space(of: principal)), quotaBytes: buckets.limits.workspaceBytes)
    }

    /// Whether an object may be stored under this key; ``LeadFiles``.
    package func hasPlace(for key: ObjectKey, in bucket: Bucket) async throws -> Bool {
        guard bucket.name == LeadFiles.bucket else { return true }
        return try await store.read { try LeadFiles.hasPlace(for: key, in: bucket.name, of: bucket.space, $0) }
    }

    static func space(of principal: Principal) -> ID<BlobSpace> { ID(of: principal.workspaceID) }

    /// Says what the store of files refuses in the words of the API.
    static func translated<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let refusal as StorageRefusal {
            switch refusal {
            case .bucketMissing: throw bucketMissing
            case .objectMissing: throw fileMissing
            case .objectExists: throw Failure(.conflict, "Another file has this name by now. Give another name.")
            default: throw refusal
            }
        }
    }

    static let bucketMissing = Failure(.notFound, "There is no such bucket in this workspace.")
    static let fileMissing = Failure(.notFound, "There is no such file in this workspace.")
}
