import NIOCore

/// Frames on their way to one socket, in order.
///
/// What is sent to many sockets at once is one buffer for all of them: a frame, or the first few frames of a turn joined. That
/// costs no allocation a socket.
struct WebSocketOutbox {
    private var first: ByteBuffer?
    private var firstFrames = 0
    private var rest: CircularBuffer<ByteBuffer>?
    private(set) var byteCount = 0

    var isEmpty: Bool { first == nil }
    var frameCount: Int { firstFrames + (rest?.count ?? 0) }
    /// The only buffer.
    var single: ByteBuffer? { rest == nil ? first : nil }

    mutating func append(_ frame: ByteBuffer, joining seams: inout FrameSeams) {
        byteCount += frame.readableBytes
        guard let waiting = first else {
            first = frame
            firstFrames = 1
            return
        }
        if rest == nil, let joined = seams.join(waiting, frame) {
            first = joined
            firstFrames += 1
        } else {
            if rest == nil { rest = CircularBuffer(initialCapacity: 8) }
            rest?.append(frame)
        }
    }

    mutating func removeAll() {
        first = nil
        firstFrames = 0
        rest = nil
        byteCount = 0
    }

    /// Takes the first buffer out; `nil` when there is none.
    mutating func popFirst() -> ByteBuffer? {
        guard let frame = first else { return nil }
        byteCount -= frame.readableBytes
        first = rest?.popFirst()
        firstFrames = first == nil ? 0 : 1
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

    /// Takes out what `sent` bytes have covered; returns what is left of a buffer that was sent in part.
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
