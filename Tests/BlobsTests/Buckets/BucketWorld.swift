import Blobs
import DataStore
import Primitives
import TestSupport
import Testing

/// A world of blobs with buckets over it.
struct BucketWorld: Sendable {
    let blobs: BlobWorld
    let buckets: Buckets
    let space: ID<BlobSpace>
    let otherSpace: ID<BlobSpace>

    var store: Store { blobs.store }
    var clock: ManualClock { blobs.clock }

    @discardableResult
    func put(
        _ key: String, _ text: String = "x", type: String = "text/plain", in bucket: Bucket, _ conflict: Buckets.Conflict = .refuse
    ) async throws -> BucketObject {
        try await put(bytes: Array(text.utf8), as: NewObject(key: #require(ObjectKey(key)), contentType: type), in: bucket, conflict)
    }

    func put(
        bytes: [UInt8], as new: NewObject, in bucket: Bucket, _ conflict: Buckets.Conflict = .refuse
    ) async throws -> BucketObject {
        let allowance = try await buckets.admit(
            new.key, contentType: new.contentType, byteCount: Int64(bytes.count), into: bucket, conflict)
        let staged = try await blobs.blobs.stage(in: bucket.space, limit: allowance.byteCount) { intake in
            for place in stride(from: 0, to: bytes.count, by: 400_000) {
                try await intake.pour(bytes[place..<min(place + 400_000, bytes.count)])
            }
        }
        return try await buckets.put(staged, as: new, into: bucket, conflict)
    }

    func text(_ key: String, in bucket: Bucket) async throws -> String {
        try await blobs.text(of: buckets.object(#require(ObjectKey(key)), in: bucket).version)
    }

    func trash() async throws -> [TrashedObject] { try await buckets.trash(in: space, limit: 1_000)?.items ?? [] }

    func bucket(_ name: String = "b", _ change: BucketChange = BucketChange(), of space: ID<BlobSpace>? = nil) async throws -> Bucket {
        try await buckets.create(#require(BucketName(name)), change, in: space ?? self.space)
    }
}

/// Lends a world with buckets.
func withBuckets<Result>(
    limits: StorageLimits = StorageLimits(), hooks: BlobHooks = BlobHooks(), _ body: (BucketWorld) async throws -> Result
) async throws -> Result {
    try await withBlobs(hooks: hooks) { world in
        let buckets = Buckets(store: world.store, blobs: world.blobs, limits: limits, clock: world.clock.wallClock)
        return try await body(
            BucketWorld(blobs: world, buckets: buckets, space: ID(of: world.workspace), otherSpace: ID(of: world.other)))
    }
}

/// The refusal that `body` throws; `nil` when it throws nothing. Any other error passes.
func refusal(_ body: () async throws -> Void) async throws -> StorageRefusal? {
    do {
        try await body()
        return nil
    } catch let refusal as StorageRefusal {
        return refusal
    }
}
