import Crypto
import Primitives
import Synchronization

/// The file of an upload that comes in parts: grows at its end, and becomes a blob when it is whole. Its methods block and are called one at
/// a time.
final class PartialFile: Sendable {
    private static let readByteCount = 1_048_576

    private let file: DiskFile
    private let hooks: BlobHooks
    private let end: Int64
    private let position: Mutex<Int64>

    /// Opens it, or makes it, and cuts off what is past `start`, which was never acknowledged.
    ///
    /// - Parameter end: where the whole ends.
    init(path: String, from start: Int64, to end: Int64, hooks: BlobHooks) throws(BlobError) {
        file = try DiskFile.openForAppending(path, at: start)
        self.hooks = hooks
        self.end = end
        position = Mutex(start)
        hooks.partReached?(.opened)
    }

    /// What has been written.
    var byteCount: Int64 { position.withLock { $0 } }

    /// - Throws: ``Failure`` `bodyTooLarge` past the end, before anything beyond it is written.
    func append(_ bytes: [UInt8]) throws {
        let before = byteCount
        guard Int64(bytes.count) <= end - before else {
            throw Failure(.bodyTooLarge, "The upload is larger than the \(end) bytes that were announced.")
        }
        if let fault = hooks.writeFault?(before) { throw BlobError(errno: fault, "write", file.path) }
        try file.write(bytes)
        position.withLock { $0 += Int64(bytes.count) }
        hooks.partReached?(.written)
    }

    func sync() throws(BlobError) {
        if let fault = hooks.syncFault?() { throw BlobError(errno: fault, "flush", file.path) }
        try file.sync()
        hooks.partReached?(.synced)
    }

    /// What the whole is. It is read again for that: its parts may have come to several processes.
    func content() throws(BlobError) -> (hash: ContentHash, kind: ContentKind) {
        var hasher = SHA256()
        var head: [UInt8] = []
        var offset: Int64 = 0
        while offset < end {
            let bytes = try file.read(at: offset, count: Int(min(Int64(Self.readByteCount), end - offset)))
            guard !bytes.isEmpty else { throw BlobError(.wrongLength, "\(file.path) ends before byte \(end)") }
            bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
            if offset == 0 { head = Array(bytes.prefix(ContentKind.headByteCount)) }
            offset += Int64(bytes.count)
        }
        return (ContentHash(hasher.finalize()), ContentKind(head: head))
    }
}
