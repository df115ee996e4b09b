import Blobs
import NIOCore
import Primitives
import Synchronization

/// The bytes of small files that were asked for lately, sent with the head in one write: no thread of the disk is woken for them.
///
/// Who may have them is asked of the rows, each time and before. What is asked here is whether the file is still what was read: its
/// descriptor stays open and tells, so that a file which was changed, cut or removed behind the node's back is read again.
final class SmallFiles: Sendable {
    /// Beyond this, the copy into the socket costs more than the threads that are saved.
    static let fileByteLimit: Int64 = 262_144
    static let byteLimit = 16_777_216
    private static let countLimit = 512

    private struct Name: Hashable {
        let space: ID<BlobSpace>
        let hash: ContentHash
    }

    private struct File {
        let blob: OpenBlob
        let bytes: ByteBuffer
    }

    private struct State {
        var files: [Name: File] = [:]
        var byteCount = 0
    }

    private let state = Mutex(State())

    var byteCount: Int { state.withLock { $0.byteCount } }

    /// - Throws: ``BlobError`` `missing` or `wrongLength` when the disk no longer holds what was stored.
    func bytes(of object: StoredObject, from blobs: BlobStore) async throws -> ByteBuffer {
        let name = Name(space: object.space, hash: object.hash)
        if let file = state.withLock({ $0.files[name] }), file.blob.isAsOpened { return file.bytes }
        let blob = try await blobs.open(object)
        let file = File(blob: blob, bytes: ByteBuffer(bytes: try await blob.read(at: 0, count: Int(object.byteCount))))
        state.withLock { keep(file, as: name, in: &$0) }
        return file.bytes
    }

    private func keep(_ file: File, as name: Name, in state: inout State) {
        let count = file.bytes.readableBytes
        if state.files.count >= Self.countLimit || state.byteCount + count > Self.byteLimit {
            state.files.removeAll(keepingCapacity: true)
            state.byteCount = 0
        }
        state.byteCount += count - (state.files.updateValue(file, forKey: name)?.bytes.readableBytes ?? 0)
    }
}
