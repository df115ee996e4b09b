import Blobs
import HTTPServing
import Hummingbird
import NIOCore

/// Makes the bodies of responses out of stored files.
struct FileBodies: Sendable {
    private let blobs: BlobStore
    private let small = SmallFiles()

    init(_ blobs: BlobStore) {
        self.blobs = blobs
    }

    /// The body of a response with the bytes of `range`.
    ///
    /// - Throws: ``BlobError`` `missing` or `wrongLength` when the disk no longer holds what was stored.
    func body(of object: StoredObject, in range: Range<Int64>, _ record: RequestRecord) async throws -> ResponseBody {
        if object.byteCount <= SmallFiles.fileByteLimit {
            let bytes = try await small.bytes(of: object, from: blobs)
            let part = bytes.getSlice(at: bytes.readerIndex + Int(range.lowerBound), length: Int(range.upperBound - range.lowerBound))
            if let part { return ResponseBody(byteBuffer: part) }
        }
        let first = range.lowerBound..<min(range.upperBound, range.lowerBound + RequestRecord.firstStretchByteCount)
        let blob = try await blobs.open(object, warming: first)
        let source = FileSource(
            descriptor: blob.descriptor, owner: blob, prepare: { if $0.lowerBound > range.lowerBound { try await blob.warm($0) } },
            read: { ByteBuffer(bytes: try await blob.read(at: $0.lowerBound, count: Int($0.upperBound - $0.lowerBound))) })
        return record.body(of: source, in: range)
    }
}
