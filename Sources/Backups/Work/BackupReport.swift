/// What a backup made.
package struct BackupReport: Sendable {
    package let manifest: Manifest
    package let vaultID: String
    /// What was written, and not there before.
    package let copiedByteCount: Int64
    /// Files that are damaged or gone at the node, and so are missing from the backup; the first few.
    package let missing: [String]
    /// Backups that the rule let go.
    package let removed: [BackupName]
    /// Why nothing was removed that no backup has any more, if so.
    package let sweepFault: String?
}
