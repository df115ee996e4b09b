import HTTPTypes
import Hummingbird
package import HummingbirdCore
import Primitives

/// Answers every request over plain HTTP with where it is over TLS, and nothing else.
package struct SecureRedirect: HTTPResponder {
    package typealias Context = PlainContext

    /// For so long browsers may go there without asking again.
    private static let memory = "max-age=3600"

    private let target: @Sendable () -> String

    /// - Parameter target: the node's address, `https://crm.example`, without a slash at the end.
    package init(target: @escaping @Sendable () -> String) {
        self.target = target
    }

    package func respond(to request: Request, context: PlainContext) async throws -> Response {
        let target = target()
        // Whoever asks for another host would be led here by a name that is not this node's (RFC 9110 §7.4).
        guard Self.host(of: request.head.authority ?? "") == Self.host(of: Self.authority(of: target)) else {
            return ProblemResponse.response(
                Failure(.invalidRequest, "This node is not at that host."), record: context.record, status: .misdirectedRequest)
        }
        let path = request.head.path ?? "/"
        return Response(
            status: .permanentRedirect,
            headers: [.location: target + (path.hasPrefix("/") ? path : "/"), .cacheControl: Self.memory], body: ResponseBody())
    }

    private static func authority(of url: String) -> Substring {
        let rest = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        return rest.prefix { $0 != "/" }
    }

    /// Without the port: that of plain HTTP is another.
    private static func host(of authority: some StringProtocol) -> String {
        let name = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "" : authority.prefix { $0 != ":" } + ""
        return name.lowercased()
    }
}
