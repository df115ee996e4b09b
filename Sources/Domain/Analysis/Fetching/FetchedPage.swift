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

    /// True for HTML, XHTML, and for a missing type whose content looks like a document.
    var isHTML: Bool {
        let type = (headers["content-type"] ?? "").prefix { $0 != ";" }.lowercased().trimmingSpacesOnly
        if type.isEmpty { return body.prefix(1_024).contains(60) || body.isEmpty }
        return type == "text/html" || type == "application/xhtml+xml"
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
