package import NIOCore

/// One file of the web page, in each encoding that it comes in.
package struct StaticAsset: Sendable {
    package let path: String
    package let contentType: String
    /// Of the content, without quotes.
    package let etag: String
    /// The name holds a hash of the content.
    package let isImmutable: Bool
    package let identity: ByteBuffer
    package let gzip: ByteBuffer?
    package let brotli: ByteBuffer?

    package init(
        path: String, contentType: String, etag: String, isImmutable: Bool, identity: ByteBuffer, gzip: ByteBuffer? = nil,
        brotli: ByteBuffer? = nil
    ) {
        self.path = path.hasPrefix("/") ? path : "/" + path
        self.contentType = contentType
        self.etag = etag.filter { $0 != "\"" }
        self.isImmutable = isImmutable
        self.identity = identity
        self.gzip = gzip
        self.brotli = brotli
    }

    /// The bytes in `encoding`; `nil` when the file does not come in it.
    func bytes(in encoding: AssetEncoding) -> ByteBuffer? {
        switch encoding {
        case .identity: identity
        case .gzip: gzip
        case .brotli: brotli
        }
    }
}

/// A content coding (RFC 9110 §8.4.1), best first.
enum AssetEncoding: String, CaseIterable {
    case brotli = "br"
    case gzip
    case identity

    /// The one of `available` that the client likes best (RFC 9110 §12.5.3); `identity` when it likes none.
    static func preferred(accepting header: String?, available: (AssetEncoding) -> Bool) -> AssetEncoding {
        guard let header else { return .identity }
        let qualities = Quality.list(header)
        var best = AssetEncoding.identity
        var bestQuality = 0
        for encoding in allCases where available(encoding) {
            let named = qualities.first { $0.value == encoding.rawValue }?.thousandths
            // Without a word on it, identity is acceptable and the rest is not.
            let quality = named ?? qualities.first { $0.value == "*" }?.thousandths ?? (encoding == .identity ? 1 : 0)
            if quality > bestQuality {
                best = encoding
                bestQuality = quality
            }
        }
        return best
    }
}
