import Glibc
package import Primitives

/// What the system knows of a file or folder by its path; links are followed.
package struct FileStatus: Hashable, Sendable {
    /// As `errno` has it.
    package struct Fault: Error {
        package let number: Int32
        package var isMissing: Bool { number == ENOENT }
        package var words: String { String(cString: strerror(number)) }
    }

    package let isFolder: Bool
    /// The lowest nine bits.
    package let permissions: UInt32
    package let owner: UInt32
    package let inode: UInt64
    package let modifiedAt: Timestamp

    package init(of path: String) throws(Fault) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Fault(number: errno) }
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        permissions = UInt32(status.st_mode) & 0o777
        owner = status.st_uid
        inode = UInt64(status.st_ino)
        modifiedAt = Timestamp(seconds: Int64(status.st_mtim.tv_sec))
    }
}
