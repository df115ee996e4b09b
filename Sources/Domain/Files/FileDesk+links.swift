package import Blobs
import DataStore
package import Identity
import Primitives

/// How signed links end before their time. Each act leaves an entry in the audit log, in the same write.
extension FileDesk {
    /// Ends every link to a file made so far; or without a name every link into the bucket.
    ///
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `conflict` while the workspace waits to be deleted.
    package func revokeLinks(bucket text: String, name: String?, act: Act) async throws {
        let principal = try act.requirePrincipal()
        let access = StorageAccess(principal: principal)
        guard let bucketName = BucketName(text), access.sees(bucketName) else { throw Self.bucketMissing }
        try await Self.translated {
            let bucket = try await buckets.bucket(bucketName, in: Self.space(of: principal))
            guard let name else { return try await revokeLinks(into: bucket, act: act) }
            guard let key = ObjectKey(name), access.mayRead(name, in: bucketName) else { throw Self.fileMissing }
            guard access.mayWrite(name, in: bucketName) else { throw Failure(.forbidden, "You may not change files of this folder.") }
            try await revokeLinks(to: key, in: bucket, act: act)
        }
    }

    /// - Throws: ``Failure`` `forbidden`, `conflict`; ``StorageRefusal`` `bucketMissing`.
    package func revokeLinks(into bucket: Bucket, act: Act) async throws {
        let principal = try act.requirePrincipal()
        try principal.require(.bucketsManage)
        try await buckets.revokeLinks(of: bucket.name, in: bucket.space) { [clock] tx in
            _ = try ActingRank(of: principal, using: .bucketsManage, in: tx)
            try AuditLog.append(
                AuditEntry(
                    .bucketLinksRevoked, on: AuditSubject("bucket", id: bucket.id, label: bucket.name.description),
                    in: principal.workspaceID, act: act, at: clock.now()), in: tx)
        }
    }

    /// The caller has checked that whoever acts may change the file.
    ///
    /// - Throws: ``StorageRefusal`` `objectMissing`.
    package func revokeLinks(to key: ObjectKey, in bucket: Bucket, act: Act) async throws {
        let principal = try act.requirePrincipal()
        try await buckets.revokeLinks(to: key, in: bucket) { [clock] tx in
            try AuditLog.append(
                AuditEntry(
                    .fileLinksRevoked, on: AuditSubject("file", label: "\(bucket.name)/\(key)"), in: principal.workspaceID, act: act,
                    at: clock.now()), in: tx)
        }
    }
}
