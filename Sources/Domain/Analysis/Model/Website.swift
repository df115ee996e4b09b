import Primitives

/// The site that a user named, in normal form: "Example.fr", "https://example.fr/contact" and "www.example.fr" share a domain.
package struct Website: Hashable, Sendable, CustomStringConvertible {
    package let address: WebAddress
    /// False for "example.fr": then https is tried first and http when nothing answers there.
    package let namesScheme: Bool

    /// Refuses other schemes, user info, control characters, hosts without a dot (but `localhost` and what came with a
    /// scheme), and more than `WebAddress.maximumBytes`.
    package init?(_ text: String) {
        let trimmed = text.trimmingSpaces()
        guard !trimmed.isEmpty, trimmed.utf8.count <= WebAddress.maximumBytes,
            trimmed.unicodeScalars.allSatisfy({ $0.isPrintable && !$0.properties.isWhitespace })
        else { return nil }
        if trimmed.contains("://"), let scheme = trimmed.prefix(while: { $0 != "/" }).lowercased().split(separator: ":").first,
            scheme == "http" || scheme == "https"
        {
            guard let address = WebAddress(trimmed) else { return nil }
            self.address = address
            namesScheme = true
        } else {
            let bare = trimmed.hasPrefix("//") ? trimmed.dropFirst(2) : trimmed[...]
            guard let address = WebAddress(isSecure: true, schemeless: bare),
                address.host.contains(".") || address.host.contains(":") || address.host == "localhost"
            else { return nil }
            self.address = address
            namesScheme = false
        }
    }

    /// The key by which two leads are the same site: lower-case host without `www.`, IDN as punycode, other ports kept.
    package var domain: String { address.domain }

    package var url: String { address.description }

    package var description: String { url }

    /// The addresses to try in turn.
    var candidates: [WebAddress] {
        if namesScheme { return [address] }
        // "example.fr:80" can only mean plain http, and ":443" only https.
        return [address, address.with(isSecure: false)]
    }
}
