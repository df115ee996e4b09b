import CWebAssets
import HTTPTypes
package import Hummingbird
import NIOCore

/// The web page: its files by path, and its index for every path that the page itself routes.
package struct StaticAssets: Sendable {
    /// Paths that are never the page's: a wrong address below them is a 404 that a program can read.
    package static let reservedPrefixes = ["/api", "/realtime", "/storage", "/auth", "/health", "/metrics", "/ready"]

    private static let indexPath = "/index.html"
    private let files: [String: StaticAsset]

    /// - Parameter assets: the files; one of them `/index.html`. None at all when the page was not built.
    package init(_ assets: [StaticAsset]) {
        files = Dictionary(assets.map { ($0.path, $0) }) { first, _ in first }
    }

    /// The files compiled into this binary.
    package static func embedded() -> StaticAssets {
        var count = 0
        guard let table = uprising_assets_table(&count) else { return StaticAssets([]) }
        func buffer(_ start: UnsafePointer<UInt8>?, _ length: Int) -> ByteBuffer? {
            start.map { ByteBuffer(bytes: UnsafeRawBufferPointer(start: $0, count: length)) }
        }
        return StaticAssets(
            UnsafeBufferPointer(start: table, count: count).map { asset in
                StaticAsset(
                    path: String(cString: asset.path), contentType: String(cString: asset.content_type), etag: String(cString: asset.etag),
                    isImmutable: asset.immutable != 0, identity: buffer(asset.identity, asset.identity_length) ?? ByteBuffer(),
                    gzip: buffer(asset.gzip, asset.gzip_length), brotli: buffer(asset.brotli, asset.brotli_length))
            })
    }

    package var isEmpty: Bool { files.isEmpty }

    package func contains(_ path: String) -> Bool { files[path] != nil || path == "/" }

    /// The file at exactly this path; `nil` when there is none, or when the request does not read.
    package func response(to request: Request) -> Response? {
        guard request.method == .get || request.method == .head else { return nil }
        let path = request.uri.path
        if path == "/" { return files[Self.indexPath].map { serve($0, to: request) } ?? Self.notBuilt() }
        return files[path].map { serve($0, to: request) }
    }

    /// The index, for a browser that navigates to a path of the page's own; `nil` for everything else.
    package func page(for request: Request) -> Response? {
        guard request.method == .get || request.method == .head, Self.isPagePath(request.uri.path), acceptsHTML(request) else { return nil }
        return files[Self.indexPath].map { serve($0, to: request) } ?? Self.notBuilt()
    }

    /// Not reserved, and not a file: a missing script answered with the index fails far from its cause.
    static func isPagePath(_ path: String) -> Bool {
        guard !reservedPrefixes.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) else { return false }
        let segments = path.split(separator: "/")
        // The page lists files below the same word below which one of them is opened, by its id and name.
        if segments.first == "files", segments.count > 2 { return false }
        return !(segments.last ?? "").contains(".")
    }

    private func acceptsHTML(_ request: Request) -> Bool {
        guard let accept = request.headers[.accept] else { return false }
        return Quality.list(accept).contains { $0.value == "text/html" && $0.thousandths > 0 }
    }

    private func serve(_ asset: StaticAsset, to request: Request) -> Response {
        let encoding = AssetEncoding.preferred(accepting: request.headers[.acceptEncoding]) { asset.bytes(in: $0) != nil }
        // Each encoding is a representation of its own, with a validator of its own (RFC 9110 §8.8.3.3).
        let tag = encoding == .identity ? "\"\(asset.etag)\"" : "\"\(asset.etag)-\(encoding.rawValue)\""
        var headers: HTTPFields = [
            .eTag: tag,
            .cacheControl: asset.isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        if asset.gzip != nil || asset.brotli != nil { headers[.vary] = "Accept-Encoding" }
        if let condition = request.headers[.ifNoneMatch], Self.matches(condition, tag: tag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = asset.contentType
        if encoding != .identity { headers[.contentEncoding] = encoding.rawValue }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.bytes(in: encoding) ?? asset.identity))
    }

    /// Weak comparison (RFC 9110 §13.1.2).
    private static func matches(_ condition: String, tag: String) -> Bool {
        condition.split(separator: ",").contains { candidate in
            let candidate = candidate.drop { $0 == " " }
            return candidate == "*" || candidate == tag || candidate == "W/" + tag || candidate.hasPrefix(tag + " ")
        }
    }

    private static func notBuilt() -> Response {
        let page = """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Uprising Node</title>
            <h1>The web page is not in this binary</h1>
            <p>The node runs and its API answers, but it was compiled before the page was built.</p>
            <p>Build both with <code>./install.sh run</code>, or the page alone with <code>web/build</code> and then
            <code>swift build</code> again.</p>
            </html>
            """
        return Response(
            status: .serviceUnavailable, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
    }
}
