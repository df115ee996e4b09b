import HTTPTypes
import NIOHTTP1
import NIOHTTPTypesHTTP1
import Primitives

/// Why the head of a request was refused.
struct HeadFault: Error {
    let failure: Failure
    let status: HTTPResponse.Status?

    init(_ message: String, status: HTTPResponse.Status? = nil) {
        failure = Failure(.invalidRequest, message)
        self.status = status
    }
}

extension HTTPRequest {
    /// Takes over a parsed head if it is one that can be served.
    init(checking head: HTTPRequestHead, scheme: String = "http", limits: ServingLimits) throws(HeadFault) {
        guard head.uri.utf8.count <= limits.targetBytes else {
            throw HeadFault("The request's path and query are longer than \(limits.targetBytes) bytes.", status: .uriTooLong)
        }
        let hosts = head.headers["host"]
        // RFC 9112 §3.2: exactly one.
        guard hosts.count == 1 || (hosts.isEmpty && head.version != .http1_1) else {
            throw HeadFault("A request needs exactly one Host header.")
        }
        let path: String
        if head.uri.utf8.first == UInt8(ascii: "/") || head.uri == "*" || head.method == .CONNECT {
            path = head.uri
        } else if let start = head.uri.firstRange(of: "://")?.upperBound {
            // Absolute form (RFC 9112 §3.2.2), as sent to a proxy.
            let slash = head.uri[start...].firstIndex(where: { $0 == "/" || $0 == "?" })
            path = slash.map { (head.uri[$0] == "?" ? "/" : "") + head.uri[$0...] } ?? "/"
        } else {
            throw HeadFault("The request's target is neither a path nor a URL.")
        }
        guard let method = try? Method(head.method) else {
            throw HeadFault("The request's method is unknown.", status: .notImplemented)
        }
        self.init(
            method: method, scheme: scheme, authority: hosts.first, path: path, headerFields: HTTPFields(head.headers, splitCookie: false))
    }

    var pathWithoutQuery: String {
        guard let path else { return "" }
        return path.utf8.firstIndex(of: UInt8(ascii: "?")).map { String(path[..<$0]) } ?? path
    }
}

extension Failure {
    /// What a client is told whose head could not be parsed.
    init(malformedHead error: HTTPParserError) {
        switch error {
        case .headerOverflow:
            self.init(.invalidRequest, "The request's head is larger than this node takes.", cause: error)
        case .invalidVersion:
            self.init(.invalidRequest, "Only HTTP/1.1 and HTTP/1.0 are spoken here.", cause: error)
        default:
            self.init(.invalidRequest, "The request is not HTTP/1.1.", cause: error)
        }
    }
}
