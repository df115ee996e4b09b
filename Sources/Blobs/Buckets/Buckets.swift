package import DataStore
package import Primitives

/// Buckets and the objects in them. Who may do what is decided before; here all is of one workspace.
///
/// - Throws: ``StorageRefusal`` for what is expected to go wrong, beside what the store and the disk throw.
package struct Buckets: Sendable {
    /// Rows that one write moves, so that no other write waits long.
    static let stepLimit = 500
    /// Objects whose rows are remembered, a few kilobytes each at most.
    private static let recentLimit = 1_024

    let store: Store
    let blobs: BlobStore
    package let limits: StorageLimits
    let clock: WallClock
    let recent: RecentReads<ObjectPlace, FoundObject>

    package init(store: Store, blobs: BlobStore, limits: StorageLimits = StorageLimits(), clock: WallClock = .system) {
        self.store = store
        self.blobs = blobs
        self.limits = limits
        self.clock = clock
        recent = RecentReads(of: store, limit: Self.recentLimit)
    }

    package func create(
        _ name: BucketName, _ change: BucketChange = BucketChange(), in space: ID<BlobSpace>
    ) async throws -> Bucket {
        let now = clock.now()
        let bucket = Bucket(
            id: ID(at: now), space: space, name: name, isPublic: change.isPublic ?? false, byteLimit: change.byteLimit ?? nil,
            mediaTypes: change.mediaTypes ?? nil, generation: now.microseconds, createdAt: now, updatedAt: now)
        let limit = limits.buckets
        return try await write { tx in
            guard try BucketRows.find(name, in: space, tx) == nil else { throw StorageRefusal.bucketExists }
            guard try BucketRows.count(in: space, tx) < limit else { throw StorageRefusal.tooManyBuckets(limit: limit) }
            try Self.requireFreePublicName(bucket, tx)
            try BucketRows.insert(bucket, in: tx)
            return bucket
        }
    }

    package func all(in space: ID<BlobSpace>) async throws -> [Bucket] {
        try await store.read { [limits] in try BucketRows.all(in: space, limit: limits.buckets, $0) }
    }

    package func bucket(_ name: BucketName, in space: ID<BlobSpace>) async throws -> Bucket {
        try await store.read { try Self.require(name, in: space, $0) }
    }

    /// The bucket that is public under this name on the whole node.
    package func publicBucket(_ name: BucketName) async throws -> Bucket {
        try await store.read { try Self.requirePublic(name, $0) }
    }

    package func change(_ name: BucketName, in space: ID<BlobSpace>, _ change: BucketChange) async throws -> Bucket {
        let now = clock.now()
        return try await write { tx in
            let bucket = try Self.require(name, in: space, tx)
            let changed = bucket.with(
                isPublic: change.isPublic ?? bucket.isPublic, byteLimit: change.byteLimit ?? bucket.byteLimit,
                mediaTypes: change.mediaTypes ?? bucket.mediaTypes, at: now)
            if changed.isPublic, !bucket.isPublic { try Self.requireFreePublicName(changed, tx) }
            try BucketRows.update(changed, in: tx)
            return changed
        }
    }

    /// Moves every object of the bucket into the trash, some hundred at a time.
    ///
    /// - Parameter actor: the person who does it.
    package func empty(_ name: BucketName, in space: ID<BlobSpace>, by actor: String? = nil) async throws {
        let bucket = try await bucket(name, in: space)
        while try await write({ [clock] tx in
            let objects = try BucketObjectRows.some(of: bucket.id, limit: Self.stepLimit, tx)
            for object in objects { try Self.trash(object, of: bucket, isReplaced: false, by: actor, at: clock.now(), in: tx) }
            return objects.count
        }) == Self.stepLimit {}
    }

    package func delete(_ name: BucketName, in space: ID<BlobSpace>) async throws {
        try await write { tx in
            let bucket = try Self.require(name, in: space, tx)
            guard try BucketObjectRows.isEmpty(bucket.id, tx) else { throw StorageRefusal.bucketNotEmpty }
            try ResumableUploadRows.deleteAll(of: bucket.id, in: tx)
            try BucketRows.delete(bucket.id, in: tx)
        }
    }

    /// Ends every signed link into the bucket.
    ///
    /// - Parameter check: comes first inside the write; what it throws undoes everything.
    package func revokeLinks(
        of name: BucketName, in space: ID<BlobSpace>, check: @escaping @Sendable (WriteTransaction) throws -> Void = { _ in }
    ) async throws {
        let now = clock.now()
        try await write { tx in
            try check(tx)
            let bucket = try Self.require(name, in: space, tx)
            try BucketRows.update(bucket.with(generation: max(now.microseconds, bucket.generation + 1)), in: tx)
        }
    }

    package func usage(of space: ID<BlobSpace>) async throws -> StorageUsage {
        try await store.read { try UsageRows.find(space, in: $0) }
    }

    /// One write, with a look at it for tests.
    func write<Value: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Value) async throws -> Value {
        try await store.write { [hooks = blobs.hooks] tx in
            let value = try body(tx)
            try hooks.changing?(tx)
            return value
        }
    }

    static func require(_ name: BucketName, in space: ID<BlobSpace>, _ tx: some SQLReading) throws -> Bucket {
        guard let bucket = try BucketRows.find(name, in: space, tx) else { throw StorageRefusal.bucketMissing }
        return bucket
    }

    static func requirePublic(_ name: BucketName, _ tx: some SQLReading) throws -> Bucket {
        guard let bucket = try BucketRows.findPublic(name, tx) else { throw StorageRefusal.bucketMissing }
        return bucket
    }

    private static func requireFreePublicName(_ bucket: Bucket, _ tx: some SQLReading) throws {
        guard bucket.isPublic, let holder = try BucketRows.findPublic(bucket.name, tx), holder.id != bucket.id else { return }
        throw StorageRefusal.publicNameTaken
    }
}

extension Bucket {
    fileprivate func with(isPublic: Bool, byteLimit: Int64?, mediaTypes: [MediaTypePattern]?, at moment: Timestamp) -> Bucket {
        Bucket(
            id: id, space: space, name: name, isPublic: isPublic, byteLimit: byteLimit, mediaTypes: mediaTypes, generation: generation,
            createdAt: createdAt, updatedAt: moment)
    }

    fileprivate func with(generation: Int64) -> Bucket {
        Bucket(
            id: id, space: space, name: name, isPublic: isPublic, byteLimit: byteLimit, mediaTypes: mediaTypes, generation: generation,
            createdAt: createdAt, updatedAt: updatedAt)
    }
}
