/// Where a link of a mail may lead in the end. Tokens stand in that address, so it must be an application's own.
package struct RedirectPolicy: Sendable {
    /// Longer than any callback; bounds what is matched and what stands in a mail.
    private static let byteLimit = 2_048
    /// Of these a browser makes something else than a visit.
    private static let refusedSchemes: Set<String> = ["javascript", "data", "vbscript", "file", "blob", "about", "view-source"]

    private let siteURL: @Sendable () -> String
    private let patterns: [RedirectPattern]

    /// - Parameter siteURL: where links lead that name no other address that is allowed; it and what lies below it is always allowed.
    package init(siteURL: @escaping @Sendable () -> String, patterns: [RedirectPattern]) {
        self.siteURL = siteURL
        self.patterns = patterns
    }

    var site: String { siteURL() }

    /// `wanted` if a link may lead there.
    func allowed(_ wanted: String?) -> String? {
        guard let wanted = wanted.given, wanted.utf8.count <= Self.byteLimit, Self.isPlain(wanted), isHarmless(wanted) else { return nil }
        let address = String(wanted.prefix { $0 != "#" })
        return isOwn(address) || patterns.contains { $0.matches(address) } ? address : nil
    }

    private func isOwn(_ address: String) -> Bool {
        let site = siteURL()
        return address == site || ["/", "?"].contains { address.hasPrefix(site + $0) }
    }

    private func isHarmless(_ address: String) -> Bool {
        guard let colon = address.firstIndex(of: ":") else { return false }
        let scheme = address[..<colon].lowercased()
        guard let first = scheme.utf8.first, (97...122).contains(first), scheme.utf8.allSatisfy(Self.isSchemeByte),
            !Self.refusedSchemes.contains(scheme)
        else { return false }
        let rest = address[colon...].dropFirst()
        guard rest.hasPrefix("//") else { return true }
        // `https://app.example@evil.example` shows one host and means another.
        return !rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }.contains("@")
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }

    /// Printable ASCII that may stand in a URI (RFC 3986 §2); browsers take a backslash for a slash.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            (0x21...0x7E).contains(byte) && !#"\"<>^`{|}"#.utf8.contains(byte)
        }
    }
}
