/// One answer of a site, read up to the limit.
struct FetchedPage: Sendable {
    /// After redirects.
    let address: WebAddress
    let status: Int
    /// Names lower-cased; of repeated fields the first.
    let headers: [String: String]
    let body: [UInt8]
    /// True when the body went on past the limit.
    let isTruncated: Bool
    /// Whether it came from another host than was asked, apart from `www.`.
    let changedDomain: Bool

    /// True for HTML, XHTML, and for a missing type whose content looks like a document; never for a picture or program that calls itself HTML.
    var isHTML: Bool {
        guard !looksBinary else { return false }
        let type = (headers["content-type"] ?? "").prefix { $0 != ";" }.lowercased().trimmingSpacesOnly
        if type.isEmpty { return body.prefix(1_024).contains(60) || body.isEmpty }
        return type == "text/html" || type == "application/xhtml+xml"
    }

    /// As much as browsers look at (WHATWG MIME Sniffing §3), rounded.
    private static let sniffedBytes = 1_024

    /// Whether more than one byte in twenty of the beginning is one that no text holds (§3, "binary data byte"). A stray NUL is tag soup.
    private var looksBinary: Bool {
        let head = body.prefix(Self.sniffedBytes)
        switch PageEncoding.detect(Array(head), contentType: headers["content-type"]) {
        case .utf16LittleEndian, .utf16BigEndian: return false
        default: break
        }
        let binary = head.count(where: { $0 < 0x09 || $0 == 0x0B || (0x0E...0x1A).contains($0) || (0x1C...0x1F).contains($0) })
        return binary * 20 > head.count
    }
}

extension String {
    fileprivate var trimmingSpacesOnly: Substring {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }
}
