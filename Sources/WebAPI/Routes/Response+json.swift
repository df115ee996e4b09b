import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

extension Response {
    /// A JSON answer that writes itself.
    static func json(_ value: some JSONWritable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        json(JSONWriter.bytes(of: value), status: status, headers: headers)
    }

    /// A JSON answer that is put together where it is sent.
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        json(JSONWriter.bytes(of: value), status: status, headers: headers)
    }

    /// A JSON answer; members in the order of their names, so that the same value is the same text.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return json([UInt8](try encoder.encode(value)), status: status, headers: headers)
    }

    private static func json(_ bytes: [UInt8], status: HTTPResponse.Status, headers: HTTPFields) -> Response {
        let body = ByteBuffer(bytes: bytes)
        var headers = headers
        headers[.contentType] = "application/json"
        headers[.contentLength] = String(body.readableBytes)
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
