/// What went for good out of a trash.
package struct EmptiedTrash: Hashable, Sendable {
    package internal(set) var fileCount = 0
    /// Of all versions, though equal ones may have been one file on the disk.
    package internal(set) var byteCount: Int64 = 0

    package init() {}
}
