import HTTPServing
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@Suite struct AssetTests {
    private static let assets = StaticAssets([
        StaticAsset(
            path: "index.html", contentType: "text/html; charset=utf-8", etag: "\"i1\"", isImmutable: false,
            identity: ByteBuffer(string: "<page>"), gzip: ByteBuffer(string: "<gz>"), brotli: ByteBuffer(string: "<br>")),
        StaticAsset(
            path: "/assets/app-1A2B.js", contentType: "text/javascript", etag: "j1", isImmutable: true,
            identity: ByteBuffer(string: "code"), gzip: ByteBuffer(string: "gz")),
        StaticAsset(
            path: "/icon.svg", contentType: "image/svg+xml", etag: "s1", isImmutable: false, identity: ByteBuffer(string: "<svg/>")),
    ])

    private static func request(_ path: String, method: HTTPRequest.Method = .get, headers: HTTPFields = [:]) -> Request {
        Request(
            head: HTTPRequest(method: method, scheme: "http", authority: "a", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer()))
    }

    @Test(
        arguments: [
            (nil, nil), ("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0.5, gzip;q=0.8", "gzip"), ("br;q=0, gzip;q=0", nil),
            ("*", "br"),
            ("*;q=0.1, identity", nil), ("identity;q=0, br;q=0.001", "br"), ("BR ; Q=1", "br"), ("br;q=oops", nil), ("", nil),
            ("zstd", nil),
            ("identity;q=0", nil),
        ] as [(String?, String?)])
    func `The encoding that the client likes best is chosen`(accept: String?, encoding: String?) {
        var headers: HTTPFields = [:]
        if let accept { headers[.acceptEncoding] = accept }
        let response = Self.assets.response(to: Self.request("/index.html", headers: headers))
        #expect(response?.headers[.contentEncoding] == encoding)
        #expect(response?.headers[.vary] == "Accept-Encoding")
    }

    @Test func `A file without other encodings does not vary`() {
        let response = Self.assets.response(to: Self.request("/icon.svg", headers: [.acceptEncoding: "br"]))
        #expect(response?.headers[.vary] == nil)
        #expect(response?.headers[.contentEncoding] == nil)
    }

    @Test func `Hashed names are kept for ever, the index is always asked for again`() {
        #expect(
            Self.assets.response(to: Self.request("/assets/app-1A2B.js"))?.headers[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(Self.assets.response(to: Self.request("/"))?.headers[.cacheControl] == "no-cache")
    }

    @Test(arguments: [
        ("\"i1\"", true), ("W/\"i1\"", true), ("\"x\", \"i1\"", true), ("*", true), ("\"i2\"", false), ("i1", false), ("\"i1-br\"", false),
    ])
    func `An unchanged file is 304 without a body`(condition: String, isUnchanged: Bool) {
        let response = Self.assets.response(to: Self.request("/", headers: [.ifNoneMatch: condition]))
        #expect(response?.status == (isUnchanged ? .notModified : .ok))
        #expect(response?.headers[.eTag] == "\"i1\"")
        #expect((response?.body.contentLength == 0) == isUnchanged)
    }

    @Test func `Each encoding has a tag of its own`() {
        let response = Self.assets.response(to: Self.request("/", headers: [.acceptEncoding: "br", .ifNoneMatch: "\"i1-br\""]))
        #expect(response?.status == .notModified)
    }

    @Test(
        arguments: [
            ("/leads/1", "text/html,application/xhtml+xml,*/*;q=0.8", true), ("/setup", "text/html", true),
            ("/leads/1", "*/*", false), ("/leads/1", "application/json", false), ("/leads/1", "text/html;q=0", false),
            ("/leads/1", nil, false),
            ("/assets/app-old.js", "text/html", false), ("/api/v1/nothing", "text/html", false), ("/api", "text/html", false),
            ("/realtime/v1", "text/html", false), ("/files/x/y", "text/html", false), ("/files", "text/html", true),
            ("/files/trash", "text/html", true), ("/storage/x", "text/html", false),
            ("/auth/v1", "text/html", false), ("/health", "text/html", false), ("/metrics/x", "text/html", false),
            ("/apiary", "text/html", true),
        ] as [(String, String?, Bool)])
    func `Only a browser that navigates to the page's own path gets the index`(path: String, accept: String?, isPage: Bool) {
        var headers: HTTPFields = [:]
        if let accept { headers[.accept] = accept }
        #expect((Self.assets.page(for: Self.request(path, headers: headers)) != nil) == isPage)
        #expect(Self.assets.page(for: Self.request(path, method: .post, headers: headers)) == nil)
    }

    @Test(.timeLimit(.minutes(1))) func `Over the wire the page never swallows a route, and a route never the page`() async throws {
        try await withService(assets: Self.assets, routes: { $0.get("leads/special") { _, _ in "route" } }) { service in
            func ask(_ line: String) async throws -> (head: String, body: String) {
                try await withConnection(to: service.port) { connection in
                    try await connection.send("\(line) HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n")
                    return try await connection.response()
                }
            }
            #expect(try await ask("GET /leads/special").body == "route")
            #expect(try await ask("GET /leads/other").body == "<page>")
            #expect(try await ask("GET /").body == "<page>")
            #expect(try await ask("GET /assets/app-1A2B.js").body == "code")
            #expect(try await ask("GET /api/v1/nothing").head.hasPrefix("HTTP/1.1 404 "))
            #expect(try await ask("GET /assets/gone.js").head.hasPrefix("HTTP/1.1 404 "))
            let post = try await ask("POST /assets/app-1A2B.js")
            #expect(post.head.hasPrefix("HTTP/1.1 405 ") && post.head.contains("Allow: GET, HEAD"))
            #expect(try await ask("POST /leads/other").head.hasPrefix("HTTP/1.1 404 "))
            try await withConnection(to: service.port) { connection in
                try await connection.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                let head = try await connection.receiveToEnd()
                #expect(head.contains("Content-Length: 6") && head.hasSuffix("\r\n\r\n"))
            }
        }
    }

    @Test func `A binary without the page says so and how to build it`() {
        let none = StaticAssets([])
        let response = none.response(to: Self.request("/"))
        #expect(response?.status == .serviceUnavailable)
        #expect(response?.headers[.contentType]?.hasPrefix("text/html") == true)
        #expect(none.response(to: Self.request("/index.js")) == nil)
    }

    @Test func `The table compiled into this binary can be read`() {
        let embedded = StaticAssets.embedded()
        #expect(embedded.isEmpty || embedded.contains("/index.html"))
    }
}
