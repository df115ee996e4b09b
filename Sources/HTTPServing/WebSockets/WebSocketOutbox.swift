import NIOCore

/// Frames on their way to one socket, in order.
///
/// One frame, by far the most common case, costs no allocation.
struct WebSocketOutbox {
    private var first: ByteBuffer?
    private var rest: CircularBuffer<ByteBuffer>?
    private(set) var byteCount = 0

    var isEmpty: Bool { first == nil }
    var frameCount: Int { first == nil ? 0 : 1 + (rest?.count ?? 0) }
    /// The only frame.
    var single: ByteBuffer? { rest == nil ? first : nil }

    mutating func append(_ frame: ByteBuffer) {
        byteCount += frame.readableBytes
        if first == nil {
            first = frame
        } else {
            if rest == nil { rest = CircularBuffer(initialCapacity: 8) }
            rest?.append(frame)
        }
    }

    mutating func removeAll() {
        first = nil
        rest = nil
        byteCount = 0
    }

    /// Takes the first frame out; `nil` when there is none.
    mutating func popFirst() -> ByteBuffer? {
        guard let frame = first else { return nil }
        byteCount -= frame.readableBytes
        first = rest?.popFirst()
        if rest?.isEmpty ?? false { rest = nil }
        return frame
    }

    /// Fills `buffer` with whole frames up to `limit` bytes, without taking them out.
    func copy(into buffer: inout ByteBuffer, upTo limit: Int) {
        guard let first, first.readableBytes <= limit else { return }
        buffer.writeImmutableBuffer(first)
        for frame in rest ?? [] {
            guard buffer.readableBytes + frame.readableBytes <= limit else { return }
            buffer.writeImmutableBuffer(frame)
        }
    }

    /// Takes out what `sent` bytes have covered; returns what is left of a frame that was sent in part.
    mutating func dropFirst(sent: Int) -> ByteBuffer? {
        var left = sent
        while left > 0, var frame = popFirst() {
            guard frame.readableBytes > left else {
                left -= frame.readableBytes
                continue
            }
            frame.moveReaderIndex(forwardBy: left)
            return frame
        }
        return nil
    }
}
