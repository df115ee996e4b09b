package import DataStore
package import Primitives

extension Buckets {
    /// Whether a key that stands for something may stand for something else afterwards.
    package enum Conflict: Sendable {
        case refuse
        case replace
    }

    /// Checks all that can be known before the bytes come.
    ///
    /// - Parameter byteCount: the length, where it is known.
    /// - Returns: how many bytes may come at most.
    package func admit(
        _ key: ObjectKey, contentType: String?, byteCount: Int64?, into bucket: Bucket, _ conflict: Conflict
    ) async throws -> UploadAllowance {
        if let contentType, !bucket.allows(mediaType: contentType) { throw StorageRefusal.mediaTypeRefused(contentType) }
        let (exists, usage) = try await store.read { tx in
            (
                conflict == .refuse ? try BucketObjectRows.find(key, in: bucket.id, tx) != nil : false,
                try UsageRows.find(bucket.space, in: tx)
            )
        }
        if exists { throw StorageRefusal.objectExists }
        let limit = min(bucket.byteLimit ?? .max, limits.fileBytes)
        if let byteCount, byteCount > limit { throw StorageRefusal.tooLarge(limit: limit) }
        let left = limits.workspaceBytes.map { max(0, $0 - usage.byteCount) }
        if let quota = limits.workspaceBytes, let left, byteCount ?? 1 > left { throw StorageRefusal.quotaExceeded(limit: quota) }
        let free = max(0, try await blobs.freeByteCount() - limits.freeBytes)
        guard byteCount ?? 1 <= free else { throw StorageRefusal.diskAlmostFull }
        return UploadAllowance(fileLimit: limit, quota: limits.workspaceBytes, quotaLeft: left, freeLeft: free)
    }

    /// Lets `new.key` stand for what was staged. What it stood for goes into the trash.
    ///
    /// - Parameter upload: what came in parts and is over with this.
    package func put(
        _ staged: StagedBlob, as new: NewObject, into bucket: Bucket, _ conflict: Conflict, ending upload: ID<ResumableUpload>? = nil
    ) async throws -> BucketObject {
        do {
            return try await write { [self] tx in try put(staged, as: new, into: bucket, conflict, ending: upload, tx) }
        } catch {
            // It may be gigabytes, and the disk full.
            await blobs.giveUp(staged)
            throw error
        }
    }

    private func put(
        _ staged: StagedBlob, as new: NewObject, into bucket: Bucket, _ conflict: Conflict, ending upload: ID<ResumableUpload>?,
        _ tx: WriteTransaction
    ) throws -> BucketObject {
        let now = clock.now()
        guard let bucket = try BucketRows.find(bucket.id, tx) else { throw StorageRefusal.bucketMissing }
        if let upload, try !ResumableUploadRows.finish(upload, in: tx) { throw StorageRefusal.uploadMissing }
        try Self.requireAllowed(staged, declared: new.contentType, in: bucket)
        try requireRoom(for: staged.byteCount, in: bucket.space, tx)
        let present = try BucketObjectRows.find(new.key, in: bucket.id, tx)
        if present != nil, conflict == .refuse { throw StorageRefusal.objectExists }
        let version = try blobs.attach(
            staged, name: Self.downloadName(of: new.key), contentType: new.contentType, purpose: .object, in: tx)
        let object = BucketObject(
            id: present?.id ?? ID(at: now), bucketID: bucket.id, key: new.key, version: version, cacheControl: new.cacheControl,
            metadata: new.metadata, owner: new.owner, isInert: staged.kind.isInert(as: version.contentType),
            generation: present?.generation ?? now.microseconds, createdAt: present?.createdAt ?? now, updatedAt: now)
        try replace(present, by: object, of: bucket, actor: new.owner, at: now, tx)
        return object
    }

    /// - Throws: ``StorageRefusal`` `objectMissing`.
    package func object(_ key: ObjectKey, in bucket: Bucket) async throws -> BucketObject {
        guard let object = try await store.read({ try BucketObjectRows.find(key, in: bucket.id, $0) }) else {
            throw StorageRefusal.objectMissing
        }
        return object
    }

