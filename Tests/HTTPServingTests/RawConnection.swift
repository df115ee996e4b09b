import NIOCore
import NIOPosix
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A TCP connection that sends exactly the bytes it is told to.
struct RawConnection: ~Copyable {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private(set) var received = ByteBuffer()

    init(inbound: NIOAsyncChannelInboundStream<ByteBuffer>, outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) {
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    func send(_ text: some StringProtocol) async throws { try await outbound.write(ByteBuffer(bytes: text.utf8)) }
    func send(_ bytes: ByteBuffer) async throws { try await outbound.write(bytes) }

    /// Ends this side's half.
    func finishSending() { outbound.finish() }

    /// Reads until `text` has come, and returns all up to its end.
    mutating func receive(until text: String) async throws -> String {
        let marker = Array(text.utf8)
        while true {
            if let end = received.readableBytesView.firstRange(of: marker)?.upperBound {
                return String(buffer: received.readSlice(length: end - received.readerIndex) ?? ByteBuffer())
            }
            guard try await more() else { throw EndOfConnection(received: String(buffer: received)) }
        }
    }

    /// Reads `count` bytes.
    mutating func receive(count: Int) async throws -> ByteBuffer {
        while received.readableBytes < count {
            guard try await more() else { throw EndOfConnection(received: String(buffer: received)) }
        }
        return received.readSlice(length: count) ?? ByteBuffer()
    }

    /// One response with a Content-Length.
    mutating func response() async throws -> (head: String, body: String) {
        let head = try await receive(until: "\r\n\r\n")
        let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }.flatMap { Int($0.dropFirst(16)) }
        return (head, String(buffer: try await receive(count: length ?? 0)))
    }

    /// All that comes until the other side ends the connection.
    mutating func receiveToEnd() async throws -> String {
        while try await more() {}
        return String(buffer: received.readSlice(length: received.readableBytes) ?? ByteBuffer())
    }

    /// How many bytes come until the other side ends the connection.
    mutating func byteCountToEnd() async throws -> Int64 {
        var count = Int64(received.readableBytes)
        received.clear()
        while try await more() {
            count += Int64(received.readableBytes)
            received.clear()
        }
        return count
    }

    private mutating func more() async throws -> Bool {
        do {
            guard let bytes = try await inbound.next(isolation: #isolation) else { return false }
            received.writeImmutableBuffer(bytes)
            return true
        } catch let error as IOError where error.errnoCode == ECONNRESET {
            // A cut connection ends by a reset when the server had something left to read.
            return false
        }
    }
}

struct EndOfConnection: Error {
    let received: String
}

/// Connects to a service for the length of `body`.
func withConnection<Result: Sendable>(
    to port: Int, receiveBuffer: Int? = nil, _ body: @Sendable (inout RawConnection) async throws -> Result
) async throws -> Result {
    var bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .channelOption(.allowRemoteHalfClosure, value: true)
    if let receiveBuffer { bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: receiveBuffer) }
    let channel = try await bootstrap.connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
            try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }
    return try await channel.executeThenClose { inbound, outbound in
        var connection = RawConnection(inbound: inbound, outbound: outbound)
        return try await body(&connection)
    }
}
