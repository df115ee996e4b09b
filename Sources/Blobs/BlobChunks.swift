/// The bytes of a range, read as they are asked for.
package struct BlobChunks: AsyncSequence, Sendable {
    /// Large enough that the disk and not the hand-over decides, small enough that a thousand slow readers hold 256 MB.
    package static let byteLimit = 262_144

    fileprivate let blob: OpenBlob
    fileprivate let range: Range<Int64>

    init(blob: OpenBlob, range: Range<Int64>) {
        self.blob = blob
        self.range = range
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let blob: OpenBlob
        fileprivate var rest: Range<Int64>

        package mutating func next() async throws -> [UInt8]? {
            guard !rest.isEmpty else { return nil }
            let count = Int(Swift.min(Int64(BlobChunks.byteLimit), rest.upperBound - rest.lowerBound))
            let chunk = try await blob.read(at: rest.lowerBound, count: count)
            rest = (rest.lowerBound + Int64(count))..<rest.upperBound
            return chunk
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(blob: blob, rest: range) }
}
