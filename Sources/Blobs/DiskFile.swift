import CFiles
import Glibc

/// An open file; closed when the last reference goes.
package final class DiskFile: Sendable {
    let descriptor: Int32
    let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        // Nothing is lost by ignoring the result: what had to be on disk was flushed and checked before.
        close(descriptor)
    }

    /// Makes a file that did not exist, readable by the node alone.
    package static func create(_ path: String) throws(BlobError) -> DiskFile {
        try open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, "make")
    }

    /// Opens a file whose next write goes to `end`, and makes it where it begins; what is behind is cut off.
    ///
    /// - Throws: ``BlobError`` `wrongLength` when it ends before.
    static func openForAppending(_ path: String, at end: Int64) throws(BlobError) -> DiskFile {
        let file = try open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | (end == 0 ? O_CREAT : 0), "open")
        guard try file.byteCount() >= end else { throw BlobError(.wrongLength, "\(path) ends before byte \(end)") }
        guard ftruncate(file.descriptor, off_t(end)) == 0, lseek(file.descriptor, off_t(end), SEEK_SET) >= 0 else {
            throw BlobError(errno: errno, "cut", path)
        }
        return file
    }

    package static func open(_ path: String) throws(BlobError) -> DiskFile {
        try open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, "open")
    }

    private static func open(_ path: String, _ flags: Int32, _ action: String) throws(BlobError) -> DiskFile {
        let descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw BlobError(errno: errno, action, path) }
        return DiskFile(descriptor: descriptor, path: path)
    }

    package func byteCount() throws(BlobError) -> Int64 { try state().byteCount }

    /// Asks the system's memory and never the disk: the file is open.
    func state() throws(BlobError) -> FileState {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw BlobError(errno: errno, "examine", path) }
        return FileState(
            byteCount: Int64(status.st_size), changedAt: Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec),
            hasName: status.st_nlink > 0)
    }

    package func write(_ bytes: some Collection<UInt8>) throws(BlobError) {
        let fault: Int32? = bytes.withBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                rest = rest.dropFirst(written)
            }
            return nil
        }
        if let fault { throw BlobError(errno: fault, "write", path) }
    }

    /// Writes over what is there; the next ``write(_:)`` goes on behind the last.
    package func overwrite(_ bytes: [UInt8], at offset: Int64) throws(BlobError) {
        let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
        guard count == bytes.count else { throw BlobError(errno: count < 0 ? errno : ENOSPC, "write", path) }
    }

    /// Up to `count` bytes from `offset`; fewer at the end of the file only.
    package func read(at offset: Int64, count: Int) throws(BlobError) -> [UInt8] {
        var fault: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            length = 0
            while length < count {
                let taken = pread(descriptor, buffer.baseAddress?.advanced(by: length), count - length, off_t(offset) + length)
                if taken < 0 {
                    if errno == EINTR { continue }
                    fault = errno
                    return
                }
                if taken == 0 { return }
                length += taken
            }
        }
        if let fault { throw BlobError(errno: fault, "read", path) }
        return bytes
    }

    /// Has the range read ahead, and waits for it: a byte of each stretch that the system reads at a time is asked for.
    func warm(_ range: Range<Int64>) throws(BlobError) {
        posix_fadvise(descriptor, off_t(range.lowerBound), off_t(range.upperBound - range.lowerBound), POSIX_FADV_WILLNEED)
        var offset = range.upperBound - 1
        while offset >= range.lowerBound {
            guard try !read(at: offset, count: 1).isEmpty else {
                throw BlobError(.wrongLength, "\(path) ends before byte \(offset + 1)")
            }
            offset -= Self.readAheadByteCount
        }
    }

    /// What Linux reads ahead by itself.
    private static let readAheadByteCount: Int64 = 131_072

    /// Has the disk begin with a range while more is on its way, so that the flush finds little left to do.
    ///
    /// It promises nothing, and so what it says does not matter: only ``sync()`` does.
    func beginWriting(_ range: Range<Int64>) {
        uprising_begin_writing(descriptor, range.lowerBound, range.upperBound - range.lowerBound)
    }

    /// Returns when the system has handed these bytes to the disk, which is no promise that they last.
    func awaitWriting(_ range: Range<Int64>) {
        uprising_await_writing(descriptor, range.lowerBound, range.upperBound - range.lowerBound)
    }

    /// Returns once the bytes are on the disk. After a failure the bytes may be lost whatever follows; the file is to be given up.
    package func sync() throws(BlobError) {
        guard fsync(descriptor) == 0 else { throw BlobError(errno: errno, "flush", path) }
    }
}
