package import Blobs
import DataStore
package import Identity
package import Primitives

/// What was removed or replaced and can be brought back for a while.
extension FileDesk {
    /// How long that is.
    package var trashRetention: Duration { buckets.limits.trashRetention }

    /// One page of what the caller may see of the trash, the newest first. A page may be short, or empty, and have a `next` all the same.
    ///
    /// - Parameter prefix: how the keys begin.
    /// - Throws: ``Failure`` `forbidden`, `invalidRequest` for a cursor that no page gave out.
    package func trash(
        bucket: String? = nil, prefix: String = "", for principal: Principal, cursor: String?, limit: Int
    ) async throws -> Page<TrashedObject> {
        try principal.require(.filesRead)
        let access = StorageAccess(principal: principal)
        let page = try await buckets.trash(
            in: Self.space(of: principal), after: cursor, limit: min(max(limit, 1), Self.pageLimit)
        ) { name, key in
            (bucket == nil || bucket == name.description) && key.description.hasBytePrefix(prefix)
                && access.mayRead(key.description, in: name)
        }
        guard let page else {
            throw Failure(
                .invalidRequest, "The page can't be found.", fields: [FieldFault("cursor", "Take it from `next` of the page before.")])
        }
        return page
    }

    /// Lets a version of the trash be a file again.
    ///
    /// - Parameter newKey: in place of the name that it had.
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `conflict` when a file has that name or the bucket is gone.
    package func restore(
        _ id: ID<StoredObject>, as newKey: ObjectKey? = nil, act: Act
    ) async throws -> (bucket: BucketName, key: ObjectKey) {
        let principal = try act.requirePrincipal()
        try principal.require(.filesWrite)
        let (access, space) = (StorageAccess(principal: principal), Self.space(of: principal))
        return try await Self.translated {
            let trashed = try await buckets.trashed(id, in: space)
            guard access.mayRead(trashed.key.description, in: trashed.bucketName) else { throw Self.fileMissing }
            let key = newKey ?? trashed.key
            guard access.mayWrite(trashed.key.description, in: trashed.bucketName),
                access.mayWrite(key.description, in: trashed.bucketName)
            else { throw Failure(.forbidden, "You may not change files of this folder.") }
            do {
                _ = try await buckets.restore(id, as: newKey, in: space, .refuse, by: principal.personID?.description) { trashed, tx in
                    guard try LeadFiles.hasPlace(for: key, in: trashed.bucketName, of: space, tx) else {
                        throw Failure(
                            .notFound, "There is no such lead in this workspace.", fields: [FieldFault("/name", "{lead}/{name} of a lead.")]
                        )
                    }
                }
            } catch StorageRefusal.bucketMissing {
                throw Failure(.conflict, "The bucket \(trashed.bucketName) is not there any more. Make it again first.")
            }
            return (trashed.bucketName, key)
        }
    }

    /// Forgets a version of the trash for good.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `conflict` while the workspace waits to be deleted.
    package func purge(_ id: ID<StoredObject>, act: Act) async throws {
        let principal = try act.requirePrincipal()
        try principal.require(.bucketsManage)
        let access = StorageAccess(principal: principal)
        try await Self.translated {
            try await buckets.purge(id, in: Self.space(of: principal)) { [clock] trashed, tx in
                guard access.mayRead(trashed.key.description, in: trashed.bucketName) else { throw Self.fileMissing }
                _ = try ActingRank(of: principal, using: .bucketsManage, in: tx)
                try AuditLog.append(
                    AuditEntry(
                        .filePurged, on: AuditSubject("file", id: id, label: "\(trashed.bucketName)/\(trashed.key)"),
                        in: principal.workspaceID,
                        before: [
                            "bucket": .string(trashed.bucketName.description), "name": .string(trashed.key.description),
                            "size": .integer(trashed.byteCount), "trashedAt": .string(trashed.trashedAt.description),
                        ], act: act, at: clock.now()), in: tx)
            }
        }
    }
}

extension FileDesk {
    /// Forgets for good all that the caller may see of the trash, as far as it is there when this begins.
    ///
    /// What went before a fault is gone all the same: each part is a write of its own, with its entry in the audit log.
    /// - Throws: ``Failure`` `forbidden`, `conflict` while the workspace waits to be deleted.
    package func emptyTrash(act: Act) async throws -> EmptiedTrash {
        let principal = try act.requirePrincipal()
        try principal.require(.bucketsManage)
        let access = StorageAccess(principal: principal)
        return try await buckets.emptyTrash(of: Self.space(of: principal)) { name, key in
            access.mayRead(key.description, in: name)
        } check: { [clock] part, tx in
            _ = try ActingRank(of: principal, using: .bucketsManage, in: tx)
            guard part.fileCount > 0 else { return }
            try AuditLog.append(
                AuditEntry(
                    .trashEmptied, on: AuditSubject("trash", label: "trash"), in: principal.workspaceID,
                    before: ["count": .integer(Int64(part.fileCount)), "bytes": .integer(part.byteCount)], act: act, at: clock.now()),
                in: tx)
        }
    }
}

extension String {
    /// By bytes, as keys are compared everywhere: no letter is equal to another one.
    fileprivate func hasBytePrefix(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }
}
