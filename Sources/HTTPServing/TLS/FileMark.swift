#if canImport(Glibc)
    import Glibc
#endif

/// By what a file is known to be another one than before, without reading it.
struct FileMark: Hashable {
    private let device: UInt64
    private let inode: UInt64
    private let byteCount: Int64
    private let modified: [Int]

    /// Follows links, as those that certbot changes; `nil` when there is no such file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        byteCount = Int64(status.st_size)
        // The time of the last change of the inode too: a copy that keeps the modification time is another file all the same.
        modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
}