    /// Bucket and object at one moment, which is this one: what was committed before is seen.
    ///
    /// - Parameter space: `nil` for the bucket that is public under this name.
    /// - Throws: ``StorageRefusal`` `bucketMissing`.
    package func find(_ key: ObjectKey, in name: BucketName, of space: ID<BlobSpace>?) async throws -> FoundObject {
        try await recent.value(for: ObjectPlace(space: space, bucket: name, key: key), where: \.isSmall) { tx in
            let bucket = try space.map { try Self.require(name, in: $0, tx) } ?? Self.requirePublic(name, tx)
            return FoundObject(bucket: bucket, object: try BucketObjectRows.find(key, in: bucket.id, tx))
        }
    }

    package func generations(of keys: [ObjectKey], in bucket: Bucket) async throws -> [ObjectKey: Int64] {
        try await store.read { try BucketObjectRows.generations(of: keys, in: bucket.id, $0) }
    }

    /// Gives an object another key, in this bucket or another one of the workspace.
    ///
    /// What that key stands for goes into the trash where that is wanted, and links to it open what takes its place.
    /// - Parameter actor: the person who does it.
    package func move(
        _ key: ObjectKey, in bucket: Bucket, to newKey: ObjectKey, in target: Bucket, _ conflict: Conflict = .refuse,
        by actor: String? = nil
    ) async throws -> BucketObject {
        let now = clock.now()
        return try await write { [self] tx in
            guard let object = try BucketObjectRows.find(key, in: bucket.id, tx) else { throw StorageRefusal.objectMissing }
            let present = try BucketObjectRows.find(newKey, in: target.id, tx)
            if present != nil, conflict == .refuse { throw StorageRefusal.objectExists }
            // To where it is: there is nothing to replace.
            if present?.version.id == object.version.id { return object }
            try Self.requireAllowed(object, in: target)
            let moved = object.placed(
                at: newKey, in: target, id: present?.id ?? object.id, version: object.version,
                generation: present?.generation ?? now.microseconds, createdAt: present?.createdAt ?? object.createdAt, updatedAt: now)
            try BucketObjectRows.delete(key, in: bucket.id, tx)
            try replace(present, by: moved, of: target, actor: actor, at: now, tx)
            return moved
        }
    }

    /// Stores the same bytes under another key; the disk holds them once.
    ///
    /// - Parameter metadata: in place of the source's; `nil` keeps that.
    package func copy(
        _ key: ObjectKey, in bucket: Bucket, to newKey: ObjectKey, in target: Bucket, owner: String?, metadata: String?? = nil,
        _ conflict: Conflict
    ) async throws -> BucketObject {
        let now = clock.now()
        return try await write { [self] tx in
            guard let object = try BucketObjectRows.find(key, in: bucket.id, tx) else { throw StorageRefusal.objectMissing }
            let present = try BucketObjectRows.find(newKey, in: target.id, tx)
            if present != nil, conflict == .refuse { throw StorageRefusal.objectExists }
            try Self.requireAllowed(object, in: target)
            try requireRoom(for: object.version.byteCount, in: target.space, tx)
            let source = object.version
            let version = StoredObject(
                id: ID(at: now), hash: source.hash, byteCount: source.byteCount, contentType: source.contentType,
                name: Self.downloadName(of: newKey), purpose: .object, createdAt: now, space: source.space)
            try ObjectRows.insert(version, in: tx)
            let copied = object.placed(
                at: newKey, in: target, id: present?.id ?? ID(at: now), version: version,
                generation: present?.generation ?? now.microseconds, createdAt: present?.createdAt ?? now, updatedAt: now,
                owner: .some(owner), metadata: metadata)
            try replace(present, by: copied, of: target, actor: owner, at: now, tx)
            return copied
        }
    }

    /// Moves objects into the trash; answers those that there were.
    ///
    /// - Parameter actor: the person who does it.
    package func remove(_ keys: [ObjectKey], in bucket: Bucket, by actor: String? = nil) async throws -> [BucketObject] {
        let now = clock.now()
        return try await write { tx in
            let found = try BucketObjectRows.find(keys, in: bucket.id, tx)
            var removed: Set<ObjectKey> = []
            return try keys.compactMap { key in
                guard let object = found[key], removed.insert(key).inserted else { return nil }
                try Self.trash(object, of: bucket, isReplaced: false, by: actor, at: now, in: tx)
                return object
            }
        }
    }

