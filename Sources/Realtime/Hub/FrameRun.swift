package import NIOCore

/// Complete frames that follow each other, in one piece of memory, the same for every socket that gets them.
package struct FrameRun: Sendable {
    /// All of them.
    package let bytes: ByteBuffer
    private let lengths: [Int]

    init(_ frames: [ByteBuffer]) {
        var bytes = ByteBuffer()
        var lengths: [Int] = []
        for frame in frames {
            bytes.writeImmutableBuffer(frame)
            lengths.append(frame.readableBytes)
        }
        self.bytes = bytes
        self.lengths = lengths
    }

    /// Each of them, for an outlet that takes them one by one.
    package var frames: [ByteBuffer] {
        var rest = bytes
        return lengths.compactMap { rest.readSlice(length: $0) }
    }
}
