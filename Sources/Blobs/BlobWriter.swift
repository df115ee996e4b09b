import Crypto
import Primitives
import Synchronization

/// A temporary file that grows by chunks, written and hashed on the way.
///
/// Its methods block. ``write(_:)`` is called one at a time and so is ``hash(_:)``, with the same bytes in the same order; both may run at once,
/// since either takes about as long as the other.
final class BlobWriter: Sendable {
    private struct Progress {
        var byteCount: Int64 = 0
        /// Up to where the system was told to begin.
        var begunByteCount: Int64 = 0
    }

    private struct Content {
        var hasher = SHA256()
        var head: [UInt8] = []
    }

    /// A few milliseconds of a disk: long against the call that begins it.
    private static let strideByteCount: Int64 = 1_048_576

    private let file: DiskFile
    private let limit: Int64
    private let hooks: BlobHooks
    private let progress = Mutex(Progress())
    private let content = Mutex(Content())

    init(path: String, limit: Int64, hooks: BlobHooks) throws(BlobError) {
        file = try DiskFile.create(path)
        self.limit = limit
        self.hooks = hooks
        hooks.reached?(.temporaryMade)
    }

    func append(_ bytes: [UInt8]) throws {
        try write([bytes])
        hash([bytes])
    }

    /// - Throws: ``Failure`` `bodyTooLarge` past the limit, before anything beyond it is written.
    func write(_ pieces: [any BlobIntake.Piece]) throws {
        let before = progress.withLock { $0.byteCount }
        let count = Int64(pieces.reduce(0) { $0 + $1.count })
        guard count <= limit - before else {
            throw Failure(.bodyTooLarge, "The file is larger than the \(limit) bytes that are allowed here.")
        }
        if let fault = hooks.writeFault?(before) { throw BlobError(errno: fault, "write", file.path) }
        for piece in pieces { try file.write(piece) }
        progress.withLock { progress in
            progress.byteCount += count
            guard progress.byteCount - progress.begunByteCount >= Self.strideByteCount else { return }
            file.beginWriting(progress.begunByteCount..<progress.byteCount)
            progress.begunByteCount = progress.byteCount
        }
    }

    func hash(_ pieces: [any BlobIntake.Piece]) {
        content.withLock { content in
            for piece in pieces {
                piece.withBytes { bytes in
                    content.hasher.update(bufferPointer: bytes)
                    content.head += bytes.prefix(ContentKind.headByteCount - content.head.count)
                }
            }
        }
    }

    /// Puts the bytes on the disk; answers what they are.
    func finish() throws(BlobError) -> (hash: ContentHash, byteCount: Int64, kind: ContentKind) {
        hooks.reached?(.written)
        if let fault = hooks.syncFault?() { throw BlobError(errno: fault, "flush", file.path) }
        try file.sync()
        hooks.reached?(.synced)
        let byteCount = progress.withLock { $0.byteCount }
        return content.withLock { (ContentHash($0.hasher.finalize()), byteCount, ContentKind(head: $0.head)) }
    }
}
