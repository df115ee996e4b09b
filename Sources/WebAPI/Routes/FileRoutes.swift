import Blobs
import DataStore
import HTTPServing
import HTTPTypes
import Hummingbird
import Primitives

/// Files by signed URL: whoever has it may read, until it expires.
struct FileRoutes: Sendable {
    /// What a browser shows in a frame by itself; everything else is saved.
    private static let inlineTypes: Set<String> = ["application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"]

    let store: Store
    let blobs: BlobStore
    let bodies: FileBodies
    let links: SignedURLs
    let clock: WallClock

    func add(to router: some RouterMethods<APIContext>) {
        router.get("files/{object}/{name}", use: download)
    }

    /// The link with which a browser saves what it would show. What is added is not signed: it takes nothing but the showing away.
    static func saving(_ link: SignedURL) -> String { "\(link.path)&\(savingMark)=1" }

    private static let savingMark = "download"

    @Sendable private func download(_ request: Request, _ context: APIContext) async throws -> Response {
        let grant = try links.verify(target: request.uri.string)
        let found = try await store.read { [blobs] tx in try blobs.find(grant.objectID, in: tx) }
        guard let object = found else { throw Failure(.notFound, "This file is not here any more.") }

        var headers = headers(for: object, until: grant.expiresAt, isSaved: Query(request.uri)[Self.savingMark] != nil)
        if let tags = request.headers[.ifNoneMatch], Self.matches(tags, object.entityTag) {
            return Response(status: .notModified, headers: headers)
        }
        let range: Range<Int64>?
        do {
            range = Self.allowsRange(request, of: object) ? try ByteRange.parse(request.headers[.range], byteCount: object.byteCount) : nil
        } catch {
            return ProblemResponse.response(error, record: context.record, headers: [.contentRange: "bytes */\(object.byteCount)"])
        }
        let served = range ?? 0..<object.byteCount
        headers[.contentType] = object.contentType
        if range != nil { headers[.contentRange] = "bytes \(served.lowerBound)-\(served.upperBound - 1)/\(object.byteCount)" }
        let length = served.upperBound - served.lowerBound
        headers[.contentLength] = String(length)
        return Response(
            status: range == nil ? .ok : .partialContent, headers: headers,
            body: try await bodies.body(of: object, in: served, context.record))
    }

    private func headers(for object: StoredObject, until expiry: Timestamp, isSaved: Bool) -> HTTPFields {
        var headers: HTTPFields = [
            .acceptRanges: "bytes",
            .eTag: object.entityTag,
            .cacheControl: "private, max-age=\(max(0, (expiry - clock.now()).components.seconds))",
            .contentDisposition:
                "\(!isSaved && Self.inlineTypes.contains(object.contentType) ? "inline" : "attachment"); \(Self.fileName(object.name))",
        ]
        // Nothing in a stored file may act in the page's name.
        if !Self.inlineTypes.contains(object.contentType) { headers[.contentSecurityPolicy] = "default-src 'none'; sandbox" }
        return headers
    }

    /// RFC 6266 §4.3 and appendix D: an ASCII name for old clients, the real one in RFC 8187 encoding.
    static func fileName(_ name: ObjectName) -> String {
        let ascii = String(
            name.description.unicodeScalars.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0 != "%" ? Character($0) : "_" })
        let encoded = name.description.utf8.map { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            default: "%" + Hex.encode([byte]).uppercased()
            }
        }.joined()
        return "filename=\"\(ascii)\"; filename*=UTF-8''\(encoded)"
    }

    /// RFC 9110 §13.1.2, with the weak comparison.
    private static func matches(_ header: String, _ tag: String) -> Bool {
        header.split(separator: ",").contains { candidate in
            let candidate = String(candidate).trimmingSpaces()
            return candidate == "*" || candidate == tag || candidate == "W/" + tag
        }
    }

    /// RFC 9110 §13.1.5: a part of another version would be worse than the whole.
    private static func allowsRange(_ request: Request, of object: StoredObject) -> Bool {
        request.headers[.ifRange].map { $0 == object.entityTag } ?? true
    }
}