    /// Ends every signed link to the object.
    ///
    /// - Parameter check: comes first inside the write; what it throws undoes everything.
    package func revokeLinks(
        to key: ObjectKey, in bucket: Bucket, check: @escaping @Sendable (WriteTransaction) throws -> Void = { _ in }
    ) async throws {
        let now = clock.now()
        try await write { tx in
            try check(tx)
            guard let object = try BucketObjectRows.find(key, in: bucket.id, tx) else { throw StorageRefusal.objectMissing }
            try BucketObjectRows.update(object.with(generation: max(now.microseconds, object.generation + 1)), in: tx)
        }
    }

    // MARK: Parts of a write

    static func trash(
        _ object: BucketObject, of bucket: Bucket, isReplaced: Bool, by actor: String?, at moment: Timestamp, in tx: WriteTransaction
    ) throws {
        try BucketObjectRows.delete(object.key, in: bucket.id, tx)
        try TrashRows.insert(object, of: bucket, isReplaced: isReplaced, by: actor, at: moment, in: tx)
    }

    func replace(
        _ present: BucketObject?, by object: BucketObject, of bucket: Bucket, actor: String?, at moment: Timestamp, _ tx: WriteTransaction
    ) throws {
        guard let present else { return try BucketObjectRows.insert(object, in: tx) }
        try BucketObjectRows.update(object, in: tx)
        try TrashRows.insert(present, of: bucket, isReplaced: true, by: actor, at: moment, in: tx)
    }

    func requireRoom(for byteCount: Int64, in space: ID<BlobSpace>, _ tx: some SQLReading) throws {
        guard let quota = limits.workspaceBytes else { return }
        guard byteCount <= quota - (try UsageRows.find(space, in: tx).byteCount) else { throw StorageRefusal.quotaExceeded(limit: quota) }
    }

    private static func requireAllowed(_ object: BucketObject, in bucket: Bucket) throws(StorageRefusal) {
        guard bucket.id != object.bucketID else { return }
        let type = object.version.contentType
        guard bucket.allows(mediaType: type) else { throw .mediaTypeRefused(type) }
        if let limit = bucket.byteLimit, object.version.byteCount > limit { throw .tooLarge(limit: limit) }
    }

    private static func requireAllowed(_ staged: StagedBlob, declared: String, in bucket: Bucket) throws(StorageRefusal) {
        if let limit = bucket.byteLimit, staged.byteCount > limit { throw .tooLarge(limit: limit) }
        guard let patterns = bucket.mediaTypes else { return }
        guard bucket.allows(mediaType: declared) else { throw .mediaTypeRefused(declared) }
        if staged.kind.contradicts(patterns, declared: declared) {
            throw .contentRefused(declared: declared, found: staged.kind.rawValue)
        }
    }

    static func downloadName(of key: ObjectKey) -> ObjectName {
        ObjectName(key.name) ?? ObjectName(cleaning: key.name, ending: "bin")
    }
}

extension BucketObject {
    func placed(
        at key: ObjectKey, in bucket: Bucket, id: ID<BucketObject>, version: StoredObject, generation: Int64, createdAt: Timestamp,
        updatedAt: Timestamp, owner: String?? = nil, metadata: String?? = nil
    ) -> BucketObject {
        BucketObject(
            id: id, bucketID: bucket.id, key: key, version: version, cacheControl: cacheControl, metadata: metadata ?? self.metadata,
            owner: owner ?? self.owner, isInert: isInert, generation: generation, createdAt: createdAt, updatedAt: updatedAt)
    }

    fileprivate func with(generation: Int64) -> BucketObject {
        BucketObject(
            id: id, bucketID: bucketID, key: key, version: version, cacheControl: cacheControl, metadata: metadata, owner: owner,
            isInert: isInert, generation: generation, createdAt: createdAt, updatedAt: updatedAt)
    }
}
