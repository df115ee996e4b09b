import Crypto
import Primitives
import Synchronization

/// A temporary file that grows by chunks, hashed on the way. Its methods block and are called one at a time.
final class BlobWriter: Sendable {
    private struct State {
        var hasher = SHA256()
        var byteCount: Int64 = 0
        var head: [UInt8] = []
    }

    private let file: DiskFile
    private let limit: Int64
    private let hooks: BlobHooks
    private let state = Mutex(State())

    init(path: String, limit: Int64, hooks: BlobHooks) throws(BlobError) {
        file = try DiskFile.create(path)
        self.limit = limit
        self.hooks = hooks
        hooks.reached?(.temporaryMade)
    }

    /// - Throws: ``Failure`` `bodyTooLarge` past the limit, before anything beyond it is written.
    func append(_ bytes: [UInt8]) throws {
        let before = state.withLock { $0.byteCount }
        guard Int64(bytes.count) <= limit - before else {
            throw Failure(.bodyTooLarge, "The file is larger than the \(limit) bytes that are allowed here.")
        }
        if let fault = hooks.writeFault?(before) { throw BlobError(errno: fault, "write", file.path) }
        try file.write(bytes)
        state.withLock { state in
            bytes.withUnsafeBytes { state.hasher.update(bufferPointer: $0) }
            state.byteCount += Int64(bytes.count)
            let missing = ContentKind.headByteCount - state.head.count
            if missing > 0 { state.head += bytes.prefix(missing) }
        }
    }

    /// Puts the bytes on the disk; answers what they are.
    func finish() throws(BlobError) -> (hash: ContentHash, byteCount: Int64, kind: ContentKind) {
        hooks.reached?(.written)
        if let fault = hooks.syncFault?() { throw BlobError(errno: fault, "flush", file.path) }
        try file.sync()
        hooks.reached?(.synced)
        return state.withLock { (ContentHash($0.hasher.finalize()), $0.byteCount, ContentKind(head: $0.head)) }
    }
}
