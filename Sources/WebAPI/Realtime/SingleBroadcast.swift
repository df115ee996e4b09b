import Foundation
import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives
import Realtime

/// One message whose topic and event stand in the path.
enum SingleBroadcast {
    /// - Throws: ``BroadcastError``; ``Failure`` when the body is too large or does not come.
    static func read(_ request: Request, in context: APIContext, payloadLimit: Int) async throws -> DirectBroadcast {
        let topic = try name("topic", in: context, byteLimit: DirectBroadcast.topicByteLimit)
        let event = try name("event", in: context, byteLimit: DirectBroadcast.eventByteLimit)
        // Clients derive the address from the socket's, and bring along what stood in its query.
        let isPrivate = Query(request.uri)["private"]?.lowercased()
        guard [nil, "true", "false"].contains(isPrivate) else { throw BroadcastError.parameter("private", "is invalid") }
        let mediaType = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased().trimmingSpaces()
        guard let mediaType, ["application/json", "application/octet-stream"].contains(mediaType) else {
            throw BroadcastError(.unsupportedMediaType, "Send the payload as application/json or application/octet-stream")
        }
        let body: ByteBuffer
        do {
            body = try await request.collect(upTo: payloadLimit, in: context)
        } catch let failure as Failure where failure.code == .bodyTooLarge {
            throw BroadcastError.payloadTooLarge(payloadLimit)
        }
        var payload = DirectBroadcast.Payload.raw(body)
        if mediaType == "application/json" {
            guard let object = JSONSlice(body), object.isObject else { throw BroadcastError.parameter("payload", "is invalid") }
            payload = .object(object)
        }
        return DirectBroadcast(topic: topic, event: event, payload: payload, isPrivate: isPrivate == "true")
    }

    /// A part of the path, decoded here: the router splits the path as it came, so names may hold `/`.
    private static func name(_ name: String, in context: APIContext, byteLimit: Int) throws(BroadcastError) -> String {
        guard let text = context.parameters.get(name)?.removingPercentEncoding else { throw .parameter(name, "is invalid") }
        if let fault = BroadcastName.fault(of: text, byteLimit: byteLimit) { throw .parameter(name, fault) }
        return text
    }
}
