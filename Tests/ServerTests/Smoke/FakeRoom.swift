import FoundationEssentials
import NIOCore
import NIOWebSocket
import Primitives

/// The fake node's end of a WebSocket: answers the join of a lead's room and sends what the cursor missed.
final class FakeRoom: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let node: FakeNode

    init(_ node: FakeNode) {
        self.node = node
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        guard frame.opcode == .text else { return }
        guard frame.maskKey != nil, let parts = Self.json(frame.unmaskedData)?.array, parts.count == 5, let topic = parts[2].string,
            topic == "realtime:room:lead:\(FakeNode.leadID)", parts[3].string == "phx_join",
            parts[4]["config"]?["cursor"] == ["epoch": "e1", "seq": 7]
        else { return context.close(promise: nil) }
        switch node.fault {
        case .joinRefused:
            reply(topic, #"{"status":"error","response":{"reason":"Unauthorized: not yours"}}"#, context)
        case .socketClosed:
            send(.connectionClose, ByteBuffer(bytes: [0x04, 0x4C] + Array("too slow".utf8)), context)
        case .cursorLost:
            reply(topic, #"{"status":"ok","response":{"recovered":false,"reason":"epoch"}}"#, context)
        case .noJobStatus:
            reply(topic, #"{"status":"ok","response":{"recovered":true}}"#, context)
        default:
            // A ping and an event of another kind come between, as they may.
            reply(topic, #"{"status":"ok","response":{"recovered":true}}"#, context)
            send(.ping, ByteBuffer(string: "?"), context)
            event("lead.updated", #"{"payload":{}}"#, topic, context)
            let status = #"{"leadId":"\#(FakeNode.leadID)","job":"analyze_lead","state":"running"}"#
            event("lead.job.status", #"{"payload":\#(status)}"#, topic, context)
            event("pipeline.moved", #"{"payload":{"to":"s3"}}"#, topic, context)
            event("pipeline.moved", #"{"payload":{"to":"s2"}}"#, topic, context)
            if node.fault != .messageUnheard { event("chat.message.new", #"{"payload":{"messageId":"m1"}}"#, topic, context) }
        }
    }

    private func reply(_ topic: String, _ payload: String, _ context: ChannelHandlerContext) {
        send(.text, ByteBuffer(string: #"["1","1","\#(topic)","phx_reply",\#(payload)]"#), context)
    }

    private func event(_ name: String, _ payload: String, _ topic: String, _ context: ChannelHandlerContext) {
        let meta = #"{"seq":8,"replayed":true}"#
        switch node.eventForm {
        case .text:
            let broadcast = #"{"type":"broadcast","event":"\#(name)","payload":\#(payload),"meta":\#(meta)}"#
            send(.text, ByteBuffer(string: #"[null,null,"\#(topic)","broadcast",\#(broadcast)]"#), context)
        case .binary:
            let lengths = [topic, name, meta].map { UInt8($0.utf8.count) }
            send(.binary, ByteBuffer(bytes: [4] + lengths + [1] + Array((topic + name + meta + payload).utf8)), context)
        }
    }

    private func send(_ opcode: WebSocketOpcode, _ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: bytes)), promise: nil)
    }

    private static func json(_ bytes: ByteBuffer) -> JSONValue? {
        try? JSONDecoder().decode(JSONValue.self, from: Data(bytes.readableBytesView))
    }
}
