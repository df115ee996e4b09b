import Primitives

/// What the node takes of files.
package struct StorageLimits: Hashable, Sendable {
    /// The largest object.
    package var fileBytes: Int64 = 5 << 30
    /// What one workspace may store, its trash included; `nil` for as much as the disk holds.
    package var workspaceBytes: Int64?
    /// What uploads leave free on the disk: the database needs room to go on.
    package var freeBytes: Int64 = 64 << 20
    /// How long removed and replaced objects can be brought back.
    package var trashRetention: Duration = .days(30)
    /// A page of settings at most; also bounds a list.
    package var buckets = 1_000

    package init() {}
}
