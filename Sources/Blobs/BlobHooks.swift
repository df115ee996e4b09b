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

    /// The steps of an upload that comes in parts: of each part, and of what becomes of the whole.
    package enum PartStep: Sendable, CaseIterable {
        case opened
        case written
        case synced
        case linked
        case discarded
    }

    /// A step is complete; called on a disk thread.
    package var reached: (@Sendable (Step) -> Void)?
    /// A step of an upload in parts is complete; called on a disk thread.
    package var partReached: (@Sendable (PartStep) -> Void)?
    /// The `errno` with which a write that would follow so many bytes is to fail.
    package var writeFault: (@Sendable (_ written: Int64) -> Int32?)?
    /// The `errno` with which the flush of a file is to fail.
    package var syncFault: (@Sendable () -> Int32?)?
    /// The `errno` with which the renaming of a file is to fail.
    package var renameFault: (@Sendable () -> Int32?)?
    /// The `errno` with which the flush of a folder is to fail.
    package var folderFault: (@Sendable () -> Int32?)?
    /// Sweeping has read which rows there are and has not yet removed anything.
    package var sweepRead: (@Sendable () async -> Void)?

    /// A sweep has removed a file; called on a disk thread.
    package var removed: (@Sendable () -> Void)?
    /// A change of buckets or objects is written and not yet committed; what is thrown is what the commit fails with.
    package var changing: (@Sendable (WriteTransaction) throws -> Void)?

    package init(
        reached: (@Sendable (Step) -> Void)? = nil, partReached: (@Sendable (PartStep) -> Void)? = nil,
        writeFault: (@Sendable (Int64) -> Int32?)? = nil, syncFault: (@Sendable () -> Int32?)? = nil,
        renameFault: (@Sendable () -> Int32?)? = nil, folderFault: (@Sendable () -> Int32?)? = nil,
        sweepRead: (@Sendable () async -> Void)? = nil, removed: (@Sendable () -> Void)? = nil,
        changing: (@Sendable (WriteTransaction) throws -> Void)? = nil
    ) {
        self.reached = reached
        self.partReached = partReached
        self.writeFault = writeFault
        self.syncFault = syncFault
        self.renameFault = renameFault
        self.folderFault = folderFault
        self.sweepRead = sweepRead
        self.removed = removed
        self.changing = changing
    }
}
