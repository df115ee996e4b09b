import NIOCore
import NIOEmbedded
import Realtime

/// One client's end of a socket.
final class Peer: Sendable {
    private struct End {
        let session: PhoenixSession
        let outlet: RecordingOutlet
    }

    let loop: NIOAsyncTestingEventLoop
    private let end: NIOLoopBound<End>
    private let frames: FrameQueue

    init(
        _ endpoint: PhoenixEndpoint, _ version: PhoenixVersion, on loop: NIOAsyncTestingEventLoop, authorise: @escaping Authorise
    ) async throws {
        self.loop = loop
        let (end, sent) = try await loop.executeInContext {
            let outlet = RecordingOutlet(eventLoop: loop)
            let session = endpoint.open(outlet, version: version, authorise: authorise)
            return (NIOLoopBound(End(session: session, outlet: outlet), eventLoop: loop), outlet.sent)
        }
        self.end = end
        frames = sent
    }

    func send(_ text: String) async throws {
        try await loop.executeInContext { [end] in end.value.session.receive(text: ByteBuffer(string: text)) }
    }

    func send(binary bytes: [UInt8]) async throws {
        try await loop.executeInContext { [end] in end.value.session.receive(binary: ByteBuffer(bytes: bytes)) }
    }

    func close() async throws {
        try await loop.executeInContext { [end] in end.value.session.closed() }
    }

    /// Closes the socket from within the next write to it.
    func closeOnNextFrame() async throws {
        try await loop.executeInContext { [end] in
            let session = NIOLoopBound(end.value.session, eventLoop: end.value.outlet.eventLoop)
            end.value.outlet.onSend = { session.value.closed() }
        }
    }

    var closeCode: UInt16? {
        get async throws { try await loop.executeInContext { [end] in end.value.outlet.closeCode } }
    }

    /// The next message, waited for.
    func next() async -> String { await frames.next()?.text ?? "closed" }

    /// The next message that has some text; those before it are passed over.
    @discardableResult
    func next(having text: String) async throws -> String {
        while let frame = await frames.next() {
            if frame.text.contains(text) { return frame.text }
        }
        throw Closed(awaiting: text)
    }

    struct Closed: Error {
        let awaiting: String
    }

    func nextFrame() async -> SentFrame? { await frames.next() }

    /// All messages before the answer to a heartbeat that is sent now.
    func settled() async throws -> [String] {
        try await loop.executeInContext { [end] in
            end.value.session.receive(text: ByteBuffer(string: #"[null,"settled","phoenix","heartbeat",{}]"#))
            end.value.session.receive(text: ByteBuffer(string: #"{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"settled"}"#))
        }
        var texts: [String] = []
        while let frame = await frames.next(), !frame.text.contains(#""settled""#) { texts.append(frame.text) }
        return texts
    }
}
