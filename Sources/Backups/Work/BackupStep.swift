/// How far a backup, a restore or a drill is.
package enum BackupStep: Hashable, Sendable {
    case begun
    /// Of the database, into the folder for what is of no lasting use.
    case databaseCopied
    /// A piece of something, or a file: so many bytes of so many.
    case copied(done: Int64, of: Int64)
    /// All that the manifest names is on the disk.
    case settled
    case manifestWritten
    case pruned
    /// The database that is restored has been read again as a whole.
    case checked
    /// It is the beginning of another history.
    case epochBegun
    case renamed
}

/// Told of each step; what it throws ends the work: a cancellation, or a test's hand.
package typealias BackupProgress = @Sendable (BackupStep) throws -> Void
