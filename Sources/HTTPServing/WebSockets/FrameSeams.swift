import NIOCore

/// Puts frames that wait one after the other into one buffer, once for all sockets that wait with the same frames.
///
/// In a busy room each frame comes to a thousand sockets that all hold the frames before it. The last few pairs are remembered;
/// a pair is known again by where its bytes are.
struct FrameSeams {
    /// Above it the copies of a pair that nobody else has would cost more than they save.
    static let joinedBytes = 16 * 1_024
    /// Sockets that have been flushed and those that have not, and a few that were left out of what they sent themselves.
    private static let capacity = 4

    private struct Seam {
        let first: ByteBuffer
        let second: ByteBuffer
        let joined: ByteBuffer
    }

    private var seams: [Seam] = []
    private var oldest = 0

    /// `first` and `second` in one buffer; `nil` when that would be too long.
    mutating func join(_ first: ByteBuffer, _ second: ByteBuffer) -> ByteBuffer? {
        for seam in seams where seam.first.isSameMemory(as: first) && seam.second.isSameMemory(as: second) { return seam.joined }
        let count = first.readableBytes + second.readableBytes
        guard count <= Self.joinedBytes else { return nil }
        var joined = ByteBufferAllocator().buffer(capacity: count)
        joined.writeImmutableBuffer(first)
        joined.writeImmutableBuffer(second)
        let seam = Seam(first: first, second: second, joined: joined)
        if seams.count < Self.capacity {
            seams.append(seam)
        } else {
            seams[oldest] = seam
            oldest = (oldest + 1) % Self.capacity
        }
        return joined
    }

    mutating func removeAll() {
        seams.removeAll(keepingCapacity: true)
        oldest = 0
    }
}

extension ByteBuffer {
    /// Whether both are the same readable bytes of the same memory. While both live, that says that the bytes are equal.
    fileprivate func isSameMemory(as other: ByteBuffer) -> Bool {
        withUnsafeReadableBytes { mine in
            other.withUnsafeReadableBytes { mine.baseAddress == $0.baseAddress && mine.count == $0.count }
        }
    }
}
