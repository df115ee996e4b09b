import DataStore
package import Primitives

extension Buckets {
    /// After the last part; each puts it off.
    private static let resumableLifetime: Duration = .hours(24)
    /// Open uploads of a workspace: each may hold a file.
    private static let resumableLimit = 1_000

    /// Begins an upload that comes in parts.
    package func begin(
        _ object: NewObject, byteCount: Int64, into bucket: Bucket, _ conflict: Conflict
    ) async throws -> ResumableUpload {
        _ = try await admit(object.key, contentType: object.contentType, byteCount: byteCount, into: bucket, conflict)
        let now = clock.now()
        let upload = ResumableUpload(
            id: ID(at: now), space: bucket.space, bucketID: bucket.id, object: object, replaces: conflict == .replace, byteCount: byteCount,
            receivedCount: 0, isFinished: false, expiresAt: now + Self.resumableLifetime)
        return try await write { tx in
            guard try ResumableUploadRows.count(in: bucket.space, tx) < Self.resumableLimit else {
                throw StorageRefusal.tooManyUploads(limit: Self.resumableLimit)
            }
            try ResumableUploadRows.insert(upload, in: tx)
            return upload
        }
    }

    /// - Throws: ``StorageRefusal`` `uploadMissing`, also for one that has expired.
    package func upload(_ id: ID<ResumableUpload>) async throws -> ResumableUpload {
        guard let upload = try await store.read({ try ResumableUploadRows.find(id, $0) }), clock.now() < upload.expiresAt else {
            throw StorageRefusal.uploadMissing
        }
        return upload
    }

    package func bucket(of upload: ResumableUpload) async throws -> Bucket {
        guard let bucket = try await store.read({ try BucketRows.find(upload.bucketID, $0) }) else { throw StorageRefusal.uploadMissing }
        return bucket
    }

    /// Receives a part; when it is the last one, the object is there.
    ///
    /// One that is finished takes nothing more, and says so to who asks at its end.
    ///
    /// - Parameter offset: where the client thinks that it goes on.
    /// - Throws: ``StorageRefusal`` `offsetMismatch`, `uploadInHand`; and what `fill` throws, after what came has been kept.
    package func extend(
        _ id: ID<ResumableUpload>, at offset: Int64, pouring fill: (BlobIntake) async throws -> Void
    ) async throws -> ResumableUpload {
        guard blobs.uploadsInHand.take(id) else { throw StorageRefusal.uploadInHand }
        defer { blobs.uploadsInHand.release(id) }
        let upload = try await upload(id)
        guard upload.receivedCount == offset else { throw StorageRefusal.offsetMismatch(receivedCount: upload.receivedCount) }
        if upload.isFinished { return upload }
        let (receivedCount, fault) = try await blobs.extend(upload, pouring: fill)
        let expiry = clock.now() + Self.resumableLifetime
        try await write { try ResumableUploadRows.update(id, receivedCount: receivedCount, expiresAt: expiry, in: $0) }
        if let fault { throw fault }
        if receivedCount == upload.byteCount { try await finish(upload) }
        return upload.received(receivedCount, until: expiry)
    }

    /// Gives an upload up.
    ///
    /// - Throws: ``StorageRefusal`` `uploadMissing`, `uploadInHand`, `uploadFinished`.
    package func end(_ id: ID<ResumableUpload>) async throws {
        guard blobs.uploadsInHand.take(id) else { throw StorageRefusal.uploadInHand }
        defer { blobs.uploadsInHand.release(id) }
        try await write { tx in
            guard let upload = try ResumableUploadRows.find(id, tx) else { throw StorageRefusal.uploadMissing }
            guard !upload.isFinished else { throw StorageRefusal.uploadFinished }
            try ResumableUploadRows.delete(id, in: tx)
        }
        await blobs.discardPartial(id)
    }

    /// Forgets what has expired; the files go with the next sweep.
    package func removeExpiredUploads() async throws {
        let now = clock.now()
        try await write { try ResumableUploadRows.deleteExpired(at: now, in: $0) }
    }

    private func finish(_ upload: ResumableUpload) async throws {
        let bucket = try await bucket(of: upload)
        let staged = try await blobs.stage(upload)
        do {
            _ = try await put(staged, as: upload.object, into: bucket, upload.replaces ? .replace : .refuse, ending: upload.id)
        } catch let refusal as StorageRefusal {
            // It would be refused for ever.
            try await write { _ = try ResumableUploadRows.delete(upload.id, in: $0) }
            await blobs.discardPartial(upload.id)
            throw refusal
        }
        await blobs.discardPartial(upload.id)
    }
}

extension ResumableUpload {
    fileprivate func received(_ count: Int64, until expiry: Timestamp) -> ResumableUpload {
        ResumableUpload(
            id: id, space: space, bucketID: bucketID, object: object, replaces: replaces, byteCount: byteCount, receivedCount: count,
            isFinished: count == byteCount, expiresAt: expiry)
    }
}
