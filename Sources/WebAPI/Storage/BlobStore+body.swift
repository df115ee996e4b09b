import Blobs
import HTTPServing
import Hummingbird
import NIOCore

extension BlobStore {
    /// Below this, one write of head and bytes costs less than a write and a copy by the kernel.
    private static let smallByteCount: Int64 = 65_536

    /// The body of a response with the bytes of `range`.
    ///
    /// - Throws: ``BlobError`` `missing` or `wrongLength` when the disk no longer holds what was stored.
    func body(of object: StoredObject, in range: Range<Int64>, _ record: RequestRecord) async throws -> ResponseBody {
        let count = range.upperBound - range.lowerBound
        let first = range.lowerBound..<min(range.upperBound, range.lowerBound + RequestRecord.firstStretchByteCount)
        let blob = try await open(object, warming: first)
        if count <= Self.smallByteCount {
            return ResponseBody(byteBuffer: ByteBuffer(bytes: try await blob.read(at: range.lowerBound, count: Int(count))))
        }
        let source = FileSource(
            descriptor: blob.descriptor, owner: blob, prepare: { if $0.lowerBound > range.lowerBound { try await blob.warm($0) } },
            read: { ByteBuffer(bytes: try await blob.read(at: $0.lowerBound, count: Int($0.upperBound - $0.lowerBound))) })
        return record.body(of: source, in: range)
    }
}
