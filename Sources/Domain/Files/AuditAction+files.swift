package import Identity

extension AuditAction {
    /// Taken out of the trash for good, before its time.
    package static let filePurged: AuditAction = "file.purged"
    package static let fileLinksRevoked: AuditAction = "file.links_revoked"
    package static let bucketLinksRevoked: AuditAction = "bucket.links_revoked"
}
