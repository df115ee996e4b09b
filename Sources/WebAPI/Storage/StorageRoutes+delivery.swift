import Blobs
import HTTPServing
import HTTPTypes
import Hummingbird
import Primitives

/// How an object goes out.
extension StorageRoutes {
    enum Caching: Sendable {
        /// As the uploader said. What is not public stays out of caches that others share.
        case stored(isPublic: Bool)
        /// As long as the link opens.
        case until(Timestamp)
    }

    private static let contentTypeOptions = HTTPField.Name("X-Content-Type-Options")
    private static let expires = HTTPField.Name("Expires")
    private static let downloadMark = "download"

    func delivery(of object: BucketObject, to call: StorageCall, caching: Caching) async throws -> Response {
        var headers = headers(of: object, to: call, caching)
        switch ObjectConditions(object).outcome(of: call.request) {
        case .failed: throw StorageError(412, "PreconditionFailed", "The object is another version", "PreconditionFailed")
        case .unchanged: return Response(status: .notModified, headers: headers)
        case .whole: return try await body(of: object, 0..<object.version.byteCount, .ok, headers, to: call)
        case .ranged: break
        }
        let byteCount = object.version.byteCount
        let range: Range<Int64>?
        do {
            range = try ByteRange.parse(call.request.headers[.range], byteCount: byteCount)
        } catch {
            throw StorageError(
                416, "InvalidRange", "The requested range is not satisfiable", "InvalidRange",
                headers: [.contentRange: "bytes */\(byteCount)"])
        }
        guard let range else { return try await body(of: object, 0..<byteCount, .ok, headers, to: call) }
        headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(byteCount)"
        return try await body(of: object, range, .partialContent, headers, to: call)
    }

    private func body(
        of object: BucketObject, _ range: Range<Int64>, _ status: HTTPResponse.Status, _ headers: HTTPFields, to call: StorageCall
    ) async throws -> Response {
        var headers = headers
        headers[.contentLength] = String(range.upperBound - range.lowerBound)
        return Response(status: status, headers: headers, body: try await bodies.body(of: object.version, in: range, call.context.record))
    }

    private func headers(of object: BucketObject, to call: StorageCall, _ caching: Caching) -> HTTPFields {
        var headers: HTTPFields = [
            .acceptRanges: "bytes", .eTag: object.version.entityTag, .contentType: Self.shownType(of: object),
            .lastModified: HTTPDate.format(secondsSince1970: object.updatedAt.seconds),
        ]
        if let name = Self.contentTypeOptions { headers[name] = "nosniff" }
        switch caching {
        case .stored(let isPublic):
            headers[.cacheControl] = isPublic ? object.cacheControl : Self.privately(object.cacheControl)
        case .until(let expiry):
            if let name = Self.expires { headers[name] = HTTPDate.format(secondsSince1970: expiry.seconds) }
        }
        // Nothing in a stored file may act in the name of the origin that serves it.
        if !object.isInert { headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; sandbox" }
        headers[.contentDisposition] = Self.disposition(of: object, call.request)
        return headers
    }

    private static func privately(_ cacheControl: String) -> String {
        let lower = cacheControl.lowercased()
        return lower.contains("no-") || lower.contains("private") || lower.contains("public") ? cacheControl : "private, \(cacheControl)"
    }

    /// Pages are shown as their source, so that a bucket is no host of web sites.
    private static func shownType(of object: BucketObject) -> String {
        let type = object.version.contentType
        let essence = type.prefix { $0 != ";" }.lowercased().trimmingSpaces()
        return essence == "text/html" || essence == "application/xhtml+xml" ? "text/plain; charset=utf-8" : type
    }

    /// RFC 6266: saved where the client asks for it, and whatever a browser might run.
    private static func disposition(of object: BucketObject, _ request: Request) -> String? {
        let parts = (request.uri.query ?? "").utf8.split(separator: UInt8(ascii: "&"))
        let asked = parts.first { part in
            part.starts(with: downloadMark.utf8) && part.dropFirst(downloadMark.utf8.count).first ?? UInt8(ascii: "=") == UInt8(ascii: "=")
        }
        guard let asked else { return object.isInert ? nil : "attachment" }
        let text = Substring(asked.dropFirst(downloadMark.utf8.count + 1)).replacing("+", with: " ")
        guard let name = PercentEncoding.decode(Substring(text)), !name.isEmpty else { return "attachment" }
        let encoded = PercentEncoding.encode(segment: String(name.prefix(255)))
        return "attachment; filename=\(encoded); filename*=UTF-8''\(encoded)"
    }
}
