import Glibc

/// A socket file's path in a form that the kernel takes: an address has 107 bytes at most (unix(7)), and folders may lie deeper.
///
/// A longer path is said by way of its folder, which is held open meanwhile: `/proc/self/fd/7/control.sock` (proc(5)). So it is the same file,
/// with the same mode, wherever it lies; another place for it would have to be guarded anew.
package final class SocketPath: Sendable {
    package static let byteLimit = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// Leads to the file as long as this lives, in this process alone.
    package let address: String
    private let folder: CInt?

    /// - Throws: ``SocketFault`` when the path is too long and its folder can't be opened, or there is no `/proc`.
    package init(_ path: String) throws(SocketFault) {
        guard path.utf8.count > Self.byteLimit else {
            address = path
            folder = nil
            return
        }
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
            throw SocketFault("\(path): a socket's name has at most \(Self.byteLimit) bytes")
        }
        let descriptor = open(String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SocketFault("\(path): \(String(cString: strerror(errno)))") }
        let door = "/proc/self/fd/\(descriptor)"
        guard access(door, F_OK) == 0 else {
            close(descriptor)
            throw SocketFault(
                "\(path): a socket's path has at most \(Self.byteLimit) bytes, this one has \(path.utf8.count), and /proc, by which a longer "
                    + "one is reached, is not mounted. Mount it, or name a data folder with a shorter path (DATA_DIR).")
        }
        folder = descriptor
        address = door + path[slash...]
    }

    deinit {
        if let folder { close(folder) }
    }
}
