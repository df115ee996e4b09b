import Crypto
import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives
import Synchronization

/// The description of the API: for programs as OpenAPI, for people as a page. Open, since it tells nothing of anybody.
struct DescriptionRoutes: Sendable {
    private let file: Lazy
    private let page: Lazy

    init(gate: Gatekeeper, version: String) {
        // Made when it is first asked for: then every route is there.
        file = Lazy { Served(APIDescription(gate, version: version).json, contentType: "application/json", policy: nil) }
        page = Lazy {
            let page = DescriptionPage(APIDescription(gate, version: version))
            return Served(Array(page.html.utf8), contentType: "text/html; charset=utf-8", policy: DescriptionPage.policy)
        }
    }

    func add(to router: some RouterMethods<APIContext>) {
        router.get("api") { [page] request, _ in page.value.response(to: request) }
        router.get("api/openapi.json") { [file] request, _ in file.value.response(to: request) }
    }

    private struct Served: Sendable {
        private let body: ByteBuffer
        private let headers: HTTPFields
        private let tag: String

        init(_ bytes: [UInt8], contentType: String, policy: String?) {
            body = ByteBuffer(bytes: bytes)
            tag = "\"\(Hex.encode(SHA256.hash(data: bytes).prefix(16)))\""
            var headers: HTTPFields = [.contentType: contentType, .eTag: tag, .cacheControl: "no-cache"]
            headers[.contentSecurityPolicy] = policy
            self.headers = headers
        }

        func response(to request: Request) -> Response {
            if let condition = request.headers[.ifNoneMatch], condition.contains(tag) {
                return Response(status: .notModified, headers: headers)
            }
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
        }
    }

    private final class Lazy: Sendable {
        private let made = Mutex<Served?>(nil)
        private let make: @Sendable () -> Served

        init(_ make: @escaping @Sendable () -> Served) { self.make = make }

        var value: Served {
            made.withLock { made in
                if let made { return made }
                let new = make()
                made = new
                return new
            }
        }
    }
}
