import Primitives

/// An absolute `http` or `https` address in one canonical spelling: what is compared, checked and requested is the same text.
///
/// The host is lower-case ASCII (IDN as punycode, IPv6 without brackets) and never holds a percent sign, so that no second
/// parser can read another host out of it. The fragment is dropped. Never longer than `maximumBytes`.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// Longer addresses are traps or session tokens, never a page that a salesperson would open.
    package static let maximumBytes = 2_000

    package let isSecure: Bool
    package let host: String
    package let port: Int
    /// Starts with a slash; percent-encoded, without dot segments.
    package let path: String
    package let query: String?

    init(isSecure: Bool, host: String, port: Int, path: String, query: String?) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.path = path
        self.query = query
    }

    /// `nil` for another scheme, user info, a host that is none, a port outside 1–65535, or too long a text.
    package init?(_ text: String) {
        let cleaned = Self.cleaned(text)
        guard cleaned.utf8.count <= Self.maximumBytes, let colon = cleaned.firstIndex(of: ":") else { return nil }
        let isSecure: Bool
        switch cleaned[..<colon].lowercased() {
        case "http": isSecure = false
        case "https": isSecure = true
        default: return nil
        }
        let rest = cleaned[cleaned.index(after: colon)...]
        guard rest.hasPrefix("//") else { return nil }
        self.init(isSecure: isSecure, schemeless: rest.dropFirst(2))
    }

    /// What follows `//`.
    init?(isSecure: Bool, schemeless text: Substring) {
        let end = text.firstIndex { "/?#\\".contains($0) } ?? text.endIndex
        guard let authority = WebAuthority(text[..<end]) else { return nil }
        let tail = text[end...].prefix { $0 != "#" }
        let question = tail.firstIndex(of: "?")
        let path = tail[..<(question ?? tail.endIndex)]
        let query = question.map { Self.encoded(tail[tail.index(after: $0)...]) }
        self.init(
            isSecure: isSecure, host: authority.host, port: authority.port ?? (isSecure ? 443 : 80), path: Self.normalizedPath(path),
            query: query)
        guard description.utf8.count <= Self.maximumBytes else { return nil }
    }

    /// The address that a link on this page means (RFC 3986 §5.2); `nil` when it leads to no web page.
    package func resolving(_ reference: String) -> WebAddress? {
        let text = Self.cleaned(reference)
        guard text.utf8.count <= Self.maximumBytes else { return nil }
        if let colon = text.firstIndex(of: ":"), Self.isScheme(text[..<colon]) { return WebAddress(text) }
        let slashed = text.prefix { $0 != "?" && $0 != "#" }.replacing("\\", with: "/")
        if slashed.hasPrefix("//") { return WebAddress(isSecure: isSecure, schemeless: text.dropFirst(2)) }
        let withoutFragment = text.prefix { $0 != "#" }
        let question = withoutFragment.firstIndex(of: "?")
        let newQuery = question.map { Self.encoded(withoutFragment[withoutFragment.index(after: $0)...]) }
        let newPath: String
        if slashed.isEmpty {
            newPath = path
        } else if slashed.hasPrefix("/") {
            newPath = Self.normalizedPath(Substring(slashed))
        } else {
            newPath = Self.normalizedPath(Substring(path[...(path.lastIndex(of: "/") ?? path.startIndex)] + slashed))
        }
        let result = WebAddress(
            isSecure: isSecure, host: host, port: port, path: newPath, query: slashed.isEmpty && question == nil ? query : newQuery)
        return result.description.utf8.count <= Self.maximumBytes ? result : nil
    }

    package var description: String { origin + path + (query.map { "?" + $0 } ?? "") }

    /// Scheme, host and port: what one robots.txt speaks for (RFC 9309 §2.3).
    package var origin: String {
        let bracketed = host.contains(":") ? "[\(host)]" : host
        return (isSecure ? "https://" : "http://") + bracketed + (port == (isSecure ? 443 : 80) ? "" : ":\(port)")
    }

    /// Host without `www.`, with the port when it is not the scheme's own: two sites on one machine stay two.
    package var domain: String {
        let bare = host.hasPrefix("www.") && host.dropFirst(4).contains(".") ? String(host.dropFirst(4)) : host
        let bracketed = bare.contains(":") ? "[\(bare)]" : bare
        return port == 443 || port == 80 ? bracketed : "\(bracketed):\(port)"
    }

    func with(isSecure: Bool) -> WebAddress {
        WebAddress(isSecure: isSecure, host: host, port: port == 443 || port == 80 ? (isSecure ? 443 : 80) : port, path: path, query: query)
    }

    func with(path: String) -> WebAddress {
        WebAddress(isSecure: isSecure, host: host, port: port, path: path, query: nil)
    }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, first | 0x20 >= 97, first | 0x20 <= 122 else { return false }
        return text.utf8.allSatisfy { byte in
            (97...122).contains(byte | 0x20) || (48...57).contains(byte) || byte == 43 || byte == 45 || byte == 46
        }
    }

    /// Browsers drop line breaks and tabs inside a link (WHATWG URL §4.4); so do we.
    private static func cleaned(_ text: String) -> String {
        let trimmed = text.trimmingSpaces()
        guard trimmed.utf8.contains(where: { $0 == 9 || $0 == 10 || $0 == 13 }) else { return trimmed }
        return String(trimmed.unicodeScalars.filter { $0 != "\t" && $0 != "\n" && $0 != "\r" })
    }

    private static func normalizedPath(_ path: Substring) -> String {
        var segments: [String] = []
        let parts = path.replacing("\\", with: "/").split(separator: "/", omittingEmptySubsequences: false)
        let meaningful = parts.first?.isEmpty == true ? parts.dropFirst() : parts[...]
        for (position, part) in zip(meaningful.indices, meaningful) {
            let isLast = position == meaningful.index(before: meaningful.endIndex)
            switch part.lowercased() {
            case ".", "%2e":
                if isLast { segments.append("") }
            case "..", ".%2e", "%2e.", "%2e%2e":
                if !segments.isEmpty { segments.removeLast() }
                if isLast { segments.append("") }
            default: segments.append(encoded(Substring(part)))
            }
        }
        return "/" + segments.joined(separator: "/")
    }

    /// Percent-encodes what may not stand in a path or query; what is encoded already stays as it is.
    private static func encoded(_ text: Substring) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            if byte > 0x20, byte < 0x7F, !"\"<>\\^`{|}#".utf8.contains(byte) {
                result.append(byte)
            } else {
                result.append(37)
                result.append(contentsOf: Hex.encode([byte]).uppercased().utf8)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
