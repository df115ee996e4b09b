package import Identity

extension AuditAction {
    /// Taken out of the trash for good, before its time.
    package static let filePurged: AuditAction = "file.purged"
    /// All that whoever did it may see of the trash, in parts with an entry each.
    package static let trashEmptied: AuditAction = "trash.emptied"
    package static let fileLinksRevoked: AuditAction = "file.links_revoked"
    package static let bucketLinksRevoked: AuditAction = "bucket.links_revoked"
}
