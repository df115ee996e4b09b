import Glibc
import NIOCore
import Primitives

/// A file of this machine, read as it is sent.
final class FileChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    private static let chunkBytes = 262_144

    let byteCount: Int64
    private let descriptor: Int32

    /// - Throws: ``Failure`` `notFound` when it can't be read.
    init(path: String) throws(Primitives.Failure) {
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Primitives.Failure(.notFound, "\(path) can't be read: \(String(cString: strerror(errno))).") }
        let end = lseek(descriptor, 0, SEEK_END)
        // A pipe has no end, and a folder one that is no size.
        guard end >= 0, end < off_t.max else {
            close(descriptor)
            throw Primitives.Failure(.invalidRequest, "\(path) is no file.")
        }
        byteCount = Int64(end)
    }

    deinit {
        close(descriptor)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let file: FileChunks
        var offset: Int64 = 0

        mutating func next() throws -> ByteBuffer? {
            var bytes = [UInt8](repeating: 0, count: FileChunks.chunkBytes)
            let count = pread(file.descriptor, &bytes, bytes.count, off_t(offset))
            guard count >= 0 else { throw Primitives.Failure(.unavailable, "The file can't be read: \(String(cString: strerror(errno))).") }
            offset += Int64(count)
            return count == 0 ? nil : ByteBuffer(bytes: bytes[..<count])
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(file: self) }
}
