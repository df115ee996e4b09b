package import DataStore
package import Primitives

extension Buckets {
    /// - Throws: ``StorageRefusal`` `objectMissing`.
    package func trashed(_ version: ID<StoredObject>, in space: ID<BlobSpace>) async throws -> TrashedObject {
        guard let trashed = try await store.read({ try TrashRows.find(version, in: space, $0) }) else { throw StorageRefusal.objectMissing }
        return trashed
    }

    /// Lets a key stand for a version of the trash again; what it stands for now goes there instead, where that is wanted.
    ///
    /// - Parameters:
    ///   - newKey: in place of the one that it had.
    ///   - check: looks at it inside the write; what it throws undoes everything.
    /// - Throws: ``StorageRefusal`` `objectMissing`, `bucketMissing` when there is no bucket of that name any more, `objectExists`.
    package func restore(
        _ version: ID<StoredObject>, as newKey: ObjectKey? = nil, in space: ID<BlobSpace>, _ conflict: Conflict = .replace,
        by actor: String? = nil, check: @escaping @Sendable (TrashedObject, WriteTransaction) throws -> Void = { _, _ in }
    ) async throws -> BucketObject {
        let now = clock.now()
        return try await write { [self] tx in
            guard let trashed = try TrashRows.find(version, in: space, tx), let stored = try ObjectRows.find(version, in: tx) else {
                throw StorageRefusal.objectMissing
            }
            try check(trashed, tx)
            let key = newKey ?? trashed.key
            let bucket = try Self.require(trashed.bucketName, in: space, tx)
            let present = try BucketObjectRows.find(key, in: bucket.id, tx)
            if present != nil, conflict == .refuse { throw StorageRefusal.objectExists }
            let object = BucketObject(
                id: present?.id ?? ID(at: now), bucketID: bucket.id, key: key, version: stored, cacheControl: trashed.cacheControl,
                metadata: trashed.metadata, owner: trashed.owner, isInert: trashed.isInert,
                generation: present?.generation ?? now.microseconds, createdAt: present?.createdAt ?? stored.createdAt, updatedAt: now)
            try TrashRows.delete(version, in: tx)
            try replace(present, by: object, of: bucket, actor: actor, at: now, tx)
            return object
        }
    }

    /// Forgets a version of the trash for good; its bytes go with the next sweep.
    ///
    /// - Parameter check: looks at it inside the write; what it throws undoes everything.
    package func purge(
        _ version: ID<StoredObject>, in space: ID<BlobSpace>,
        check: @escaping @Sendable (TrashedObject, WriteTransaction) throws -> Void = { _, _ in }
    ) async throws {
        try await write { tx in
            guard let trashed = try TrashRows.find(version, in: space, tx) else { throw StorageRefusal.objectMissing }
            try check(trashed, tx)
            try Self.purge([version], tx)
        }
    }

    /// Forgets for good what is in the trash as this begins, some hundred versions a write; their bytes go with the next sweep.
    ///
    /// - Parameters:
    ///   - isWanted: asked about each; what is not stays.
    ///   - check: told inside each write what goes with it; what it throws undoes that write and ends the rest.
    @discardableResult
    package func emptyTrash(
        of space: ID<BlobSpace>, isWanted: @escaping @Sendable (BucketName, ObjectKey) -> Bool = { _, _ in true },
        check: @escaping @Sendable (EmptiedTrash, WriteTransaction) throws -> Void = { _, _ in }
    ) async throws -> EmptiedTrash {
        var place: TrashPlace? = TrashPlace(moment: clock.now(), version: TrashPlace.top.version)
        var emptied = EmptiedTrash()
        while let start = place {
            try Task.checkCancellation()
            let step: EmptiedTrash
            (step, place) = try await write { tx in
                let batch = try TrashRows.places(in: space, below: start, limit: Self.stepLimit, tx)
                let versions = batch.filter { isWanted($0.bucket, $0.key) }.map(\.place.version)
                var step = EmptiedTrash()
                step.fileCount = versions.count
                for version in versions { step.byteCount += try ObjectRows.find(version, in: tx)?.byteCount ?? 0 }
                try check(step, tx)
                try Self.purge(versions, tx)
                return (step, batch.count == Self.stepLimit ? batch.last?.place : nil)
            }
            emptied.fileCount += step.fileCount
            emptied.byteCount += step.byteCount
        }
        return emptied
    }

    /// Forgets what is past its retention; answers how many versions.
    @discardableResult
    package func purgeTrash() async throws -> Int {
        let end = clock.now() - limits.trashRetention
        var count = 0
        while true {
            let step = try await write { tx in try Self.purge(TrashRows.expired(at: end, limit: Self.stepLimit, tx), tx) }
            count += step
            if step < Self.stepLimit { return count }
        }
    }

    @discardableResult
    private static func purge(_ versions: [ID<StoredObject>], _ tx: WriteTransaction) throws -> Int {
        for version in versions {
            try TrashRows.delete(version, in: tx)
            try ObjectRows.delete(version, in: tx)
        }
        return versions.count
    }
}
