import NIOCore
import Testing

@testable import HTTPServing

@Suite struct WebSocketOutboxTests {
    private static func large(_ letter: UInt8) -> ByteBuffer { ByteBuffer(repeating: letter, count: FrameSeams.joinedBytes) }

    @Test func `Frames too long to be joined keep their order, and what is left of one sent in part is known`() {
        var outbox = WebSocketOutbox()
        var seams = FrameSeams()
        for letter in UInt8(1)...3 { outbox.append(Self.large(letter), joining: &seams) }
        #expect(outbox.frameCount == 3 && outbox.byteCount == 3 * FrameSeams.joinedBytes && outbox.single == nil)
        var gathered = ByteBuffer()
        outbox.copy(into: &gathered, upTo: 2 * FrameSeams.joinedBytes + 1)
        #expect(gathered.readableBytes == 2 * FrameSeams.joinedBytes)
        #expect(outbox.dropFirst(sent: FrameSeams.joinedBytes + 5)?.readableBytes == FrameSeams.joinedBytes - 5)
        #expect(outbox.frameCount == 1 && outbox.byteCount == FrameSeams.joinedBytes)
        #expect(outbox.single == Self.large(3))
        #expect(outbox.dropFirst(sent: 0) == nil)
        #expect(outbox.dropFirst(sent: FrameSeams.joinedBytes) == nil)
        #expect(outbox.isEmpty && outbox.byteCount == 0 && outbox.frameCount == 0)
    }

    @Test func `Frames of a turn are one buffer, counted as what they are`() {
        var outbox = WebSocketOutbox()
        var seams = FrameSeams()
        for text in ["one", "two", "three"] { outbox.append(ByteBuffer(string: text), joining: &seams) }
        #expect(outbox.frameCount == 3 && outbox.byteCount == 11)
        #expect(outbox.single.map { String(buffer: $0) } == "onetwothree")
        #expect(outbox.dropFirst(sent: 5).map { String(buffer: $0) } == "othree")
        #expect(outbox.isEmpty && outbox.byteCount == 0 && outbox.frameCount == 0)
    }

    @Test func `Sockets with the same frames share what is joined, others get their own`() {
        var seams = FrameSeams()
        let frames = ["first ", "second ", "third"].map { ByteBuffer(string: $0) }
        var outboxes = (0..<3).map { _ in WebSocketOutbox() }
        for frame in frames {
            for index in outboxes.indices where !(index == 1 && frame == frames[1]) { outboxes[index].append(frame, joining: &seams) }
        }
        let joined = outboxes.map { $0.single ?? ByteBuffer() }
        #expect(joined.map { String(buffer: $0) } == ["first second third", "first third", "first second third"])
        let addresses = joined.map { $0.withUnsafeReadableBytes { UInt(bitPattern: $0.baseAddress) } }
        #expect(addresses[0] == addresses[2] && addresses[0] != addresses[1])
    }

    @Test func `What is joined is right however many sockets hold something else`() {
        var seams = FrameSeams()
        let firsts = (0..<20).map { ByteBuffer(string: "\($0) ") }
        let second = ByteBuffer(string: "and on")
        for _ in 0..<2 {
            for (number, first) in firsts.enumerated() {
                #expect(seams.join(first, second).map { String(buffer: $0) } == "\(number) and on")
            }
        }
        // The same memory, but less of it.
        let slice = firsts[3].getSlice(at: firsts[3].readerIndex, length: 1) ?? ByteBuffer()
        #expect(seams.join(slice, second).map { String(buffer: $0) } == "3and on")
        #expect(seams.join(Self.large(1), second) == nil)
    }
}
