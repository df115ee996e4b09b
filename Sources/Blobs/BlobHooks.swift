package import DataStore

/// Points at which a test may look, or make the disk fail.
package struct BlobHooks: Sendable {
    /// The steps of storing a blob, in order.
    package enum Step: Sendable, CaseIterable {
        case temporaryMade
        case written
        case synced
        case renamed
        case folderSynced
    }

    /// A step is complete; called on a disk thread.
    package var reached: (@Sendable (Step) -> Void)?
    /// The `errno` with which a write that would follow so many bytes is to fail.
    package var writeFault: (@Sendable (_ written: Int64) -> Int32?)?
    /// The `errno` with which the flush of a file is to fail.
    package var syncFault: (@Sendable () -> Int32?)?
    /// Sweeping has read which rows there are and has not yet removed anything.
    package var sweepRead: (@Sendable () async -> Void)?

    /// A sweep has removed a file; called on a disk thread.
    package var removed: (@Sendable () -> Void)?
    /// A change of buckets or objects is written and not yet committed.
    package var changing: (@Sendable (WriteTransaction) -> Void)?

    package init(
        reached: (@Sendable (Step) -> Void)? = nil, writeFault: (@Sendable (Int64) -> Int32?)? = nil,
        syncFault: (@Sendable () -> Int32?)? = nil, sweepRead: (@Sendable () async -> Void)? = nil,
        removed: (@Sendable () -> Void)? = nil, changing: (@Sendable (WriteTransaction) -> Void)? = nil
    ) {
        self.reached = reached
        self.writeFault = writeFault
        self.syncFault = syncFault
        self.sweepRead = sweepRead
        self.removed = removed
        self.changing = changing
    }
}
