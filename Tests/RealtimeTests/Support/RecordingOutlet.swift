import NIOCore
import Realtime

/// Writes down what a session sends, and lets a test wait for it.
final class RecordingOutlet: Outlet {
    let eventLoop: any EventLoop
    let sent = FrameQueue()
    private(set) var closeCode: UInt16?
    /// Called before a frame is written down, from within the call.
    var onSend: (() -> Void)?

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func send(_ frame: ByteBuffer) {
        onSend?()
        sent.append(SentFrame(frame))
    }

    func close(code: UInt16, reason: String) {
        closeCode = code
        sent.finish()
    }
}

/// A frame as the test's serialiser makes it: one byte for the kind, then the message.
struct SentFrame: Sendable, Equatable, CustomStringConvertible {
    let kind: FrameKind
    let bytes: ByteBuffer

    var text: String { String(buffer: bytes) }
    var description: String { text }

    init(_ frame: ByteBuffer) {
        kind = frame.getInteger(at: frame.readerIndex, as: UInt8.self) == 1 ? .text : .binary
        bytes = frame.getSlice(at: frame.readerIndex + 1, length: frame.readableBytes - 1) ?? ByteBuffer()
    }

    static func serialize(_ payload: ByteBuffer, _ kind: FrameKind) -> ByteBuffer {
        var frame = ByteBuffer()
        frame.writeInteger(UInt8(kind == .text ? 1 : 2))
        frame.writeImmutableBuffer(payload)
        return frame
    }
}
