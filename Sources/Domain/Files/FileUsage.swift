package import Blobs

/// How much a workspace stores, and how much it may.
package struct FileUsage: Hashable, Sendable {
    package let stored: StorageUsage
    /// `nil` for as much as the disk holds.
    package let quotaBytes: Int64?
}
