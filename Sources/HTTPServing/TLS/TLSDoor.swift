import NIOCore
import NIOSSL

/// What stands before HTTP on a connection that speaks TLS.
enum TLSDoor {
    /// A connection keeps the certificate that it began with.
    static func install(on channel: any Channel, certificate: ServingCertificate) throws {
        try channel.pipeline.syncOperations.addHandlers([PlainTextRefusal(), NIOSSLServerHandler(context: certificate.context)])
    }
}

/// Tells whoever speaks plain HTTP where TLS is spoken, in the language that they understand, and ends the connection.
///
/// Goes away with the first byte of a handshake. A client that says nothing is ended by the deadline for a request's head.
final class PlainTextRefusal: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The content type `handshake` of a record (RFC 8446 §5.1), with which every client begins.
    private static let handshake: UInt8 = 22
    private static let methodLetters = UInt8(ascii: "A")...UInt8(ascii: "Z")
    private static let body = "This port speaks TLS. Write https:// before the address.\n"

    private var isRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        guard !isRefused, let first = bytes.readableBytesView.first else { return }
        if first == Self.handshake {
            context.fireChannelRead(data)
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
            return
        }
        isRefused = true
        guard Self.methodLetters.contains(first) else { return context.close(promise: nil) }
        let fields = ["Connection: close", "Content-Type: text/plain; charset=utf-8", "Content-Length: \(Self.body.utf8.count)"]
        let answer = "HTTP/1.1 400 Bad Request\r\n" + fields.joined(separator: "\r\n") + "\r\n\r\n"
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer + Self.body))).whenComplete { _ in
            bound.value.close(mode: .output, promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // Nothing behind this handler knows what to make of the end of what it has not seen.
        if isRefused, let event = event as? ChannelEvent, event == .inputClosed { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
