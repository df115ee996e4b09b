/// What a workspace stores: dossiers, objects, and what is in the trash; equal files each count.
package struct StorageUsage: Hashable, Sendable {
    package let byteCount: Int64
    package let fileCount: Int64
    /// The part of both that is in the trash.
    package let trashByteCount: Int64
    package let trashFileCount: Int64

    package init(byteCount: Int64 = 0, fileCount: Int64 = 0, trashByteCount: Int64 = 0, trashFileCount: Int64 = 0) {
        self.byteCount = byteCount
        self.fileCount = fileCount
        self.trashByteCount = trashByteCount
        self.trashFileCount = trashFileCount
    }
}
